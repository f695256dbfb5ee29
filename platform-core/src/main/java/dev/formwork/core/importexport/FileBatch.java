package dev.formwork.core.importexport;

import java.util.ArrayList;
import java.util.List;

/**
 * Records of a file that are written in one transaction.
 *
 * @param from how many rows of the file the batches before it have
 * @param rows how many it has
 */
record FileBatch(int from, int rows, List<FileRecord> records) {

  /**
   * @param from how many rows were dealt with already, in this very order
   * @param most rows of a batch, unless one record has more
   */
  static List<FileBatch> of(List<FileRecord> records, int from, int most) {
    var batches = new ArrayList<FileBatch>();
    var some = new ArrayList<FileRecord>();
    int begin = from;
    int rows = 0;
    int passed = 0;
    for (var record : records) {
      if (passed < from) {
        passed += record.rows().size();
        continue;
      }
      if (rows > 0 && rows + record.rows().size() > most) {
        batches.add(new FileBatch(begin, rows, List.copyOf(some)));
        begin += rows;
        rows = 0;
        some.clear();
      }
      some.add(record);
      rows += record.rows().size();
    }
    if (rows > 0) {
      batches.add(new FileBatch(begin, rows, List.copyOf(some)));
    }
    return batches;
  }
}
