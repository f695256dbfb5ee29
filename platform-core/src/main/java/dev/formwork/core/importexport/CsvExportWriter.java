package dev.formwork.core.importexport;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.formwork.core.csv.SpreadsheetCsv;
import dev.formwork.core.record.value.StoredRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A line for each record; without rows of subforms. */
final class CsvExportWriter implements ExportWriter {

  private final Layout layout;
  private final CellFormatter cells;
  private final CsvWriter csv;

  CsvExportWriter(Layout layout, OutputStream out) throws IOException {
    this.layout = layout;
    this.cells = new CellFormatter(layout);
    var text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    text.write(SpreadsheetCsv.BYTE_ORDER_MARK);
    csv = SpreadsheetCsv.writer(text);
    csv.writeRecord(
        layout.columns().stream()
            .map(column -> SpreadsheetCsv.harmless(cells.header(column)))
            .toList());
  }

  @Override
  public void write(List<StoredRecord> records) {
    for (var record : records) {
      csv.writeRecord(
          layout.columns().stream()
              .map(
                  column ->
                      SpreadsheetCsv.harmless(cells.text(column, record.data().get(column.slot()))))
              .toList());
    }
  }

  @Override
  public void finish() throws IOException {
    csv.close();
  }
}
