package dev.formwork.core.importexport;

import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.CompiledSubform;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.record.value.StoredRecord;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes records into a file, a page after the other. */
sealed interface ExportWriter permits CsvExportWriter, XlsxExportWriter, NdjsonExportWriter {

  /**
   * What all writers need to know.
   *
   * @param columns those that the reader may see, in the order of the form
   * @param subforms likewise
   * @param members names by id
   */
  record Layout(
      CompiledForm form,
      List<Column> columns,
      List<CompiledSubform> subforms,
      Map<MemberId, String> members,
      Locale locale,
      ZoneId zone) {}

  void write(List<StoredRecord> records) throws IOException;

  /** Completes the file. */
  void finish() throws IOException;
}
