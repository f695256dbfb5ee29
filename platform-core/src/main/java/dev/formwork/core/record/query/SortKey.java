package dev.formwork.core.record.query;

import dev.formwork.core.compile.Column;
import dev.formwork.core.database.NameOrder;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.expression.ReadFilter;
import dev.formwork.core.expression.SqlBuilder;
import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.field.Groupable;
import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.record.value.StoredRecord;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * One key of an order. Empty values come last either way.
 *
 * @param sql the expression sorted by
 * @param condition when the reader may know it; null: always
 * @param cast type of its values in PostgreSQL
 * @param neverEmpty whether every record has one
 * @param value reads the key from a record, for the cursor
 * @param parse reads it back from its text there
 */
public record SortKey(
    String sql,
    ReadFilter.Condition condition,
    String cast,
    boolean descending,
    boolean neverEmpty,
    Function<StoredRecord, Object> value,
    Function<String, Object> parse) {

  private static final int MAX_KEYS = 5;

  /** The order asked for, made total by the id at its end. */
  public static List<SortKey> of(RecordAccess recordAccess, List<String> sort) {
    if (sort.size() > MAX_KEYS) {
      throw Refusal.of(Refusal.Kind.MALFORMED, CoreProblem.TOO_MANY_SORT_KEYS, MAX_KEYS);
    }
    var keys = new ArrayList<SortKey>();
    for (var written : sort) {
      boolean descending = written.startsWith("-");
      keys.add(key(recordAccess, descending ? written.substring(1) : written, descending));
    }
    boolean descending = keys.isEmpty() || keys.getLast().descending;
    keys.add(id(descending));
    return keys;
  }

  private static SortKey id(boolean descending) {
    return new SortKey(
        "t.id", null, "uuid", descending, true, record -> record.id().value(), UUID::fromString);
  }

  private static SortKey moment(
      String sql, boolean descending, Function<StoredRecord, Object> value) {
    return new SortKey(sql, null, "timestamptz", descending, true, value, OffsetDateTime::parse);
  }

  private static SortKey key(RecordAccess recordAccess, String key, boolean descending) {
    return switch (key) {
      case "id" -> id(descending);
      case "created_at" -> moment("t.created_at", descending, StoredRecord::createdAt);
      case "updated_at" -> moment("t.updated_at", descending, StoredRecord::updatedAt);
      case "record_title" -> ofTitle(recordAccess, descending);
      default ->
          recordAccess
              .form()
              .column(key)
              .filter(column -> column.isStored() && column.type().isSortable())
              .filter(column -> recordAccess.rights().right(column.name()).isReadable())
              .map(column -> ofField(recordAccess, column, descending))
              .orElseThrow(() -> cannotSort(key));
    };
  }

  private static Refusal cannotSort(String key) {
    return new Refusal(
        Refusal.Kind.MALFORMED, List.of(Problem.at("", CoreProblem.CANNOT_SORT, key)));
  }

  private static SortKey ofTitle(RecordAccess recordAccess, boolean descending) {
    if (!recordAccess.rights().showsTitles()) {
      throw cannotSort("record_title");
    }
    var condition = recordAccess.rights().condition("record_title");
    return new SortKey(
        NameOrder.sql("t.record_title"),
        condition,
        "text",
        descending,
        condition == null,
        record -> record.sight().isTitled() ? record.title() : null,
        text -> text);
  }

  private static SortKey ofField(RecordAccess recordAccess, Column column, boolean descending) {
    var condition = recordAccess.rights().condition(column.name());
    var positions =
        column.field() instanceof Groupable listed ? listed.groups() : List.<String>of();
    if (!positions.isEmpty()) {
      return byPosition(column, condition, positions, descending);
    }
    if (column.isLookup()) {
      return new SortKey(
          NameOrder.sql(column.lookupAlias() + ".record_title"),
          both(condition, title(recordAccess, column)),
          "text",
          descending,
          false,
          record -> value(record, column) instanceof RecordRef target ? target.title() : null,
          text -> text);
    }
    return new SortKey(
        column.type() == ColumnType.TEXT ? NameOrder.sql(column.sql()) : column.sql(),
        condition,
        column.type().cast(),
        descending,
        false,
        record -> value(record, column),
        column.type()::parse);
  }

  /** As the database sorts it: a value that is only shown covered counts as none. */
  private static Object value(StoredRecord record, Column column) {
    return record.sight().right(column.slot()).isReadable()
        ? record.data().get(column.slot())
        : null;
  }

  /**
   * Stages and options sort as they are listed, not by the letters of their keys. Keys are checked
   * names, safe to write.
   */
  private static SortKey byPosition(
      Column column, ReadFilter.Condition condition, List<String> keys, boolean descending) {
    var array = "ARRAY['" + String.join("','", keys) + "']";
    return new SortKey(
        "array_position(" + array + ", " + column.sql() + ")",
        condition,
        "int",
        descending,
        false,
        record -> {
          int position = keys.indexOf(value(record, column));
          return position < 0 ? null : position + 1;
        },
        Integer::valueOf);
  }

  /** When the title behind a lookup may be read; null: always. */
  private static ReadFilter.Condition title(RecordAccess recordAccess, Column column) {
    return column.field().head().reveals()
        ? null
        : recordAccess.rights().guard().title(column.lookupTable(), column.lookupAlias());
  }

  private static ReadFilter.Condition both(ReadFilter.Condition one, ReadFilter.Condition other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return (out, evaluationContext) -> {
      out.append("(");
      one.write(out, evaluationContext);
      out.append(" AND ");
      other.write(out, evaluationContext);
      out.append(")");
    };
  }

  /** Writes what is sorted by, empty where the reader may not know it. */
  void write(SqlBuilder out, EvaluationContext evaluationContext) {
    if (condition == null) {
      out.append(sql);
      return;
    }
    out.append("(CASE WHEN ");
    condition.write(out, evaluationContext);
    out.append(" THEN " + sql + " END)");
  }

  String direction() {
    return (descending ? " DESC" : "") + (neverEmpty ? "" : " NULLS LAST");
  }

  /** Tells orders apart. */
  String signature() {
    return sql + direction();
  }
}
