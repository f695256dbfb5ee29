package dev.formwork.core.record.query;

import dev.formwork.core.compile.Column;
import dev.formwork.core.database.NameOrder;
import dev.formwork.core.expression.CompiledExpression.InvalidExpression;
import dev.formwork.core.expression.CompiledFilter;
import dev.formwork.core.expression.ReadFilter;
import dev.formwork.core.expression.SqlBuilder;
import dev.formwork.core.expression.value.ValueType;
import dev.formwork.core.field.Groupable;
import dev.formwork.core.naming.Key;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.access.RecordAccess;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes the SQL of figures. Groups and measures are expressions, in which a value that the caller
 * may not read is empty; a condition on groups reads them by their names.
 */
public final class AggregateSql {

  private final RecordAccess recordAccess;
  private final Aggregation aggregation;
  private final List<AggregateColumn> groups = new ArrayList<>();
  private final List<AggregateColumn> measures = new ArrayList<>();
  private final AggregateNames names;

  /** Fails as malformed, with the place of what does not make sense. */
  public AggregateSql(RecordAccess recordAccess, Aggregation aggregation) {
    this.recordAccess = recordAccess;
    this.aggregation = aggregation;
    requireSize();
    for (int i = 0; i < aggregation.groupBy().size(); i++) {
      groups.add(group(i, aggregation.groupBy().get(i)));
    }
    for (int i = 0; i < aggregation.measures().size(); i++) {
      measures.add(measure(i, aggregation.measures().get(i)));
    }
    var all = new ArrayList<>(groups);
    all.addAll(measures);
    this.names = new AggregateNames(all, recordAccess.rights().names());
  }

  private void requireSize() {
    int keys = aggregation.groupBy().size();
    int figures = aggregation.measures().size();
    if (keys > Aggregation.MAX_KEYS
        || figures > Aggregation.MAX_MEASURES
        || keys == 0 && figures == 0) {
      throw Refusal.of(Refusal.Kind.MALFORMED, CoreProblem.BAD_AGGREGATION);
    }
    if (aggregation.limit() < 1 || aggregation.limit() > Aggregation.MAX_GROUPS) {
      throw refused("/limit", CoreProblem.BAD_LIMIT, Aggregation.MAX_GROUPS);
    }
    var taken = new HashSet<String>();
    for (int i = 0; i < keys; i++) {
      requireFree(taken, "/groupBy/" + i, aggregation.groupBy().get(i).answered());
    }
    for (int i = 0; i < figures; i++) {
      requireFree(taken, "/measures/" + i, aggregation.measures().get(i).name());
    }
  }

  private static void requireFree(Set<String> taken, String path, String name) {
    if (name != null && (name.equals("figures") || !taken.add(name))) {
      throw refused(path, CoreProblem.AGGREGATE_NAME_TAKEN, name);
    }
  }

  private AggregateColumn group(int place, Aggregation.GroupKey key) {
    var path = "/groupBy/" + place;
    var value = expression(path, key.value());
    var name = key.name() == null && !isName(key.value()) ? null : key.answered();
    if (key.unit() != null) {
      if (value.type() != ValueType.DATE && value.type() != ValueType.DATE_TIME) {
        throw refused(path, CoreProblem.AGGREGATE_NOT_A_DAY, key.value());
      }
      return new AggregateColumn(name, "g" + place, ValueType.TEXT, value, null, List.of());
    }
    if (value.type() == ValueType.ROWS || value.type() == ValueType.NOTHING) {
      throw refused(path, CoreProblem.AGGREGATE_NOT_ONE_VALUE, key.value());
    }
    var field = value.asField().orElse(null);
    return new AggregateColumn(
        name, "g" + place, value.type(), value, field, positions(key.value()));
  }

  private static boolean isName(String written) {
    return Key.isValid(written);
  }

  /** Stages and options are in the order in which they are listed. */
  private List<String> positions(String key) {
    return recordAccess
        .form()
        .column(key)
        .map(Column::field)
        .map(field -> field instanceof Groupable listed ? listed.groups() : List.<String>of())
        .orElse(List.of());
  }

  private AggregateColumn measure(int place, Aggregation.Measure measure) {
    var path = "/measures/" + place + "/field";
    if (measure.value() == null) {
      if (measure.aggregate() != AggregateOperator.COUNT || measure.distinct()) {
        throw refused(path, CoreProblem.AGGREGATE_FIELD_MISSING, measure.aggregate().key());
      }
      return new AggregateColumn(
          measure.name(), "m" + place, ValueType.NUMBER, null, null, List.of());
    }
    var value = expression(path, measure.value());
    var type =
        switch (measure.aggregate()) {
          case COUNT -> counted(path, measure, value.type());
          case SUM, AVERAGE -> number(path, measure, value.type());
          case MIN, MAX -> ordered(path, measure, value.type());
        };
    return new AggregateColumn(measure.name(), "m" + place, type, value, null, List.of());
  }

  private static ValueType counted(String path, Aggregation.Measure measure, ValueType type) {
    if (type == ValueType.ROWS) {
      throw refused(path, CoreProblem.AGGREGATE_NOT_ONE_VALUE, measure.value());
    }
    return ValueType.NUMBER;
  }

  private static ValueType number(String path, Aggregation.Measure measure, ValueType type) {
    if (type != ValueType.NUMBER) {
      throw refused(path, CoreProblem.NOT_A_NUMBER, measure.value());
    }
    return type;
  }

  private static ValueType ordered(String path, Aggregation.Measure measure, ValueType type) {
    if (!type.isOrdered() || type == ValueType.NOTHING) {
      throw refused(path, CoreProblem.AGGREGATE_UNORDERED, measure.value());
    }
    return type;
  }

