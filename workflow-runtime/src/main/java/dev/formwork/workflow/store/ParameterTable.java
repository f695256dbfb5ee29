package dev.formwork.workflow.store;

import dev.formwork.core.naming.MemberId;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Rows of values as parameters of a statement. A single row is written as plain parameters, so that
 * PostgreSQL plans an index look-up also when the plan was made on an empty table; more rows are
 * sent as arrays.
 *
 * @param place name of a column with the number of the row; null: none
 */
record ParameterTable<T>(List<Column<T>> columns, String place) {

  /**
   * @param type in SQL
   * @param array makes an empty array for many values
   */
  private record Column<T>(
      String name, String type, Function<T, Object> value, Function<Integer, Object[]> array) {}

  static <T> ParameterTable<T> of() {
    return new ParameterTable<>(List.of(), null);
  }

  ParameterTable<T> uuid(String name, Function<T, UUID> value) {
    return and(new Column<>(name, "uuid", value::apply, UUID[]::new));
  }

  ParameterTable<T> member(String name, Function<T, MemberId> value) {
    return uuid(name, row -> MemberId.valueOrNull(value.apply(row)));
  }

  ParameterTable<T> text(String name, Function<T, String> value) {
    return and(new Column<>(name, "text", value::apply, String[]::new));
  }

  ParameterTable<T> number(String name, Function<T, Integer> value) {
    return and(new Column<>(name, "int", value::apply, Integer[]::new));
  }

  ParameterTable<T> moment(String name, Function<T, OffsetDateTime> value) {
    return and(new Column<>(name, "timestamptz", value::apply, OffsetDateTime[]::new));
  }

  ParameterTable<T> flag(String name, Function<T, Boolean> value) {
    return and(new Column<>(name, "boolean", value::apply, Boolean[]::new));
  }

  /** With the number of the row, to put them in order. */
  ParameterTable<T> numbered(String name) {
    return new ParameterTable<>(columns, name);
  }

  private ParameterTable<T> and(Column<T> column) {
    var all = new ArrayList<>(columns);
    all.add(column);
    return new ParameterTable<>(List.copyOf(all), place);
  }

  /**
   * The table, as part of a FROM, under the name {@code n}.
   *
   * @param first number of its first parameter
   */
  String sql(boolean isSingle, int first) {
    var values = new ArrayList<String>();
    var names = new ArrayList<String>();
    for (var column : columns) {
      var parameter = "$" + (first + values.size()) + "::" + column.type;
      values.add(isSingle ? parameter + " AS " + column.name : parameter + "[]");
      names.add(column.name);
    }
    if (isSingle) {
      return "(SELECT %s%s) n"
          .formatted(String.join(", ", values), place == null ? "" : ", 1 AS " + place);
    }
    if (place != null) {
      names.add(place);
    }
    return "unnest(%s)%s n(%s)"
        .formatted(
            String.join(", ", values),
            place == null ? "" : " WITH ORDINALITY",
            String.join(", ", names));
  }

  /** Adds the values, in the order of the parameters. */
  void bind(List<T> rows, Tuple tuple) {
    for (var column : columns) {
      if (rows.size() == 1) {
        tuple.addValue(column.value.apply(rows.getFirst()));
      } else {
        var values = column.array.apply(rows.size());
        for (int i = 0; i < values.length; i++) {
          values[i] = column.value.apply(rows.get(i));
        }
        tuple.addValue(values);
      }
    }
  }
}
