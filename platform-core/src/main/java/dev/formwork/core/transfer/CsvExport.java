package dev.formwork.core.transfer;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.formwork.core.record.StoredRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A line for each record; without rows of subforms. */
final class CsvExport implements ExportWriter {

  private final Layout layout;
  private final CellText cells;
  private final CsvWriter csv;

  CsvExport(Layout layout, OutputStream out) throws IOException {
    this.layout = layout;
    this.cells = new CellText(layout);
    var text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    text.write(CsvText.BYTE_ORDER_MARK);
    csv = CsvWriter.builder().build(text);
    csv.writeRecord(
        layout.columns().stream().map(column -> CsvText.harmless(cells.title(column))).toList());
  }

  @Override
  public void write(List<StoredRecord> records) {
    for (var record : records) {
      csv.writeRecord(
          layout.columns().stream()
              .map(column -> CsvText.harmless(cells.text(column, record.data().get(column.slot()))))
              .toList());
    }
  }

  @Override
  public void finish() throws IOException {
    csv.close();
  }
}
