package dev.formwork.core.transfer;

import dev.formwork.core.record.RecordJson;
import dev.formwork.core.record.StoredRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** A JSON object a line, as the API writes records, with the rows of subforms. */
final class NdjsonExport implements ExportWriter {

  private final Layout layout;
  private final OutputStream out;
  private final List<String> keys;

  /**
   * @param keys of the fields wanted; empty: all
   */
  NdjsonExport(Layout layout, OutputStream out, List<String> keys) {
    this.layout = layout;
    this.out = out;
    this.keys = keys;
  }

  @Override
  public void write(List<StoredRecord> records) throws IOException {
    for (var record : records) {
      out.write(RecordJson.bytes(json -> RecordJson.write(json, layout.form(), record, keys)));
      out.write('\n');
    }
  }

  @Override
  public void finish() throws IOException {
    out.close();
  }
}
