package dev.formwork.core.importexport;

import dev.formwork.core.record.value.RecordInput;
import java.util.ArrayList;
import java.util.List;

/**
 * What a file says of a record, read.
 *
 * @param input to be used only when nothing was refused
 * @param failures of its rows
 */
record MappedRecord(FileRecord source, RecordInput input, List<ImportFailure> failures) {

  MappedRecord(FileRecord source, RecordInput input) {
    this(source, input, new ArrayList<>());
  }

  boolean isRefused() {
    return !failures.isEmpty();
  }

  void refuse(ImportFailure failure) {
    failures.add(failure);
  }
}
