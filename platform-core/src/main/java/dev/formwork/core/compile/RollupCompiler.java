package dev.formwork.core.compile;

import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.expression.SqlBuilder;
import dev.formwork.core.expression.value.ValueType;
import dev.formwork.core.field.LookupField;
import dev.formwork.core.field.RollupField;
import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.naming.Key;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.ProblemCode;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compiles one rollup: what it reads, by which link, and the statement that works it out. */
final class RollupCompiler {

  /** A rollup's SQL reads neither the clock nor the caller, so any moment does. */
  private static final OffsetDateTime ANYTIME =
      OffsetDateTime.of(2000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

  private final FormNameResolver holder;
  private final RollupField field;
  private final int slot;
  private final String at;
  private final EvaluationContext anytime;
  private final List<Problem> problems;

  /** A part that cannot be read; whoever resolves the field must know, as it may be a ring. */
  private CompiledExpression.InvalidExpression failed;

  RollupCompiler(
      FormNameResolver holder, RollupField field, int slot, String at, List<Problem> problems) {
    this.holder = holder;
    this.field = field;
    this.slot = slot;
    this.at = at;
    var calendar = holder.app().calendar();
    this.anytime = EvaluationContext.at(ANYTIME, calendar.zone(), null).working(calendar);
    this.problems = problems;
  }

  Optional<CompiledRollup> compile() throws CompiledExpression.InvalidExpression {
    var head =
        Key.isValid(field.form())
            ? holder.app().form(new FormKey(field.form()))
            : Optional.<FormNameResolver>empty();
    if (head.isEmpty()) {
      return refused("/from", CoreProblem.UNKNOWN_FORM, field.form());
    }
    var rows = field.rows() == null ? head : head.get().child(field.rows());
    if (rows.isEmpty()) {
      return refused("/from", CoreProblem.UNKNOWN_FIELD, field.from());
    }
    boolean viaInRows = isLookupHere(rows.get());
    if (!viaInRows && !isLookupHere(head.get())) {
      return refused("/via", CoreProblem.ROLLUP_VIA, field.via(), field.form(), holder.form());
    }
    return compile(head.get(), rows.get(), viaInRows && field.rows() != null);
  }

  private Optional<CompiledRollup> refused(String place, ProblemCode code, Object... arguments) {
    problems.add(Problem.at(at + place, code, arguments));
    return Optional.empty();
  }

  private boolean isLookupHere(FormNameResolver columns) {
    return columns.fields().stream()
        .anyMatch(
            one ->
                one.key().value().equals(field.via())
                    && one instanceof LookupField lookup
                    && lookup.form().equals(holder.form()));
  }

  private Optional<CompiledRollup> compile(
      FormNameResolver head, FormNameResolver rows, boolean viaInRows)
      throws CompiledExpression.InvalidExpression {
    if (field.value() == null && field.aggregate() != RollupField.Kind.COUNT) {
      return refused("/value", CoreProblem.ROLLUP_NEEDS_VALUE);
    }
    var value = part(field.value(), rows, "/value");
    var filter = part(field.filter(), rows, "/filter");
    if (failed != null) {
      throw failed;
    }
    if (filter != null && filter.type() != ValueType.BOOLEAN) {
      return refused("/filter", CoreProblem.RULE_NOT_BOOLEAN, filter.type());
    }
    var type = type(value);
    var matches = matches(rows);
    if (type.isEmpty() || matches.isEmpty()) {
      return Optional.empty();
    }
    var target = new Column(field, slot, field.key().value(), type.get(), null, null);
    var sql = sql(head, rows, viaInRows, value, filter);
    return Optional.of(
        new CompiledRollup(
            target,
            holder.isSubform() ? holder.subform().value() : null,
            holder.subformSlot(),
            field.aggregate(),
            field.form(),
            field.rows(),
            field.via(),
            viaInRows,
            matches.get(),
            sql.toString(),
            List.copyOf(sql.parameters().subList(1, sql.parameters().size())),
            watched(viaInRows, value, filter),
            sources(viaInRows, value, filter)));
  }

  /** Null when it is not given, or has a problem. */
  private CompiledExpression part(String source, FormNameResolver rows, String place) {
    if (source == null || source.isBlank()) {
      return null;
    }
    CompiledExpression expression;
    try {
      expression = CompiledExpression.of(source, rows);
    } catch (CompiledExpression.InvalidExpression e) {
      failed = e;
      if (!holder.app().hasRing()) {
        e.problems().forEach(problem -> problems.add(problem.in(at + place)));
      }
      return null;
    }
    if (expression.isVolatile()) {
      problems.add(Problem.at(at + place, CoreProblem.COMPUTED_DEPENDS_ON_TIME, field.key()));
    } else if (!expression.paths().isEmpty() || !expression.questions().isEmpty()) {
      problems.add(Problem.at(at + place, CoreProblem.ROLLUP_READS_FURTHER, field.key()));
    } else {
      expression
          .withoutSql()
          .ifPresent(
              function ->
                  problems.add(Problem.at(at + place, CoreProblem.ROLLUP_WITHOUT_SQL, function)));
    }
    return expression;
  }

  private Optional<ColumnType> type(CompiledExpression value) {
    var result =
        switch (field.aggregate()) {
          case COUNT, SUM, AVERAGE -> ValueType.NUMBER;
          case MIN, MAX, FIRST, LAST -> value == null ? ValueType.NOTHING : value.type();
        };
    boolean numbers =
        field.aggregate() == RollupField.Kind.SUM || field.aggregate() == RollupField.Kind.AVERAGE;
    if (numbers && value != null && value.type() != ValueType.NUMBER) {
      problems.add(Problem.at(at + "/value", CoreProblem.NOT_A_NUMBER, field.value()));
      return Optional.empty();
    }
    boolean extremes =
        field.aggregate() == RollupField.Kind.MIN || field.aggregate() == RollupField.Kind.MAX;
    if (extremes && !result.isOrdered() || result.isList()) {
      problems.add(Problem.at(at + "/value", CoreProblem.ROLLUP_VALUE, result));
      return Optional.empty();
    }
    var type = ColumnType.ofResult(result);
    if (type.isEmpty()) {
      problems.add(
          Problem.at(at + "/value", CoreProblem.COMPUTED_TYPE_NOT_STORED, field.key(), result));
    }
    return type;
  }

  private Optional<List<Column>> matches(FormNameResolver rows) {
    var matches = new ArrayList<Column>();
    for (var entry :
        field.match().entrySet().stream().sorted(Map.Entry.comparingByKey()).toList()) {
      var own = holder.isSubform() ? holder.column(entry.getKey()) : null;
      var there = rows.column(entry.getValue());
      if (own == null
          || own.field().isDerived()
          || there == null
          || !there.isStored()
          || own.type() != there.type()) {
        problems.add(
            Problem.at(at + "/match", CoreProblem.ROLLUP_MATCH, entry.getKey(), entry.getValue()));
        return Optional.empty();
      }
      matches.add(own);
    }
    return Optional.of(List.copyOf(matches));
  }

  private SqlBuilder sql(
      FormNameResolver head,
      FormNameResolver rows,
      boolean viaInRows,
      CompiledExpression value,
      CompiledExpression filter) {
    var via = (viaInRows ? "r" : "t") + ".\"" + field.via() + "\"";
    var rowAlias = rows.isSubform() ? "r" : "t";
    var keys = new ArrayList<String>();
    keys.add(via);
    field.match().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> keys.add(rowAlias + ".\"" + entry.getValue() + "\""));
    var order = rows.isSubform() ? "t.created_at, t.id, r.position" : "t.created_at, t.id";
    var sql = new SqlBuilder();
    sql.append("WITH ids AS (SELECT ").bind(null, "uuid[]").append(" AS list) SELECT ");
    sql.append(String.join(", ", keys)).append(", ");
    aggregate(sql, value, order);
    sql.append(" FROM ids, ").append(head.table().sql()).append(" t");
    if (rows.isSubform()) {
      sql.append(" JOIN ").append(rows.table().sql()).append(" r ON r.parent = t.id");
    }
    sql.append(" WHERE t.deleted_at IS NULL AND ").append(via).append(" = ANY (ids.list)");
    if (filter != null) {
      sql.append(" AND ");
      filter.writeCondition(sql, anytime);
    }
    return sql.append(" GROUP BY ").append(String.join(", ", keys));
  }

