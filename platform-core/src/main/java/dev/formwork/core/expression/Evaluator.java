package dev.formwork.core.expression;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Compiles a typed expression into nested closures for the JVM. What each means is written in
 * {@code docs/expressions.md}.
 *
 * <p>Invariants of every value: a text is never {@code ""}, a list is never without items; both are
 * null, as nothing is. What decides is never null: it is true or false.
 */
final class Evaluator {

  private Evaluator() {}

  static Program compile(Expression expression) {
    return switch (expression) {
      case Expression.Constant constant -> new Fixed(constant.value());
      case Expression.Items items -> items(items);
      case Expression.FieldValue field -> {
        int slot = field.field().slot();
        yield scope -> scope.record().get(slot);
      }
      case Expression.RowValue row -> {
        int slot = row.column().slot();
        yield scope -> scope.row() == null ? null : scope.row().get(slot);
      }
      case Expression.Through through -> {
        var source = compile(through.source());
        var key = through.target().key();
        yield scope -> source.run(scope) instanceof Titled record ? record.seen(key) : null;
      }
      case Expression.ForeignValue _ ->
          throw new IllegalStateException("Only PostgreSQL reads records of other forms");
      case Expression.Related related ->
          scope -> scope.related() == null ? null : scope.related().of(related);
      case Expression.DayOf day -> {
        var moment = compile(day.operand());
        yield scope ->
            moment.run(scope) instanceof OffsetDateTime time
                ? Dates.storable(time.atZoneSameInstant(scope.zone()).toLocalDate())
                : null;
      }
      case Expression.Unary unary -> unary(unary);
      case Expression.Binary binary -> binary(binary);
      case Expression.Call call -> call(call);
      case Expression.Many many -> many(many);
    };
  }

  private static Program items(Expression.Items items) {
    var values = items.items().stream().map(Evaluator::compile).toArray(Program[]::new);
    return scope -> {
      var list =
          Arrays.stream(values).map(value -> value.run(scope)).filter(Objects::nonNull).toList();
      return list.isEmpty() ? null : list;
    };
  }

  private static Program unary(Expression.Unary unary) {
    var operand = compile(unary.operand());
    return switch (unary.operator()) {
      case NOT -> scope -> !isTrue(operand.run(scope));
      case MINUS ->
          scope -> operand.run(scope) instanceof BigDecimal number ? number.negate() : null;
    };
  }

  private static Program binary(Expression.Binary binary) {
    var left = compile(binary.left());
    var right = compile(binary.right());
    return switch (binary.operator()) {
      case OR -> scope -> isTrue(left.run(scope)) || isTrue(right.run(scope));
      case AND -> scope -> isTrue(left.run(scope)) && isTrue(right.run(scope));
      case EQUAL, NOT_EQUAL -> equality(binary, left, right);
      case LESS -> ordered(binary, left, right, order -> order < 0);
      case LESS_OR_EQUAL -> ordered(binary, left, right, order -> order <= 0);
      case GREATER -> ordered(binary, left, right, order -> order > 0);
      case GREATER_OR_EQUAL -> ordered(binary, left, right, order -> order >= 0);
      case IN -> scope -> Orders.isAmong(left.run(scope), right.run(scope), scope);
      case CONTAINS -> scope -> Texts.contains(left.run(scope), right.run(scope));
      case LIKE -> scope -> Texts.like(left.run(scope), right.run(scope));
      case JOIN -> scope -> Texts.orNull(text(left.run(scope)) + text(right.run(scope)));
      // The frequent ones are written out: one call less for each.
      case ADD ->
          scope ->
              left.run(scope) instanceof BigDecimal a && right.run(scope) instanceof BigDecimal b
                  ? a.add(b)
                  : null;
      case SUBTRACT ->
          scope ->
              left.run(scope) instanceof BigDecimal a && right.run(scope) instanceof BigDecimal b
                  ? a.subtract(b)
                  : null;
      case MULTIPLY ->
          scope ->
              left.run(scope) instanceof BigDecimal a && right.run(scope) instanceof BigDecimal b
                  ? a.multiply(b)
                  : null;
      case DIVIDE -> arithmetic(left, right, Numbers::quotient);
      case REMAINDER -> arithmetic(left, right, Numbers::remainder);
      case POWER -> arithmetic(left, right, Numbers::power);
    };
  }

  private static Program arithmetic(
      Program left, Program right, java.util.function.BinaryOperator<BigDecimal> operation) {
    return scope ->
        left.run(scope) instanceof BigDecimal a && right.run(scope) instanceof BigDecimal b
            ? operation.apply(a, b)
            : null;
  }

  private static Program equality(Expression.Binary binary, Program left, Program right) {
    boolean equal = binary.operator() == BinaryOperator.EQUAL;
    if (isEmptyLiteral(binary.right())) {
      return scope -> (left.run(scope) == null) == equal;
    }
    if (isEmptyLiteral(binary.left())) {
      return scope -> (right.run(scope) == null) == equal;
    }
    return equal
        ? ordered(binary, left, right, order -> order == 0)
        : ordered(binary, left, right, order -> order != 0);
  }

