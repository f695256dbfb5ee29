package dev.formwork.core.record.value;

import java.util.List;
import java.util.UUID;

/**
 * Changes to some rows of a subform; all others stay as they are.
 *
 * @param rows those that change, by their ids, and new ones, which come behind all others
 * @param removed ids of rows that shall go
 */
public record RowChanges(List<RecordData> rows, List<UUID> removed) {

  public RowChanges {
    rows = List.copyOf(rows);
    removed = List.copyOf(removed);
  }
}