  /** An expression over a record; whoever may not read a field does not know it. */
  private CompiledFilter expression(String path, String source) {
    try {
      var compiled = recordAccess.rights().filter(source);
      compiled
          .withoutSql()
          .ifPresent(
              function -> {
                throw refused(path, CoreProblem.AGGREGATE_WITHOUT_SQL, function);
              });
      return compiled;
    } catch (InvalidExpression e) {
      throw invalid(path, e);
    }
  }

  /** The keys first, then the measures; one group more than the limit tells whether more exist. */
  public SqlBuilder write() {
    var sql = new SqlBuilder().append("SELECT * FROM (SELECT ");
    for (int i = 0; i < groups.size(); i++) {
      key(sql, groups.get(i), aggregation.groupBy().get(i).unit());
      sql.append(i + 1 < groups.size() || !measures.isEmpty() ? ", " : "");
    }
    for (int i = 0; i < measures.size(); i++) {
      figure(sql, measures.get(i), aggregation.measures().get(i));
      sql.append(i + 1 < measures.size() ? ", " : "");
    }
    sql.append(" FROM ").append(recordAccess.form().table().sql()).append(" t");
    new QuerySql(recordAccess).where(sql, aggregation.filter(), aggregation.search());
    for (int i = 0; i < groups.size(); i++) {
      sql.append((i == 0 ? " GROUP BY " : ", ") + (i + 1));
    }
    sql.append(") t");
    having(sql);
    order(sql);
    return sql.append(" LIMIT ").bind(aggregation.limit() + 1, "int");
  }

  private void key(SqlBuilder sql, AggregateColumn column, CalendarUnit unit) {
    if (unit == null) {
      value(sql, column);
    } else {
      sql.append("to_char(");
      value(sql, column);
      if (column.value().type() == ValueType.DATE_TIME) {
        sql.append(" AT TIME ZONE ").bind(recordAccess.moment().zone().getId(), "text");
      }
      sql.append(", '" + unit.pattern() + "')");
    }
    sql.append(" AS " + column.sql());
  }

  private void value(SqlBuilder sql, AggregateColumn column) {
    column.value().writeValue(sql, recordAccess.moment(), recordAccess.rights().guard());
  }

  private void figure(SqlBuilder sql, AggregateColumn column, Aggregation.Measure measure) {
    if (column.value() == null) {
      sql.append("count(*)::numeric AS " + column.sql());
      return;
    }
    sql.append(
        switch (measure.aggregate()) {
          case COUNT -> "count(";
          case SUM -> "coalesce(sum(";
          case AVERAGE -> "avg(";
          case MIN -> "min(";
          case MAX -> "max(";
        });
    sql.append(measure.distinct() ? "DISTINCT " : "");
    value(sql, column);
    sql.append(column.type() == ValueType.TEXT ? " COLLATE \"C\"" : "");
    sql.append(
        switch (measure.aggregate()) {
          case COUNT -> ")::numeric";
          case SUM -> "), 0)";
          case AVERAGE, MIN, MAX -> ")";
        });
    sql.append(" AS " + column.sql());
  }

  private void having(SqlBuilder sql) {
    var having = aggregation.having();
    if (having == null || having.isBlank()) {
      return;
    }
    try {
      var condition = CompiledFilter.of(having, names);
      if (condition.type() != ValueType.BOOLEAN) {
        throw refused("/having", CoreProblem.FILTER_NOT_BOOLEAN, condition.type());
      }
      condition
          .withoutSql()
          .ifPresent(
              function -> {
                throw refused("/having", CoreProblem.FILTER_WITHOUT_SQL, function);
              });
      sql.append(" WHERE ");
      condition.writeCondition(sql, recordAccess.moment(), ReadFilter.NONE);
    } catch (InvalidExpression e) {
      throw invalid("/having", e);
    }
  }

  private void order(SqlBuilder sql) {
    var separator = " ORDER BY ";
    for (int i = 0; i < aggregation.sort().size(); i++) {
      var written = aggregation.sort().get(i);
      boolean descending = written.startsWith("-");
      var column = sorted("/sort/" + i, descending ? written.substring(1) : written);
      sql.append(separator + ordered(column) + (descending ? " DESC" : "") + " NULLS LAST");
      separator = ", ";
    }
    for (var column : groups) {
      sql.append(separator + ordered(column) + " NULLS LAST");
      separator = ", ";
    }
  }

  private AggregateColumn sorted(String path, String name) {
    return names
        .column(name)
        .orElseThrow(
            () ->
                refused(
                    path,
                    CoreProblem.AGGREGATE_UNKNOWN_NAME,
                    name,
                    String.join(", ", names.known())));
  }

  /** Keys are checked names, safe to write. */
  private static String ordered(AggregateColumn column) {
    var sql = "t." + column.sql();
    if (!column.positions().isEmpty() && column.type() == ValueType.TEXT) {
      return "array_position(ARRAY['" + String.join("','", column.positions()) + "'], " + sql + ")";
    }
    return column.type() == ValueType.TEXT ? NameOrder.sql(sql) : sql;
  }

  private static Refusal refused(String path, CoreProblem problem, Object... arguments) {
    return new Refusal(Refusal.Kind.MALFORMED, List.of(Problem.at(path, problem, arguments)));
  }

  private static Refusal invalid(String path, InvalidExpression mistakes) {
    return new Refusal(
        Refusal.Kind.MALFORMED,
        mistakes.problems().stream().map(problem -> problem.in(path)).toList());
  }
}
