package dev.formwork.core.expression;

import dev.formwork.core.expression.syntax.BinaryOperator;
import dev.formwork.core.expression.value.IsoDates;
import dev.formwork.core.expression.value.ValueType;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/** Writes what decides: comparisons, membership, and their combination. */
final class SqlConditionWriter {

  /** Maps case character by character; made by a migration, by what the server offers. */
  private static final String LETTERS = " COLLATE formwork.letters";

  private final SqlWriter out;

  SqlConditionWriter(SqlWriter out) {
    this.out = out;
  }

  /** True, false, or NULL for false. */
  void write(Expression.Binary binary) {
    switch (binary.operator()) {
      case OR -> both(binary, " OR ");
      case AND -> both(binary, " AND ");
      case EQUAL -> equality(binary, "=", " IS NULL");
      case NOT_EQUAL -> equality(binary, "<>", " IS NOT NULL");
      case LESS -> comparison(binary, "<");
      case LESS_OR_EQUAL -> comparison(binary, "<=");
      case GREATER -> comparison(binary, ">");
      case GREATER_OR_EQUAL -> comparison(binary, ">=");
      case IN -> membership(binary);
      case CONTAINS -> containment(binary);
      case LIKE -> {
        out.append("(");
        folded(binary.left());
        out.append(" LIKE ");
        folded(binary.right());
        out.append(" ESCAPE '')");
      }
      case JOIN, ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER, POWER ->
          throw new IllegalStateException("Decides nothing: " + binary.operator());
    }
  }

  private void both(Expression.Binary binary, String operator) {
    out.append("(");
    out.condition(binary.left());
    out.append(operator);
    out.condition(binary.right());
    out.append(")");
  }

  private void equality(Expression.Binary binary, String operator, String whenEmpty) {
    if (Evaluator.isEmptyLiteral(binary.right()) || Evaluator.isEmptyLiteral(binary.left())) {
      out.append("(");
      out.value(Evaluator.isEmptyLiteral(binary.right()) ? binary.left() : binary.right());
      out.append(whenEmpty + ")");
    } else if (binary.left().type() == ValueType.BOOLEAN) {
      truths(binary, operator);
    } else {
      comparison(binary, operator);
    }
  }

  /** What was not set counts as false. */
  private void truths(Expression.Binary binary, String operator) {
    if (binary.right() instanceof Expression.Constant(_, Boolean truth)) {
      out.append("(");
      out.value(binary.left());
      out.append(truth == operator.equals("=") ? " IS TRUE)" : " IS NOT TRUE)");
      return;
    }
    out.append("((");
    out.value(binary.left());
    out.append(" IS TRUE) " + operator + " (");
    out.value(binary.right());
    out.append(" IS TRUE))");
  }

  private void comparison(Expression.Binary binary, String operator) {
    if (binary.left() instanceof Expression.DayOf day && isKnown(binary.right())) {
      onDay(day.operand(), operator, dayOf(binary.right()));
      return;
    }
    if (binary.right() instanceof Expression.DayOf day && isKnown(binary.left())) {
      onDay(day.operand(), mirrored(operator), dayOf(binary.left()));
      return;
    }
    if (isName(binary.left(), binary.right())) {
      named(binary.right(), (Expression.Constant) binary.left(), operator);
      return;
    }
    if (isName(binary.right(), binary.left())) {
      named(binary.left(), (Expression.Constant) binary.right(), operator);
      return;
    }
    out.append("(");
    side(binary.left(), binary.right());
    out.append(" " + operator + " ");
    side(binary.right(), binary.left());
    out.append(")");
  }

  /** Whether a day is the same for every record, so that an index of moments can serve. */
  private static boolean isKnown(Expression day) {
    return !CompiledExpression.readsRecord(day);
  }

  private LocalDate dayOf(Expression day) {
    return switch (Evaluator.compile(day).run(out.scope())) {
      case LocalDate date -> date;
      case String text -> IsoDates.date(text).orElse(null);
      case null, default -> null;
    };
  }

  private static String mirrored(String operator) {
    return switch (operator) {
      case "<" -> ">";
      case "<=" -> ">=";
      case ">" -> "<";
      case ">=" -> "<=";
      default -> operator;
    };
  }

