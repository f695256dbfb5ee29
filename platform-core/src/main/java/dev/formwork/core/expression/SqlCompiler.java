package dev.formwork.core.expression;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Compiles a typed expression to SQL. Names come from compiled definitions and are safe to write;
 * every value is bound.
 *
 * <p>Booleans: a comparison with empty is NULL in SQL and false in the language. Where the
 * difference shows (under NOT, or as a value), the compiler coalesces; in a WHERE clause it does
 * not, so that indexes serve.
 */
final class SqlCompiler {

  private final SqlText out;
  private final Scope scope;

  /**
   * @param scope for the time, the zone and the caller; its record is not used
   */
  SqlCompiler(SqlText out, Scope scope) {
    this.out = out;
    this.scope = scope;
  }

  void write(Expression expression) {
    switch (expression) {
      case Expression.Constant constant -> constant(constant);
      case Expression.Items items ->
          out.bind(
              items.items().stream()
                  .map(item -> Evaluator.text(((Expression.Constant) item).value()))
                  .toArray(String[]::new));
      case Expression.FieldValue field -> out.append("t.\"" + field.field().column() + "\"");
      case Expression.RowValue row -> out.append("r.\"" + row.column().column() + "\"");
      case Expression.Unary unary -> unary(unary);
      case Expression.Binary binary -> binary(binary);
      case Expression.Call call -> call(call);
      case Expression.OverRows aggregate -> overRows(aggregate);
    }
  }

  private void constant(Expression.Constant constant) {
    switch (constant.value()) {
      case null -> out.append("NULL");
      case BigDecimal number -> out.bind(number, "numeric");
      case String text -> out.bind(text, "text");
      case Boolean truth -> out.append(truth ? "TRUE" : "FALSE");
      default -> throw new IllegalStateException("No literal of this kind exists: " + constant);
    }
  }

  private void unary(Expression.Unary unary) {
    switch (unary.operator()) {
      case NOT -> wrap("(NOT ", unary.operand(), ")", true);
      case MINUS -> wrap("(-", unary.operand(), ")", false);
    }
  }

  private void binary(Expression.Binary binary) {
    switch (binary.operator()) {
      case OR -> infix(binary, " OR ");
      case AND -> infix(binary, " AND ");
      case EQUAL -> equality(binary, "=", " IS NULL");
      case NOT_EQUAL -> equality(binary, "<>", " IS NOT NULL");
      case LESS -> comparison(binary, "<");
      case LESS_OR_EQUAL -> comparison(binary, "<=");
      case GREATER -> comparison(binary, ">");
      case GREATER_OR_EQUAL -> comparison(binary, ">=");
      case IN -> membership(binary);
      case CONTAINS -> containment(binary);
      case JOIN -> join(binary);
      case ADD -> infix(binary, " + ");
      case SUBTRACT -> infix(binary, " - ");
      case MULTIPLY -> infix(binary, " * ");
      case DIVIDE -> {
        out.append("round((");
        write(binary.left());
        out.append(") * 1.").append("0".repeat(Evaluator.QUOTIENT_SCALE)).append(" / NULLIF(");
        write(binary.right());
        out.append(", 0), ").append(Integer.toString(Evaluator.QUOTIENT_SCALE)).append(")");
      }
      case REMAINDER -> {
        out.append("mod(");
        write(binary.left());
        out.append(", NULLIF(");
        write(binary.right());
        out.append(", 0))");
      }
    }
  }

  private void infix(Expression.Binary binary, String operator) {
    out.append("(");
    write(binary.left());
    out.append(operator);
    write(binary.right());
    out.append(")");
  }

  private void equality(Expression.Binary binary, String operator, String whenEmpty) {
    boolean emptyRight = isEmptyLiteral(binary.right());
    if (!emptyRight && !isEmptyLiteral(binary.left())) {
      comparison(binary, operator);
      return;
    }
    var tested = emptyRight ? binary.left() : binary.right();
    out.append("(");
    if (tested.type() == ValueType.TEXT) {
      out.append("NULLIF(");
      write(tested);
      out.append(", '')");
    } else {
      write(tested);
    }
    out.append(whenEmpty).append(")");
  }

