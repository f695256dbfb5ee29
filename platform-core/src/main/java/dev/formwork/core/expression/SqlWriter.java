package dev.formwork.core.expression;

import dev.formwork.core.expression.value.LinkedRecord;
import dev.formwork.core.expression.value.ValueType;
import java.math.BigDecimal;
import java.util.List;

/**
 * Writes a typed expression as SQL. Names come from compiled definitions and are safe to write;
 * every value is bound.
 *
 * <p>A comparison with empty is NULL in SQL and false in the language. Where the difference shows
 * (as a value, or under NOT) it is coalesced; as a condition it is not, so that indexes serve.
 */
public final class SqlWriter {

  private final SqlBuilder out;
  private final EvaluationContext evaluationContext;
  private final boolean outside;
  private final ReadFilter readFilter;
  private final SqlConditionWriter comparisons = new SqlConditionWriter(this);

  /**
   * @param evaluationContext for the time, the zone and the caller; its record is not used
   */
  SqlWriter(SqlBuilder out, EvaluationContext evaluationContext) {
    this(out, evaluationContext, false, ReadFilter.NONE);
  }

  /**
   * @param outside whether the record is not in the query: its values are taken from the scope and
   *     bound
   * @param readFilter of what whoever asks may read
   */
  SqlWriter(
      SqlBuilder out, EvaluationContext evaluationContext, boolean outside, ReadFilter readFilter) {
    this.out = out;
    this.evaluationContext = evaluationContext;
    this.outside = outside;
    this.readFilter = readFilter;
  }

  ReadFilter guard() {
    return readFilter;
  }

  /** Writes {@code AND condition}, if there is one. */
  void when(ReadFilter.Condition condition) {
    if (condition != null) {
      out.append(" AND (");
      condition.write(out, evaluationContext);
      out.append(")");
    }
  }

  /** Writes a column, which is empty where the condition does not hold. */
  private void column(String sql, ReadFilter.Condition condition) {
    if (condition == null) {
      out.append(sql);
    } else {
      out.append("(CASE WHEN ");
      condition.write(out, evaluationContext);
      out.append(" THEN " + sql + " END)");
    }
  }

  /** What is known of the record beside its fields: read from its table, or bound. */
  public void fact(
      String column, ValueType type, java.util.function.Function<RecordMetadata, Object> known) {
    if (outside) {
      bind(evaluationContext.facts() == null ? null : known.apply(evaluationContext.facts()), type);
    } else {
      out.append(column);
    }
  }

  public SqlWriter append(String sql) {
    out.append(sql);
    return this;
  }

  public void bind(Object value, ValueType type) {
    out.bind(value, type.cast());
  }

  /** Binds members, as an array. */
  public void bindAll(java.util.Collection<java.util.UUID> members) {
    out.bind(members.toArray(java.util.UUID[]::new), "uuid[]");
  }

  public EvaluationContext scope() {
    return evaluationContext;
  }

  /** True, false, or NULL for false. */
  public void condition(Expression expression) {
    switch (expression) {
      case Expression.Binary binary when binary.type() == ValueType.BOOLEAN ->
          comparisons.write(binary);
      case Expression.Call call when call.overload().result() == ValueType.BOOLEAN ->
          call.overload().sql().write(this, call.arguments());
      default -> value(expression);
    }
  }

  /** The value, NULL when empty. */
  public void value(Expression expression) {
    switch (expression) {
      case Expression.Constant constant -> constant(constant);
      case Expression.Items items -> items(items);
      case Expression.FieldValue field -> field(field.field());
      case Expression.RowValue row -> row(row.column());
      case Expression.ForeignValue foreign -> foreign(foreign.field());
      case Expression.Subquery subquery -> related(subquery);
      case Expression.LookupValue lookupValue -> through(lookupValue);
      case Expression.DayOf day -> {
        out.append("((");
        value(day.operand());
        out.append(" AT TIME ZONE ")
            .bind(evaluationContext.zone().getId(), "text")
            .append(")::date)");
      }
      case Expression.Unary unary -> unary(unary);
      case Expression.Binary binary -> binary(binary);
      case Expression.Call call -> call(call);
      case Expression.AggregateCall aggregateCall -> many(aggregateCall);
    }
  }

  private void field(Reference.OfRecord field) {
    if (outside) {
      known(evaluationContext.record().get(field.slot()), field.type());
    } else if (field.formula() != null) {
      formula(field);
    } else {
      column("t.\"" + field.column() + "\"", readFilter.own(field.key()));
    }
  }

