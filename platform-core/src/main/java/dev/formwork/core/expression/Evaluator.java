package dev.formwork.core.expression;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

/**
 * Compiles a typed expression into nested closures for the JVM. What each means is written in
 * {@code docs/expressions.md}.
 */
final class Evaluator {

  /** Digits after the point of a quotient, on both back ends. */
  static final int QUOTIENT_SCALE = 20;

  private Evaluator() {}

  static Program compile(Expression expression) {
    return switch (expression) {
      case Expression.Constant constant -> _ -> constant.value();
      case Expression.Items items -> {
        var values = items.items().stream().map(Evaluator::compile).toList();
        yield scope ->
            values.stream().map(value -> value.run(scope)).filter(Objects::nonNull).toList();
      }
      case Expression.FieldValue field -> {
        int slot = field.field().slot();
        yield scope -> scope.record().get(slot);
      }
      case Expression.RowValue row -> {
        int slot = row.column().slot();
        yield scope -> scope.row() == null ? null : scope.row().get(slot);
      }
      case Expression.Unary unary -> unary(unary);
      case Expression.Binary binary -> binary(binary);
      case Expression.Call call -> call(call);
      case Expression.OverRows aggregate -> overRows(aggregate);
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
      case EQUAL ->
          isEmptyLiteral(binary.right())
              ? scope -> isEmpty(left.run(scope))
              : isEmptyLiteral(binary.left())
                  ? scope -> isEmpty(right.run(scope))
                  : scope -> same(left.run(scope), right.run(scope), scope);
      case NOT_EQUAL ->
          isEmptyLiteral(binary.right())
              ? scope -> !isEmpty(left.run(scope))
              : isEmptyLiteral(binary.left())
                  ? scope -> !isEmpty(right.run(scope))
                  : scope -> differ(left.run(scope), right.run(scope), scope);
      case LESS ->
          scope -> order(left.run(scope), right.run(scope), scope) instanceof Integer o && o < 0;
      case LESS_OR_EQUAL ->
          scope -> order(left.run(scope), right.run(scope), scope) instanceof Integer o && o <= 0;
      case GREATER ->
          scope -> order(left.run(scope), right.run(scope), scope) instanceof Integer o && o > 0;
      case GREATER_OR_EQUAL ->
          scope -> order(left.run(scope), right.run(scope), scope) instanceof Integer o && o >= 0;
      case IN -> scope -> isAmong(left.run(scope), right.run(scope), scope);
      case CONTAINS -> scope -> contains(left.run(scope), right.run(scope));
      case JOIN -> scope -> text(left.run(scope)) + text(right.run(scope));
      case ADD -> arithmetic(left, right, BigDecimal::add);
      case SUBTRACT -> arithmetic(left, right, BigDecimal::subtract);
      case MULTIPLY -> arithmetic(left, right, BigDecimal::multiply);
      case DIVIDE -> arithmetic(left, right, Evaluator::quotient);
      case REMAINDER -> arithmetic(left, right, (a, b) -> b.signum() == 0 ? null : a.remainder(b));
    };
  }

  private static Program arithmetic(
      Program left, Program right, java.util.function.BinaryOperator<BigDecimal> operation) {
    return scope ->
        left.run(scope) instanceof BigDecimal a && right.run(scope) instanceof BigDecimal b
            ? operation.apply(a, b)
            : null;
  }

  private static BigDecimal quotient(BigDecimal a, BigDecimal b) {
    return b.signum() == 0 ? null : a.divide(b, QUOTIENT_SCALE, RoundingMode.HALF_UP);
  }

  private static Program call(Expression.Call call) {
    var arguments = call.arguments().stream().map(Evaluator::compile).toList();
    return switch (call.function()) {
      case IF -> branch(arguments);
      case DEFAULT ->
          scope -> {
            var value = arguments.get(0).run(scope);
            return isEmpty(value) ? arguments.get(1).run(scope) : value;
          };
      case ISEMPTY -> scope -> isEmpty(arguments.get(0).run(scope));
      case ROUND -> round(arguments);
      case ABS ->
          scope -> arguments.get(0).run(scope) instanceof BigDecimal number ? number.abs() : null;
      case LEN ->
          scope -> BigDecimal.valueOf(text(arguments.get(0).run(scope)).codePoints().count());
      case UPPER ->
          scope ->
              arguments.get(0).run(scope) instanceof String text
                  ? text.toUpperCase(Locale.ROOT)
                  : null;
      case LOWER ->
          scope ->
              arguments.get(0).run(scope) instanceof String text
                  ? text.toLowerCase(Locale.ROOT)
                  : null;
      case TRIM ->
          scope -> arguments.get(0).run(scope) instanceof String text ? text.strip() : null;
      case TODAY -> Scope::today;
      case NOW -> Scope::now;
      case DATE ->
          scope ->
              arguments.get(0).run(scope) instanceof String text
                  ? Dates.date(text).orElse(null)
                  : null;
      case ADDDAYS ->
          scope ->
              arguments.get(0).run(scope) instanceof LocalDate date
                      && arguments.get(1).run(scope) instanceof BigDecimal days
                  ? date.plusDays(days.setScale(0, RoundingMode.HALF_UP).longValue())
                  : null;
      case DAYS ->
          scope ->
              arguments.get(0).run(scope) instanceof LocalDate to
                      && arguments.get(1).run(scope) instanceof LocalDate from
                  ? BigDecimal.valueOf(ChronoUnit.DAYS.between(from, to))
                  : null;
      case YEAR ->
          scope ->
              arguments.get(0).run(scope) instanceof LocalDate date
                  ? BigDecimal.valueOf(date.getYear())
                  : null;
      case MONTH ->
          scope ->
              arguments.get(0).run(scope) instanceof LocalDate date
                  ? BigDecimal.valueOf(date.getMonthValue())
                  : null;
      case ME -> Scope::me;
    };
  }

