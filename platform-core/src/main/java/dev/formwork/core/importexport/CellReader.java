package dev.formwork.core.importexport;

import dev.formwork.core.field.CellValue;
import dev.formwork.core.field.Groupable;
import dev.formwork.core.field.Optioned;
import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.field.text.TextFormat;
import dev.formwork.core.record.store.UniqueFieldLookup;
import java.time.ZoneId;
import java.util.Map;

/** Reads the cells of one column as values of its field, exactly or not at all. Pure. */
final class CellReader {

  private final ImportColumn column;
  private final CellFormat format;
  private final Map<String, String> values;
  private final TextFormat textFormat;
  private final boolean verbatim;

  /**
   * @param values texts that mean others
   * @param zone of moments without an offset
   */
  CellReader(ImportColumn column, CellFormat format, Map<String, String> values, ZoneId zone) {
    this.column = column;
    this.format = format;
    this.values = values;
    this.textFormat = format.textFormat(zone);
    this.verbatim =
        column.column().type() == ColumnType.TEXT && !(column.column().field() instanceof Optioned);
  }

  ImportColumn column() {
    return column;
  }

  /** Whether any text is a value. */
  boolean isText() {
    return verbatim;
  }

  /** Whether texts name something that there is: a record or an option. */
  boolean isNamed() {
    return column.column().isLookup() || column.column().field() instanceof Groupable;
  }

  /** Whether nothing in a cell empties the value of an existing record. */
  boolean empties() {
    return format.empties();
  }

  /**
   * The text that a cell means, after the mapping of values; null for nothing.
   *
   * @param cell null: there is none
   */
  String meant(String cell) {
    if (cell == null) {
      return null;
    }
    var mapped = values.isEmpty() ? null : values.get(cell.strip());
    var meant = mapped != null ? mapped : cell;
    return format.isEmpty(meant) ? null : verbatim ? meant : meant.strip();
  }

  /** What such a text is, in its normal form; a value that the field would not keep is none. */
  CellValue read(String meant) {
    var field = column.readAs().field();
    var kept = field.readText(meant, textFormat).keptBy(field, meant);
    return column.lookedUpBy() != null && kept instanceof CellValue.Value(var value)
        ? new CellValue.NamedRecord(LookupSource.text(value))
        : kept;
  }

  /**
   * What is the same for cells that mean the same value; null for nothing and for what is none.
   *
   * @param cell null: there is none
   */
  Object key(String cell) {
    var meant = meant(cell);
    return switch (meant == null ? null : read(meant)) {
      case null -> null;
      case CellValue.Value(var value) -> UniqueFieldLookup.key(value);
      case CellValue.NamedRecord named -> named;
      case CellValue.NamedMember named -> named;
      case CellValue.Unusable _ -> null;
    };
  }
}
