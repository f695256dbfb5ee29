package dev.formwork.core.record.store;

import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.database.FoldedText;
import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.record.value.StoredRecord;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds records by the values of a unique field, many at once. */
public final class UniqueFieldLookup {

  private UniqueFieldLookup() {}

  /** The id of the living record with this value; null: there is none. */
  public static Uni<RecordId> id(SqlClient sql, CompiledForm form, Column column, Object value) {
    return sql.preparedQuery(
            "SELECT t.id FROM %s t WHERE %s = %s AND t.deleted_at IS NULL"
                .formatted(
                    form.table().sql(),
                    folded(column, column.sql()),
                    folded(column, "$1::" + column.type().cast())))
        .execute(Tuple.tuple().addValue(value))
        .map(
            rows ->
                rows.iterator().hasNext() ? new RecordId(rows.iterator().next().getUUID(0)) : null);
  }

  /** Texts are the same when they are so without regard to case, width and Unicode form. */
  private static String folded(Column column, String sql) {
    return column.type() == ColumnType.TEXT ? FoldedText.sql(sql) : sql;
  }

  /**
   * What two values of a unique field have in common that are the same.
   *
   * @param value nullable
   */
  public static Object key(Object value) {
    return switch (value) {
      case null -> null;
      case BigDecimal number -> number.stripTrailingZeros();
      case String text -> FoldedText.of(text);
      case OffsetDateTime moment -> moment.toInstant();
      default -> value;
    };
  }

  /** Living records by the {@link #key} of their value. */
  public static Uni<Map<Object, StoredRecord>> byField(
      SqlClient sql, CompiledForm form, Column column, List<Object> values) {
    var texts =
        values.stream()
            .map(
                value ->
                    value instanceof BigDecimal number ? number.toPlainString() : value.toString())
            .toArray(String[]::new);
    return sql.preparedQuery(
            "SELECT %s FROM %s WHERE t.deleted_at IS NULL AND %s = ANY (ARRAY(SELECT %s FROM unnest($1::text[]) x))"
                .formatted(
                    form.sql().selectList(),
                    form.sql().from(),
                    folded(column, column.sql()),
                    folded(column, "x::" + column.type().cast())))
        .execute(Tuple.tuple(List.<Object>of((Object) texts)))
        .map(
            rows -> {
              Map<Object, StoredRecord> found = new HashMap<>();
              rows.forEach(
                  row -> {
                    var record = RowReader.record(form, row);
                    found.put(key(record.data().get(column.slot())), record);
                  });
              return found;
            })
        .call(
            found ->
                form.subforms().isEmpty()
                    ? Uni.createFrom().voidItem()
                    : withRows(sql, form, found));
  }

  /** A change is decided on the whole record, so its rows are needed too. */
  private static Uni<Void> withRows(
      SqlClient sql, CompiledForm form, Map<Object, StoredRecord> found) {
    return Multi.createFrom()
        .iterable(List.copyOf(found.entrySet()))
        .onItem()
        .transformToUniAndConcatenate(
            entry ->
                RecordStore.find(sql, form, entry.getValue().id())
                    .invoke(whole -> found.put(entry.getKey(), whole)))
        .collect()
        .asList()
        .replaceWithVoid();
  }
}