  private void aggregate(SqlBuilder sql, CompiledExpression value, String order) {
    switch (field.aggregate()) {
      case COUNT -> {
        sql.append("count(");
        if (value == null) {
          sql.append("*");
        } else {
          value.writeSql(sql, anytime);
        }
        sql.append(")::numeric");
      }
      case SUM -> wrapped(sql, "COALESCE(sum(", value, "), 0)");
      case AVERAGE -> {
        wrapped(sql, "formwork.quotient(sum(", value, "), ");
        wrapped(sql, "count(", value, "))");
      }
      case MIN -> wrapped(sql, "min(", value, ")");
      case MAX -> wrapped(sql, "max(", value, ")");
      case FIRST -> edge(sql, value, order);
      case LAST -> edge(sql, value, order.replace(",", " DESC,") + " DESC");
    }
  }

  private void edge(SqlBuilder sql, CompiledExpression value, String order) {
    wrapped(sql, "(array_agg(", value, " ORDER BY " + order + ") FILTER (WHERE ");
    wrapped(sql, "", value, " IS NOT NULL))[1]");
  }

  private void wrapped(SqlBuilder sql, String before, CompiledExpression value, String after) {
    sql.append(before);
    value.writeSql(sql, anytime);
    sql.append(after);
  }

  private Set<String> watched(
      boolean viaInRows, CompiledExpression value, CompiledExpression filter) {
    var watched = new LinkedHashSet<String>();
    watched.add(viaInRows ? field.rows() : field.via());
    if (field.rows() != null) {
      watched.add(field.rows());
    }
    for (var part : new CompiledExpression[] {value, filter}) {
      if (part != null) {
        part.dependencies().forEach(key -> watched.add(topLevel(key)));
      }
    }
    if (field.rows() == null) {
      watched.addAll(field.match().values());
    }
    return Set.copyOf(watched);
  }

  private Set<String> sources(
      boolean viaInRows, CompiledExpression value, CompiledExpression filter) {
    var rows = field.rows() == null ? "" : field.rows() + ".";
    var sources = new LinkedHashSet<String>();
    sources.add((viaInRows ? rows : "") + field.via());
    field.match().values().forEach(key -> sources.add(rows + key));
    for (var part : new CompiledExpression[] {value, filter}) {
      if (part != null) {
        sources.addAll(part.dependencies());
      }
    }
    return Set.copyOf(sources);
  }

  /** A column of a subform changes with the subform. */
  static String topLevel(String key) {
    return key.contains(".") ? key.substring(0, key.indexOf('.')) : key;
  }
}