  private void comparison(Expression.Binary binary, String operator) {
    out.append("(");
    side(binary.left(), binary.right());
    out.append(" ").append(operator).append(" ");
    side(binary.right(), binary.left());
    out.append(")");
  }

  /** One side of a comparison; a written text beside a date or a record is read as one. */
  private void side(Expression side, Expression other) {
    if (!(side instanceof Expression.Constant constant)
        || !(constant.value() instanceof String text)) {
      write(side);
      if (side.type() == ValueType.TEXT) {
        out.append(" COLLATE \"C\"");
      }
      return;
    }
    switch (other.type()) {
      case DATE -> out.bind(Dates.date(text).orElse(null), "date");
      case DATE_TIME -> out.bind(Dates.moment(text, scope.zone()).orElse(null), "timestamptz");
      case RECORD -> recordNamed(text, other);
      case MEMBER -> out.bind(uuid(text).orElse(null), "uuid");
      default -> out.bind(text, "text");
    }
  }

  private void recordNamed(String text, Expression lookup) {
    var id = uuid(text);
    if (id.isPresent()) {
      out.bind(id.get(), "uuid");
    } else {
      out.append("ANY (SELECT id FROM ")
          .append(lookupTable(lookup))
          .append(" WHERE record_title = ");
      out.bind(text, "text").append(")");
    }
  }

  private static String lookupTable(Expression expression) {
    return switch (expression) {
      case Expression.FieldValue field -> field.field().lookupTable();
      case Expression.RowValue row -> row.column().lookupTable();
      default -> throw new IllegalStateException("Only fields hold records: " + expression);
    };
  }