  /** A comparison; false when a side is empty. Numbers, the most frequent, take a shorter way. */
  private static Program ordered(
      Expression.Binary binary,
      Program left,
      Program right,
      java.util.function.IntPredicate holds) {
    if (binary.left().type() == ValueType.NUMBER
        && binary.right() instanceof Expression.Constant(ValueType type, BigDecimal b)
        && type == ValueType.NUMBER) {
      return againstNumber(binary.operator(), left, b);
    }
    if (binary.left().type() == ValueType.NUMBER && binary.right().type() == ValueType.NUMBER) {
      return scope ->
          left.run(scope) instanceof BigDecimal a
              && right.run(scope) instanceof BigDecimal b
              && holds.test(a.compareTo(b));
    }
    return scope ->
        Orders.compare(left.run(scope), right.run(scope), scope) instanceof Integer order
            && holds.test(order);
  }

  /** A number compared with a written one, as conditions mostly are. */
  private static Program againstNumber(BinaryOperator operator, Program left, BigDecimal b) {
    return switch (operator) {
      case GREATER -> scope -> left.run(scope) instanceof BigDecimal a && a.compareTo(b) > 0;
      case GREATER_OR_EQUAL ->
          scope -> left.run(scope) instanceof BigDecimal a && a.compareTo(b) >= 0;
      case LESS -> scope -> left.run(scope) instanceof BigDecimal a && a.compareTo(b) < 0;
      case LESS_OR_EQUAL -> scope -> left.run(scope) instanceof BigDecimal a && a.compareTo(b) <= 0;
      case EQUAL -> scope -> left.run(scope) instanceof BigDecimal a && a.compareTo(b) == 0;
      default -> scope -> left.run(scope) instanceof BigDecimal a && a.compareTo(b) != 0;
    };
  }

  private static Program call(Expression.Call call) {
    var body =
        call.overload().body().bind(call.arguments().stream().map(Evaluator::compile).toList());
    return switch (call.overload().result()) {
      case BOOLEAN -> scope -> isTrue(body.run(scope));
      case TEXT -> scope -> body.run(scope) instanceof String text ? Texts.orNull(text) : null;
      case DATE -> scope -> body.run(scope) instanceof LocalDate date ? Dates.storable(date) : null;
      case DATE_TIME ->
          scope ->
              body.run(scope) instanceof OffsetDateTime time && Dates.isStorable(time)
                  ? time
                  : null;
      case null -> body;
      default -> body;
    };
  }

  private static Program many(Expression.Many many) {
    var reducer = many.function().reducer();
    var plain = many.plain().stream().map(Evaluator::compile).toArray(Program[]::new);
    var values = values(many.source());
    return scope -> {
      var arguments = new Object[plain.length];
      for (int i = 0; i < plain.length; i++) {
        arguments[i] = plain[i].run(scope);
      }
      return reducer.reduce(values.of(scope), arguments);
    };
  }

  /** The many values of a source, each with its operands. */
  @FunctionalInterface
  private interface ManyValues {
    List<Object[]> of(Scope scope);
  }

  private static ManyValues values(Expression.Source source) {
    return switch (source) {
      case Expression.Source.Rows rows -> rows(rows);
      case Expression.Source.Listed listed -> {
        var list = compile(listed.list());
        yield scope ->
            list.run(scope) instanceof List<?> items
                ? items.stream().map(item -> new Object[] {item}).toList()
                : List.of();
      }
      case Expression.Source.Given given -> {
        var programs = given.values().stream().map(Evaluator::compile).toArray(Program[]::new);
        yield scope ->
            Arrays.stream(programs).map(value -> new Object[] {value.run(scope)}).toList();
      }
    };
  }

  private static ManyValues rows(Expression.Source.Rows source) {
    int slot = source.rows().slot();
    var operands = source.operands().stream().map(Evaluator::compile).toArray(Program[]::new);
    return scope -> {
      if (!(scope.record().get(slot) instanceof List<?> rows)) {
        return List.of();
      }
      var values = new ArrayList<Object[]>(rows.size());
      for (var row : rows) {
        var here = scope.on((Values) row);
        var one = new Object[operands.length];
        for (int i = 0; i < one.length; i++) {
          one[i] = operands[i].run(here);
        }
        values.add(one);
      }
      return values;
    };
  }

  static boolean isTrue(Object value) {
    return Boolean.TRUE.equals(value);
  }

  static boolean isEmptyLiteral(Expression expression) {
    return expression instanceof Expression.Constant constant && constant.value() == null;
  }

  /**
   * A value as text joins it: numbers without trailing zeros, records by their title, empty as
   * nothing.
   */
  static String text(Object value) {
    return switch (value) {
      case null -> "";
      case BigDecimal number ->
          number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
      case Titled record -> record.title() == null ? "" : record.title();
      case OffsetDateTime moment -> Dates.text(moment);
      case List<?> list -> String.join(", ", list.stream().map(Evaluator::text).toList());
      default -> value.toString();
    };
  }
}
