package dev.formwork.core.importexport;

import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledSubform;
import dev.formwork.core.field.NumberField;
import dev.formwork.core.record.value.RecordData;
import dev.formwork.core.record.value.StoredRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * A workbook (Office Open XML, ECMA-376): a sheet of records, and one for the rows of each subform
 * that name their record. Texts are texts: no cell holds a formula.
 */
final class XlsxExportWriter implements ExportWriter {

  /** What a sheet can hold, without its header. */
  static final int MAX_ROWS = 1_048_575;

  /** What a cell can hold. */
  private static final int MAX_TEXT = 32_767;

  private static final int MAX_NAME = 31;

  private static final Pattern NO_XML =
      Pattern.compile("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]");

  /** What spreadsheets would take for a character written otherwise (ECMA-376, 22.9.2.19). */
  private static final Pattern ESCAPE = Pattern.compile("_(?=x[0-9A-Fa-f]{4}_)");

  /** Of a number, as spreadsheets calculate; longer ones are written as texts. */
  private static final int EXACT_DIGITS = 15;

  /** Spreadsheets have a 29 February 1900; days before are written as texts. */
  private static final LocalDate FIRST_DAY = LocalDate.of(1900, 3, 1);

  private final Layout layout;
  private final CellFormatter cells;
  private final Workbook workbook;
  private final Sheet records;
  private final List<Rows> rows = new ArrayList<>();

  /** Kept until the records are written: only one sheet at a time goes to the file. */
  private record Rows(CompiledSubform subform, List<Line> lines) {}

  private record Line(String record, RecordData values) {}

  XlsxExportWriter(Layout layout, OutputStream out) {
    this.layout = layout;
    this.cells = new CellFormatter(layout);
    this.workbook = new Workbook(out, "Formwork", "1.0");
    this.records =
        new Sheet(
            workbook.newWorksheet(
                name(layout.form().definition().title().in(layout.locale()), "Records")));
    layout.subforms().forEach(subform -> rows.add(new Rows(subform, new ArrayList<>())));
    records.header("", layout.columns(), cells::header);
  }

  /** What a sheet may be called. */
  private static String name(String title, String otherwise) {
    var name = title.replaceAll("[\\\\/*?:\\[\\]'\\p{Cntrl}]", " ").strip();
    return name.isEmpty()
        ? otherwise
        : name.length() > MAX_NAME ? name.substring(0, MAX_NAME) : name;
  }

  @Override
  public void write(List<StoredRecord> found) throws IOException {
    for (var record : found) {
      records.line(null, layout.columns(), record.data());
      for (var one : rows) {
        for (var row : record.data().rows(one.subform.slot())) {
          if (one.lines.size() < MAX_ROWS) {
            one.lines.add(new Line(record.title(), row));
          }
        }
      }
    }
    records.sheet.flush();
  }

  @Override
  public void finish() throws IOException {
    records.sheet.finish();
    for (var one : rows) {
      var title = one.subform.field().title().in(layout.locale());
      var sheet = new Sheet(workbook.newWorksheet(name(title, one.subform.field().key().value())));
      sheet.header(
          layout.form().definition().title().in(layout.locale()),
          one.subform.columns(),
          cells::title);
      one.lines.forEach(line -> sheet.line(line.record, one.subform.columns(), line.values));
      sheet.sheet.finish();
    }
    workbook.finish();
  }

  /** A sheet being filled from the top. */
  private final class Sheet {

    private final Worksheet sheet;
    private int at;

    private Sheet(Worksheet sheet) {
      this.sheet = sheet;
    }

    private void header(String first, List<Column> columns, Function<Column, String> named) {
      int column = 0;
      if (!first.isEmpty()) {
        sheet.value(0, column++, text(first));
      }
      for (var one : columns) {
        sheet.value(0, column++, text(named.apply(one)));
      }
      if (column > 0) {
        sheet.range(0, 0, 0, column - 1).style().bold().set();
      }
      sheet.freezePane(0, 1);
      at = 1;
    }

    /**
     * @param first what goes before the values; null: nothing
     */
    private void line(String first, List<Column> columns, RecordData values) {
      int column = 0;
      if (first != null) {
        sheet.value(at, column++, text(first));
      }
      for (var one : columns) {
        value(column++, one, values.get(one.slot()));
      }
      at++;
    }

    private void value(int column, Column of, Object value) {
      switch (value) {
        case null -> {}
        case BigDecimal number when number.stripTrailingZeros().precision() <= EXACT_DIGITS -> {
          sheet.value(at, column, number);
          if (of.field() instanceof NumberField fraction && fraction.percent()) {
            sheet.style(at, column).format("0.########%").set();
          }
        }
        case LocalDate date when !date.isBefore(FIRST_DAY) -> {
          sheet.value(at, column, date);
          sheet.style(at, column).format("yyyy-mm-dd").set();
        }
        case OffsetDateTime moment when isExact(moment) -> {
          sheet.value(at, column, moment.atZoneSameInstant(layout.zone()).toLocalDateTime());
          sheet.style(at, column).format("yyyy-mm-dd hh:mm:ss").set();
        }
        default -> sheet.value(at, column, text(cells.text(of, value)));
      }
    }

    /** Whether the time without its zone says all: to the second, and once on that day. */
    private boolean isExact(OffsetDateTime moment) {
      var local = moment.atZoneSameInstant(layout.zone()).toLocalDateTime();
      return local.getNano() == 0
          && !local.toLocalDate().isBefore(FIRST_DAY)
          && layout.zone().getRules().getValidOffsets(local).size() == 1;
    }

    private static String text(String whole) {
      var clean = ESCAPE.matcher(NO_XML.matcher(whole).replaceAll("")).replaceAll("_x005F_");
      return clean.length() > MAX_TEXT ? clean.substring(0, MAX_TEXT) : clean;
    }
  }
}
