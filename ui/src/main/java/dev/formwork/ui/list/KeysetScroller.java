package dev.formwork.ui.list;

import dev.formwork.core.record.query.RecordQuery;
import dev.formwork.core.record.value.StoredRecord;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Random access to a list that is read by keyset cursors. Remembers the cursor behind every page it
 * has read; a jump starts from the nearest one before the target, so that scrolling on costs the
 * same at any depth.
 */
final class KeysetScroller {

  private final TreeMap<Integer, String> cursors = new TreeMap<>();

  /**
   * @param query what is listed, without cursor and offset
   * @param page runs a query
   */
  List<StoredRecord> rows(
      RecordQuery query,
      int offset,
      int limit,
      Function<RecordQuery, dev.formwork.core.record.query.RecordPage> page) {
    var known = cursors.floorEntry(offset);
    var from =
        new RecordQuery(
            query.filter(),
            query.search(),
            query.sort(),
            Math.min(limit, RecordQuery.MAX_LIMIT),
            known == null ? null : known.getValue(),
            known == null ? offset : offset - known.getKey());
    var found = page.apply(from);
    if (found.nextCursor() != null) {
      cursors.put(offset + found.items().size(), found.nextCursor());
    }
    return found.items();
  }

  /** What is listed changed: the places remembered are worth nothing. */
  void forget() {
    cursors.clear();
  }
}
