package dev.formwork.ui.bench;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The form under load: ten texts and ten numbers, two of them indexed, and its many records. */
final class ItemForm {

  static final String KEY = "item";

  private static final int ROWS = Integer.getInteger("formwork.bench.rows", 100_000);
  private static final int DRIVEN = 5_000;

  private ItemForm() {}

  static String definition() {
    var fields =
        IntStream.range(0, 10)
            .mapToObj(
                i ->
                    """
                    {"type": "text", "key": "t%1$d", "title": {"en": "Text %1$d"}},
                    {"type": "number", "key": "n%1$d", "title": {"en": "Number %1$d"}, "indexed": %2$b}"""
                        .formatted(i, i < 2))
            .collect(Collectors.joining(",\n"));
    return """
        {"key": "%s", "title": {"en": "Items"}, "fields": [%s]}"""
        .formatted(KEY, fields);
  }

  /**
   * Fills an empty table with the same rows wherever it is done. The numbers of a row have nothing
   * to do with each other, so that a page by one of them, filtered by another, is found at once.
   */
  static String filling(String table) {
    var columns =
        IntStream.range(0, 10)
            .mapToObj(i -> ", t%1$d, n%1$d".formatted(i))
            .collect(Collectors.joining());
    var values =
        IntStream.range(0, 10)
            .mapToObj(i -> ", 'text ' || g, abs(hashint4(g * 10 + %d)) %% 1000".formatted(i))
            .collect(Collectors.joining());
    return """
        INSERT INTO %s (id, version, created_at, updated_at, record_title, search_text%s)
        SELECT md5('item ' || g)::uuid, 1, now(), now(), 'text ' || g, ''%s FROM generate_series(1, %d) g"""
        .formatted(table, columns, values, ROWS);
  }

  /** Ids to ask for, from all over the table. */
  static String drivenIds(String table) {
    return "SELECT id::text FROM %s ORDER BY md5(id::text) LIMIT %d".formatted(table, DRIVEN);
  }
}
