package dev.formwork.core.record.query;

import dev.formwork.core.record.value.StoredRecord;
import java.util.List;

/**
 * A part of a list.
 *
 * @param nextCursor where the next page begins; null: this was the last
 */
public record RecordPage(List<StoredRecord> items, String nextCursor) {}
