package dev.formwork.core.record.store;

import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.CompiledSubform;
import dev.formwork.core.compile.FormSql;
import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.record.value.RecordData;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.core.rights.RecordVisibility;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows of PostgreSQL to values, in the order that {@link FormSql} selects them. */
public final class RowReader {

  private RowReader() {}

  public static StoredRecord record(CompiledForm form, Row row) {
    var data = new RecordData(form.slots());
    values(form.stored(), row, FormSql.SYSTEM_COLUMNS, data);
    return new StoredRecord(
        new RecordId(row.getUUID(0)),
        row.getLong(1),
        row.getOffsetDateTime(2),
        MemberId.of(row.getUUID(3)),
        row.getOffsetDateTime(4),
        MemberId.of(row.getUUID(5)),
        row.getString(6),
        data,
        RecordVisibility.ALL);
  }

  static List<RecordData> rows(CompiledSubform subform, RowSet<Row> found) {
    var rows = new ArrayList<RecordData>();
    for (var row : found) {
      var data = new RecordData(subform.field().fields().size());
      values(subform.columns(), row, 1, data);
      rows.add(data.called(row.getUUID(0)));
    }
    return List.copyOf(rows);
  }

  /** Rows of many records, as {@link FormSql#selectRowsOfMany} gives them. */
  static Map<RecordId, List<RecordData>> rowsByParent(CompiledSubform subform, RowSet<Row> found) {
    var byParent = new HashMap<RecordId, List<RecordData>>();
    for (var row : found) {
      var data = new RecordData(subform.field().fields().size());
      values(subform.columns(), row, 2, data);
      byParent
          .computeIfAbsent(new RecordId(row.getUUID(0)), _ -> new ArrayList<>())
          .add(data.called(row.getUUID(1)));
    }
    return byParent;
  }

  private static void values(List<Column> columns, Row row, int from, RecordData data) {
    int at = from;
    for (var column : columns) {
      data.set(column.slot(), value(column, row, at));
      at += column.isLookup() ? 2 : 1;
    }
  }

  private static Object value(Column column, Row row, int at) {
    return column.type() == ColumnType.LOOKUP && row.getUUID(at) != null
        ? new RecordRef(row.getUUID(at), row.getString(at + 1))
        : plain(column.type(), row, at);
  }

  /** One value; a lookup without its title. */
  public static Object plain(ColumnType type, Row row, int at) {
    return type.read(row.get(type.sqlClass(), at));
  }
}