  private static Program branch(List<Program> arguments) {
    var condition = arguments.get(0);
    var then = arguments.get(1);
    Program otherwise = arguments.size() > 2 ? arguments.get(2) : _ -> null;
    return scope -> isTrue(condition.run(scope)) ? then.run(scope) : otherwise.run(scope);
  }

  private static Program round(List<Program> arguments) {
    Program digits = arguments.size() > 1 ? arguments.get(1) : _ -> BigDecimal.ZERO;
    return scope ->
        arguments.get(0).run(scope) instanceof BigDecimal number
                && digits.run(scope) instanceof BigDecimal places
            ? number.setScale(Math.clamp(places.longValue(), -30, 30), RoundingMode.HALF_UP)
            : null;
  }

  private static Program overRows(Expression.OverRows aggregate) {
    var operand = compile(aggregate.operand());
    int slot = aggregate.rows().slot();
    return scope -> {
      var values = new ArrayList<Object>();
      if (scope.record().get(slot) instanceof List<?> rows) {
        for (var row : rows) {
          var value = operand.run(scope.on((Values) row));
          if (value != null) {
            values.add(value);
          }
        }
      }
      return aggregated(aggregate.aggregate(), values, scope);
    };
  }

  private static Object aggregated(Aggregate aggregate, List<Object> values, Scope scope) {
    return switch (aggregate) {
      case COUNT -> BigDecimal.valueOf(values.size());
      case SUM -> sum(values);
      case AVERAGE ->
          values.isEmpty() ? null : quotient(sum(values), BigDecimal.valueOf(values.size()));
      case MIN ->
          values.stream()
              .reduce((a, b) -> Objects.requireNonNull(order(a, b, scope)) <= 0 ? a : b)
              .orElse(null);
      case MAX ->
          values.stream()
              .reduce((a, b) -> Objects.requireNonNull(order(a, b, scope)) >= 0 ? a : b)
              .orElse(null);
    };
  }

  private static BigDecimal sum(List<Object> values) {
    return values.stream().map(BigDecimal.class::cast).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  static boolean isTrue(Object value) {
    return Boolean.TRUE.equals(value);
  }

  static boolean isEmpty(Object value) {
    return value == null || "".equals(value) || value instanceof List<?> list && list.isEmpty();
  }

  private static boolean isEmptyLiteral(Expression expression) {
    return expression instanceof Expression.Constant constant && constant.value() == null;
  }

  private static boolean same(Object left, Object right, Scope scope) {
    return order(left, right, scope) instanceof Integer order && order == 0;
  }

  private static boolean differ(Object left, Object right, Scope scope) {
    return order(left, right, scope) instanceof Integer order && order != 0;
  }

  /** Less than, equal to or greater than zero; null when either is empty. */
  private static Integer order(Object left, Object right, Scope scope) {
    if (isEmpty(left) || isEmpty(right)) {
      return null;
    }
    return switch (left) {
      case BigDecimal a when right instanceof BigDecimal b -> a.compareTo(b);
      case LocalDate a when right instanceof LocalDate b -> a.compareTo(b);
      case LocalDate a when right instanceof String text ->
          Dates.date(text).map(a::compareTo).orElse(null);
      case OffsetDateTime a when right instanceof OffsetDateTime b ->
          a.toInstant().compareTo(b.toInstant());
      case OffsetDateTime a when right instanceof String text ->
          Dates.moment(text, scope.zone())
              .map(b -> a.toInstant().compareTo(b.toInstant()))
              .orElse(null);
      case String a when right instanceof String b -> CodePoints.compare(a, b);
      case Boolean a when right instanceof Boolean b -> a.compareTo(b);
      case Titled a when right instanceof Titled b -> a.id().compareTo(b.id());
      case Titled a when right instanceof String b ->
          b.equals(a.title()) || b.equals(a.id().toString()) ? 0 : 1;
      case UUID a when right instanceof UUID b -> a.compareTo(b);
      case UUID a when right instanceof String b -> b.equals(a.toString()) ? 0 : 1;
      case String _ -> order(right, left, scope) instanceof Integer order ? -order : null;
      default -> left.equals(right) ? 0 : 1;
    };
  }

  private static boolean isAmong(Object value, Object list, Scope scope) {
    return list instanceof List<?> items
        && items.stream().anyMatch(item -> same(value, item, scope));
  }

  private static boolean contains(Object whole, Object part) {
    if (isEmpty(whole) || isEmpty(part)) {
      return false;
    }
    return whole instanceof List<?> list
        ? list.contains(part)
        : text(whole).toLowerCase(Locale.ROOT).contains(text(part).toLowerCase(Locale.ROOT));
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
      case List<?> list -> String.join(", ", list.stream().map(Evaluator::text).toList());
      default -> value.toString();
    };
  }
}
