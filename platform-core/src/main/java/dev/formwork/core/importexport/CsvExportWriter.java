package dev.formwork.core.importexport;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.formwork.core.compile.CompiledSubform;
import dev.formwork.core.csv.SpreadsheetCsv;
import dev.formwork.core.record.value.StoredRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A line for each record; with rows of subforms, a line for each of these, which repeats what the
 * record itself has.
 */
final class CsvExportWriter implements ExportWriter {

  private final Layout layout;
  private final List<CompiledSubform> subforms;
  private final CellFormatter cells;
  private final CsvWriter csv;

  /** Without rows of subforms. */
  CsvExportWriter(Layout layout, OutputStream out) throws IOException {
    this(layout, List.of(), out);
  }

  /**
   * @param subforms of the layout, whose rows are wanted
   */
  CsvExportWriter(Layout layout, List<CompiledSubform> subforms, OutputStream out)
      throws IOException {
    this.layout = layout;
    this.subforms = subforms;
    this.cells = new CellFormatter(layout);
    var text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    text.write(SpreadsheetCsv.BYTE_ORDER_MARK);
    csv = SpreadsheetCsv.writer(text);
    var header = new ArrayList<String>();
    layout.columns().forEach(column -> header.add(cells.header(column)));
    for (var subform : subforms) {
      subform.columns().forEach(column -> header.add(cells.header(subform, column)));
    }
    writeLine(header);
  }

  private void writeLine(List<String> line) {
    csv.writeRecord(line.stream().map(SpreadsheetCsv::harmless).toList());
  }

  @Override
  public void write(List<StoredRecord> records) {
    for (var record : records) {
      int lines =
          subforms.stream()
              .mapToInt(subform -> record.data().rows(subform.slot()).size())
              .max()
              .orElse(1);
      for (int i = 0; i < Math.max(1, lines); i++) {
        writeLine(line(record, i));
      }
    }
  }

  private List<String> line(StoredRecord record, int index) {
    var line = new ArrayList<String>();
    for (var column : layout.columns()) {
      line.add(cells.text(column, record.data().get(column.slot())));
    }
    for (var subform : subforms) {
      var rows = record.data().rows(subform.slot());
      for (var column : subform.columns()) {
        line.add(index < rows.size() ? cells.text(column, rows.get(index).get(column.slot())) : "");
      }
    }
    return line;
  }

  @Override
  public void finish() throws IOException {
    csv.close();
  }
}
