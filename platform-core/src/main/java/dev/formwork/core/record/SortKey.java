package dev.formwork.core.record;

import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.ColumnType;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.field.ChoiceField;
import dev.formwork.core.field.StageField;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * One key of an order. Empty values come last either way.
 *
 * @param sql the expression sorted by
 * @param cast type of its values in PostgreSQL
 * @param neverEmpty whether every record has one
 * @param value reads the key from a record, for the cursor
 */
record SortKey(
    String sql,
    String cast,
    boolean descending,
    boolean neverEmpty,
    Function<StoredRecord, Object> value) {

  private static final int MAX_KEYS = 5;

  /** The order asked for, made total by the id at its end. */
  static List<SortKey> of(CompiledForm form, List<String> sort) {
    if (sort.size() > MAX_KEYS) {
      throw Refusal.of(Refusal.Kind.MALFORMED, "too-many-sort-keys", MAX_KEYS);
    }
    var keys = new ArrayList<SortKey>();
    for (var written : sort) {
      boolean descending = written.startsWith("-");
      keys.add(key(form, descending ? written.substring(1) : written, descending));
    }
    boolean descending = keys.isEmpty() || keys.getLast().descending;
    keys.add(new SortKey("t.id", "uuid", descending, true, StoredRecord::id));
    return keys;
  }

  private static SortKey key(CompiledForm form, String key, boolean descending) {
    return switch (key) {
      case "id" -> new SortKey("t.id", "uuid", descending, true, StoredRecord::id);
      case "created_at" ->
          new SortKey("t.created_at", "timestamptz", descending, true, StoredRecord::createdAt);
      case "updated_at" ->
          new SortKey("t.updated_at", "timestamptz", descending, true, StoredRecord::updatedAt);
      case "record_title" ->
          new SortKey("t.record_title", "text", descending, true, StoredRecord::title);
      default ->
          form.column(key)
              .filter(column -> column.isStored() && column.type() != ColumnType.TEXTS)
              .map(column -> ofField(column, descending))
              .orElseThrow(
                  () ->
                      new Refusal(
                          Refusal.Kind.MALFORMED, List.of(Problem.at("", "cannot-sort", key))));
    };
  }

  private static SortKey ofField(Column column, boolean descending) {
    var positions =
        switch (column.field()) {
          case StageField stage -> stage.stages().stream().map(one -> one.key()).toList();
          case ChoiceField choice -> choice.options().stream().map(one -> one.key()).toList();
          default -> List.<String>of();
        };
    if (!positions.isEmpty()) {
      return byPosition(column, positions, descending);
    }
    if (column.isLookup()) {
      return new SortKey(
          column.lookupAlias() + ".record_title",
          "text",
          descending,
          false,
          record ->
              record.data().get(column.slot()) instanceof LookedUp target ? target.title() : null);
    }
    return new SortKey(
        column.sql(),
        column.type().cast(),
        descending,
        false,
        record -> record.data().get(column.slot()));
  }

  /**
   * Stages and options sort as they are listed, not by the letters of their keys. Keys are checked
   * names, safe to write.
   */
  private static SortKey byPosition(Column column, List<String> keys, boolean descending) {
    var array = "ARRAY['" + String.join("','", keys) + "']";
    return new SortKey(
        "array_position(" + array + ", " + column.sql() + ")",
        "int",
        descending,
        false,
        record -> {
          int position = keys.indexOf(record.data().get(column.slot()));
          return position < 0 ? null : position + 1;
        });
  }

  String orderBy() {
    return sql + (descending ? " DESC" : "") + (neverEmpty ? "" : " NULLS LAST");
  }
}