  /** A moment beside a day, by where the day begins and ends. */
  private void onDay(Expression moment, String operator, LocalDate day) {
    if (day == null) {
      out.append("NULL::boolean");
      return;
    }
    switch (operator) {
      case "<" -> beside(moment, "<", day);
      case "<=" -> beside(moment, "<", day.plusDays(1));
      case ">" -> beside(moment, ">=", day.plusDays(1));
      case ">=" -> beside(moment, ">=", day);
      default -> {
        boolean same = operator.equals("=");
        out.append("(");
        beside(moment, same ? ">=" : "<", day);
        out.append(same ? " AND " : " OR ");
        beside(moment, same ? "<" : ">=", day.plusDays(1));
        out.append(")");
      }
    }
  }

  private void beside(Expression moment, String operator, LocalDate day) {
    out.append("(");
    out.value(moment);
    out.append(" " + operator + " ");
    out.bind(day.atStartOfDay(out.scope().zone()).toOffsetDateTime(), ValueType.DATE_TIME);
    out.append(")");
  }

  /** One side of a comparison; a written text beside a date or a record is read as one. */
  private void side(Expression side, Expression other) {
    if (side instanceof Expression.Call call && call.function().name().equals("RECORDID")) {
      boolean asText = other.type() == ValueType.TEXT;
      out.fact(
          asText ? "t.id::text" : "t.id",
          other.type(),
          facts -> asText ? facts.id().toString() : facts.id());
      return;
    }
    if (!(side instanceof Expression.Constant constant)
        || !(constant.value() instanceof String text)) {
      out.value(side);
      if (side.type() == ValueType.TEXT) {
        out.append(" COLLATE \"C\"");
      }
      return;
    }
    switch (other.type()) {
      case DATE -> out.bind(IsoDates.date(text).orElse(null), ValueType.DATE);
      case DATE_TIME ->
          out.bind(IsoDates.moment(text, out.scope().zone()).orElse(null), ValueType.DATE_TIME);
      case TIME -> out.bind(IsoDates.time(text).orElse(null), ValueType.TIME);
      case RECORD, MEMBER, DEPARTMENT -> out.bind(uuid(text).orElse(null), ValueType.RECORD);
      default -> out.bind(text, ValueType.TEXT);
    }
  }

  /** Whether one side is what the record on the other may be called, rather than its id. */
  private static boolean isName(Expression side, Expression other) {
    return other.type() == ValueType.RECORD
        && side instanceof Expression.Constant constant
        && constant.value() instanceof String text
        && uuid(text).isEmpty();
  }

  /** Several records may be called alike. */
  private void named(Expression lookup, Expression.Constant name, String operator) {
    boolean same = operator.equals("=");
    out.append("(");
    if (!same) {
      // Beside a name that nobody has, even nothing would be something else.
      out.value(lookup);
      out.append(" IS NOT NULL AND ");
    }
    out.value(lookup);
    out.append(same ? " IN" : " NOT IN")
        .append(" (SELECT n.id FROM ")
        .append(lookupTable(lookup))
        .append(" n WHERE n.record_title = ");
    out.bind(name.value(), ValueType.TEXT);
    out.when(out.guard().title(lookupTable(lookup), "n"));
    out.append("))");
  }

  static String lookupTable(Expression expression) {
    return switch (expression) {
      case Expression.FieldValue field -> field.field().lookupTable();
      case Expression.RowValue row -> row.column().lookupTable();
      case Expression.LookupValue lookupValue -> lookupValue.target().lookupTable();
      case Expression.ForeignValue foreign -> foreign.field().lookupTable();
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
      out.append("(");
      out.value(binary.left());
      any(binary.right());
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

  /** The cast keeps a list that a query gives from being read as its rows. */
  private void any(Expression list) {
    out.append(" = ANY ((");
    out.value(list);
    out.append(")::" + list.type().cast() + "))");
  }

  private void containment(Expression.Binary binary) {
    if (binary.left().type().isList()) {
      out.append("(");
      out.value(binary.right());
      any(binary.left());
      return;
    }
    out.append("(position(");
    folded(binary.right());
    out.append(" IN ");
    folded(binary.left());
    out.append(") > 0)");
  }

  private void folded(Expression text) {
    out.append("(lower(");
    out.value(text);
    out.append(LETTERS + ") COLLATE \"C\")");
  }
}
