package dev.formwork.core.record;

import java.util.List;

/**
 * A part of a list.
 *
 * @param nextCursor where the next page begins; null: this was the last
 */
public record Page(List<StoredRecord> items, String nextCursor) {}