  /** What its field's right says holds for a formula as a whole, not for what it reads. */
  private void formula(Reference.OfRecord field) {
    var condition = readFilter.own(field.key());
    if (condition != null) {
      out.append("(CASE WHEN ");
      condition.write(out, evaluationContext);
      out.append(" THEN ");
    }
    new SqlWriter(out, evaluationContext, false, ReadFilter.NONE).value(field.formula());
    out.append(condition == null ? "" : " END)");
  }

  private void foreign(Reference.OfTarget field) {
    column("f.\"" + field.column() + "\"", readFilter.value(field.form(), field.key(), "f"));
  }

  private void row(Reference.OfRow column) {
    if (outside) {
      known(
          evaluationContext.row() == null ? null : evaluationContext.row().get(column.slot()),
          column.type());
    } else {
      column(
          "r.\"" + column.column() + "\"", readFilter.own(column.subform() + "." + column.key()));
    }
  }

  private void known(Object value, ValueType type) {
    bind(
        switch (value) {
          case LinkedRecord record -> record.id();
          case List<?> list -> list.toArray(String[]::new);
          case null -> null;
          default -> value;
        },
        type);
  }

  private void related(Expression.Subquery subquery) {
    out.append("(SELECT " + subquery.function().sql() + " FROM (SELECT ");
    if (subquery.value() == null) {
      out.append("1");
    } else {
      value(subquery.value());
      out.append(collated(subquery.value().type()));
    }
    out.append(" AS a, f.id AS n FROM " + subquery.table() + " f WHERE f.deleted_at IS NULL");
    when(readFilter.records(subquery.form(), "f"));
    out.append(" AND ");
    condition(subquery.filter());
    out.append(") q)");
  }

  private void constant(Expression.Constant constant) {
    switch (constant.value()) {
      case null -> out.append("NULL::" + constant.type().cast());
      case BigDecimal number -> out.bind(number, "numeric");
      case String text -> out.bind(text, "text");
      case Boolean truth -> out.append(truth ? "TRUE" : "FALSE");
      default -> throw new IllegalStateException("No literal of this kind exists: " + constant);
    }
  }

  /** Without its empty items, and empty without items, as lists are. */
  private void items(Expression.Items items) {
    out.append("NULLIF(array_remove(ARRAY[");
    for (int i = 0; i < items.items().size(); i++) {
      out.append(i == 0 ? "" : ", ");
      value(items.items().get(i));
    }
    var cast = items.type().cast();
    out.append("]::" + cast + ", NULL), '{}'::" + cast + ")");
  }

  private void through(Expression.LookupValue lookupValue) {
    out.append("(SELECT x.\"" + lookupValue.target().column() + "\" FROM ")
        .append(lookupValue.target().table())
        .append(" x WHERE x.id = ");
    value(lookupValue.source());
    when(readFilter.records(lookupValue.target().form(), "x"));
    when(readFilter.value(lookupValue.target().form(), lookupValue.target().key(), "x"));
    out.append(")");
  }

  private void unary(Expression.Unary unary) {
    switch (unary.operator()) {
      case NOT -> {
        out.append("(NOT COALESCE(");
        condition(unary.operand());
        out.append(", FALSE))");
      }
      case MINUS -> {
        out.append("(-(");
        value(unary.operand());
        out.append("))");
      }
    }
  }

  private void binary(Expression.Binary binary) {
    switch (binary.operator()) {
      case OR,
          AND,
          EQUAL,
          NOT_EQUAL,
          LESS,
          LESS_OR_EQUAL,
          GREATER,
          GREATER_OR_EQUAL,
          IN,
          CONTAINS,
          LIKE -> {
        out.append("COALESCE(");
        comparisons.write(binary);
        out.append(", FALSE)");
      }
      case JOIN -> {
        out.append("NULLIF(");
        joined(binary.left());
        out.append(" || ");
        joined(binary.right());
        out.append(", '')");
      }
      case ADD -> infix(binary, " + ");
      case SUBTRACT -> infix(binary, " - ");
      case MULTIPLY -> infix(binary, " * ");
      case DIVIDE -> {
        out.append("formwork.quotient(");
        value(binary.left());
        out.append(", ");
        value(binary.right());
        out.append(")");
      }
      case REMAINDER -> {
        out.append("(SELECT mod(mod(a, b) + b, b) FROM (SELECT ");
        value(binary.left());
        out.append(" AS a, NULLIF(");
        value(binary.right());
        out.append(", 0) AS b) m)");
      }
      case POWER -> throw new IllegalStateException("Powers have no SQL form");
    }
  }

