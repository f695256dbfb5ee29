package dev.formwork.core.importexport;

import dev.formwork.core.csv.CsvTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;

/**
 * What a file says of one record: mostly one row, several when they repeat what names the record.
 *
 * @param rows at least one
 */
record FileRecord(List<CsvTable.Row> rows) {

  static FileRecord of(CsvTable.Row row) {
    return new FileRecord(List.of(row));
  }

  /**
   * The records of a file, each where its first row stands.
   *
   * @param naming what tells the record of a row, null for one by itself; null: every row is one
   */
  static List<FileRecord> of(CsvTable table, Function<CsvTable.Row, Object> naming) {
    if (naming == null) {
      return table.rows().stream().map(FileRecord::of).toList();
    }
    var records = new ArrayList<FileRecord>();
    var named = new HashMap<Object, FileRecord>();
    for (var row : table.rows()) {
      var key = naming.apply(row);
      var known = key == null ? null : named.get(key);
      if (known != null) {
        known.rows.add(row);
        continue;
      }
      var record = new FileRecord(new ArrayList<>(List.of(row)));
      records.add(record);
      if (key != null) {
        named.put(key, record);
      }
    }
    return records;
  }

  CsvTable.Row first() {
    return rows.getFirst();
  }
}
