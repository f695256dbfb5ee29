package dev.formwork.core.record.query;

import java.util.List;

/**
 * What someone wants listed.
 *
 * @param filter an expression; null: everything
 * @param search words to be found; null: none
 * @param sort keys of fields, {@code -} in front for descending; empty: newest first
 * @param limit how many at most, 1 to 1,000
 * @param cursor where the previous page ended; null: from the start
 * @param offset rows to skip after the cursor, for a scroll bar that was dragged; the API does not
 *     offer it
 */
public record RecordQuery(
    String filter, String search, List<String> sort, int limit, String cursor, int offset) {

  public static final int MAX_LIMIT = 1_000;

  public static RecordQuery firstPage(int limit) {
    return new RecordQuery(null, null, List.of(), limit, null, 0);
  }

  public RecordQuery after(String nextCursor) {
    return new RecordQuery(filter, search, sort, limit, nextCursor, offset);
  }
}