  private void infix(Expression.Binary binary, String operator) {
    out.append("(");
    value(binary.left());
    out.append(operator);
    value(binary.right());
    out.append(")");
  }

  /** One side of a join: what decides and was not set counts as false. */
  private void joined(Expression expression) {
    if (expression.type() == ValueType.BOOLEAN) {
      wrap("COALESCE((", expression, ")::text, 'false')");
    } else {
      asText(expression);
    }
  }

  /** As the language joins it; never NULL. */
  public void asText(Expression expression) {
    switch (expression.type()) {
      case NUMBER -> wrap("COALESCE(trim_scale(", expression, ")::text, '')");
      case RECORD -> title(expression);
      case DATE_TIME ->
          wrap(
              "COALESCE(to_char(",
              expression,
              " AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), '')");
      case DATE -> wrap("COALESCE(to_char(", expression, ", 'YYYY-MM-DD'), '')");
      // Seconds are left out when there are none, as ISO 8601 allows and the JVM writes it.
      case TIME -> wrap("COALESCE(regexp_replace((", expression, ")::text, ':00$', ''), '')");
      case NUMBERS -> {
        out.append("COALESCE((SELECT string_agg(trim_scale(i)::text, ', ') FROM unnest(");
        value(expression);
        out.append(") i), '')");
      }
      case TEXTS, DATES, MOMENTS -> wrap("COALESCE(array_to_string(", expression, ", ', '), '')");
      case TEXT, NOTHING, BOOLEAN, MEMBER, DEPARTMENT, ROWS ->
          wrap("COALESCE((", expression, ")::text, '')");
    }
  }

  private void title(Expression record) {
    if (record instanceof Expression.Constant) {
      out.append("''");
      return;
    }
    var table = SqlConditionWriter.lookupTable(record);
    out.append("COALESCE((SELECT record_title FROM ").append(table).append(" l WHERE l.id = ");
    value(record);
    when(readFilter.title(table, "l"));
    out.append("), '')");
  }

  private void wrap(String before, Expression expression, String after) {
    out.append(before);
    value(expression);
    out.append(after);
  }

  private void call(Expression.Call call) {
    var sql = call.overload().sql();
    switch (call.overload().result()) {
      case BOOLEAN -> {
        out.append("COALESCE(");
        sql.write(this, call.arguments());
        out.append(", FALSE)");
      }
      case TEXT -> {
        out.append("NULLIF(");
        sql.write(this, call.arguments());
        out.append(", '')");
      }
      case null, default -> sql.write(this, call.arguments());
    }
  }

  private void many(Expression.AggregateCall aggregateCall) {
    out.append("(SELECT ");
    var template = aggregateCall.function().sql();
    int at = 0;
    for (var place : SqlTemplate.PLACE.matcher(template).results().toList()) {
      out.append(template.substring(at, place.start()));
      value(aggregateCall.plain().get(Integer.parseInt(place.group(1))));
      at = place.end();
    }
    out.append(template.substring(at)).append(" FROM ");
    switch (aggregateCall.source()) {
      case Expression.Source.Rows rows -> {
        out.append("(SELECT ");
        operands(rows.operands());
        out.append("r.position AS n FROM " + rows.rows().table() + " r WHERE r.parent = t.id");
        when(readFilter.own(rows.rows().key()));
        out.append(")");
      }
      case Expression.Source.Listed listed -> {
        out.append("unnest(");
        value(listed.list());
        out.append(collated(listed.list().type().element()) + ") WITH ORDINALITY");
      }
      case Expression.Source.Given given -> given(given.values());
    }
    out.append(aggregateCall.source() instanceof Expression.Source.Rows ? " q)" : " q(a, n))");
  }

  private void operands(List<Expression> operands) {
    for (int i = 0; i < operands.size(); i++) {
      value(operands.get(i));
      out.append(collated(operands.get(i).type()) + " AS " + (char) ('a' + i) + ", ");
    }
  }

  /** So that texts are in the order of their code points, wherever they come from. */
  private static String collated(ValueType type) {
    return type == ValueType.TEXT ? " COLLATE \"C\"" : "";
  }

  private void given(List<Expression> values) {
    out.append("(VALUES ");
    for (int i = 0; i < values.size(); i++) {
      out.append(i == 0 ? "(" : ", (");
      value(values.get(i));
      out.append(collated(values.get(i).type()) + ", " + i + ")");
    }
    out.append(")");
  }
}