  private static Optional<UUID> uuid(String text) {
    try {
      return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private void membership(Expression.Binary binary) {
    if (!(binary.right() instanceof Expression.Items items)) {
      infix(binary, " = ANY ");
      return;
    }
    out.append("(");
    String or = "";
    for (var item : items.items()) {
      out.append(or);
      comparison(
          new Expression.Binary(BinaryOperator.EQUAL, ValueType.BOOLEAN, binary.left(), item), "=");
      or = " OR ";
    }
    out.append(")");
  }

  private void containment(Expression.Binary binary) {
    if (binary.left().type() == ValueType.TEXTS) {
      out.append("(");
      write(binary.right());
      out.append(" = ANY (");
      write(binary.left());
      out.append("))");
      return;
    }
    out.append("(NULLIF(");
    write(binary.right());
    out.append(", '') IS NOT NULL AND position(lower(");
    write(binary.right());
    out.append(") IN lower(");
    write(binary.left());
    out.append(")) > 0)");
  }

  private void join(Expression.Binary binary) {
    out.append("(");
    asText(binary.left());
    out.append(" || ");
    asText(binary.right());
    out.append(")");
  }

  private void asText(Expression expression) {
    switch (expression.type()) {
      case NUMBER -> wrap("COALESCE(trim_scale(", expression, ")::text, '')", false);
      case RECORD -> {
        out.append("COALESCE((SELECT record_title FROM ")
            .append(lookupTable(expression))
            .append(" l WHERE l.id = ");
        write(expression);
        out.append("), '')");
      }
      case TEXTS -> wrap("COALESCE(array_to_string(", expression, ", ', '), '')", false);
      default -> wrap("COALESCE((", expression, ")::text, '')", false);
    }
  }

  private void call(Expression.Call call) {
    var arguments = call.arguments();
    switch (call.function()) {
      case IF -> {
        wrap("(CASE WHEN ", arguments.get(0), " THEN ", false);
        write(arguments.get(1));
        out.append(" ELSE ");
        if (arguments.size() > 2) {
          write(arguments.get(2));
        } else {
          out.append("NULL");
        }
        out.append(" END)");
      }
      case DEFAULT -> {
        boolean text = arguments.get(0).type() == ValueType.TEXT;
        wrap(
            text ? "COALESCE(NULLIF(" : "COALESCE(",
            arguments.get(0),
            text ? ", ''), " : ", ",
            false);
        write(arguments.get(1));
        out.append(")");
      }
      case ISEMPTY ->
          equality(
              new Expression.Binary(
                  BinaryOperator.EQUAL,
                  ValueType.BOOLEAN,
                  arguments.get(0),
                  new Expression.Constant(ValueType.NOTHING, null)),
              "=",
              " IS NULL");
      case ROUND -> {
        wrap("round(", arguments.get(0), ", ", false);
        if (arguments.size() > 1) {
          wrap("trunc(", arguments.get(1), ")::int)", false);
        } else {
          out.append("0)");
        }
      }
      case ABS -> wrap("abs(", arguments.get(0), ")", false);
      case LEN -> wrap("char_length(COALESCE(", arguments.get(0), ", ''))::numeric", false);
      case UPPER -> wrap("upper(", arguments.get(0), ")", false);
      case LOWER -> wrap("lower(", arguments.get(0), ")", false);
      case TRIM -> wrap("btrim(", arguments.get(0), ")", false);
      case TODAY -> out.bind(today(), "date");
      case NOW -> out.bind(scope.now(), "timestamptz");
      case DATE -> wrap("(", arguments.get(0), ")::date", false);
      case ADDDAYS -> {
        wrap("(", arguments.get(0), " + round(", false);
        write(arguments.get(1));
        out.append(")::int)");
      }
      case DAYS -> {
        wrap("((", arguments.get(0), " - ", false);
        write(arguments.get(1));
        out.append(")::numeric)");
      }
      case YEAR -> wrap("extract(year FROM ", arguments.get(0), ")", false);
      case MONTH -> wrap("extract(month FROM ", arguments.get(0), ")", false);
      case ME -> out.bind(scope.me(), "uuid");
    }
  }

  private void overRows(Expression.OverRows aggregate) {
    var function =
        switch (aggregate.aggregate()) {
          case SUM -> "COALESCE(sum(v), 0)";
          case COUNT -> "count(v)::numeric";
          case AVERAGE -> "round(avg(v), " + Evaluator.QUOTIENT_SCALE + ")";
          case MIN -> "min(v)";
          case MAX -> "max(v)";
        };
    out.append("(SELECT ").append(function).append(" FROM (SELECT ");
    write(aggregate.operand());
    out.append(" AS v FROM ")
        .append(aggregate.rows().table())
        .append(" r WHERE r.parent = t.id) rows)");
  }

  private void wrap(String before, Expression expression, String after, boolean coalesced) {
    out.append(before).append(coalesced ? "COALESCE(" : "");
    write(expression);
    out.append(coalesced ? ", FALSE)" : "").append(after);
  }

  private LocalDate today() {
    OffsetDateTime now = scope.now();
    return now.atZoneSameInstant(scope.zone()).toLocalDate();
  }

  private static boolean isEmptyLiteral(Expression expression) {
    return expression instanceof Expression.Constant constant && constant.value() == null;
  }

  /** The keys of the record's own fields that an expression reads. */
  static List<String> dependencies(Expression expression) {
    return switch (expression) {
      case Expression.Constant _ -> List.of();
      case Expression.Items _ -> List.of();
      case Expression.FieldValue field -> List.of(field.field().key());
      case Expression.RowValue row -> List.of(row.column().subform() + "." + row.column().key());
      case Expression.Unary unary -> dependencies(unary.operand());
      case Expression.Binary binary -> concat(List.of(binary.left(), binary.right()));
      case Expression.Call call -> concat(call.arguments());
      case Expression.OverRows aggregate ->
          concat(
              List.of(
                  aggregate.operand(),
                  new Expression.FieldValue(
                      new Reference.OfRecord(
                          aggregate.rows().key(),
                          aggregate.rows().slot(),
                          "",
                          ValueType.ROWS,
                          null))));
    };
  }

  private static List<String> concat(List<Expression> parts) {
    return parts.stream().flatMap(part -> dependencies(part).stream()).collect(Collectors.toList());
  }
}
