package dev.formwork.core.importexport;

import dev.formwork.core.record.json.RecordJsonWriter;
import dev.formwork.core.record.value.StoredRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** A JSON object a line, as the API writes records, with the rows of subforms. */
final class NdjsonExportWriter implements ExportWriter {

  private final Layout layout;
  private final OutputStream out;
  private final List<String> keys;

  /**
   * @param keys of the fields wanted; empty: all
   */
  NdjsonExportWriter(Layout layout, OutputStream out, List<String> keys) {
    this.layout = layout;
    this.out = out;
    this.keys = keys;
  }

  @Override
  public void write(List<StoredRecord> records) throws IOException {
    for (var record : records) {
      out.write(
          RecordJsonWriter.bytes(
              json -> RecordJsonWriter.write(json, layout.form(), record, keys)));
      out.write('\n');
    }
  }

  @Override
  public void finish() throws IOException {
    out.close();
  }
}
