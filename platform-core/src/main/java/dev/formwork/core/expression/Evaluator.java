package dev.formwork.core.expression;

import dev.formwork.core.expression.syntax.BinaryOperator;
import dev.formwork.core.expression.value.DecimalMath;
import dev.formwork.core.expression.value.IsoDates;
import dev.formwork.core.expression.value.LinkedRecord;
import dev.formwork.core.expression.value.SlotValues;
import dev.formwork.core.expression.value.TextOperations;
import dev.formwork.core.expression.value.ValueOrder;
import dev.formwork.core.expression.value.ValueType;
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
      case Expression.Constant constant -> new ConstantProgram(constant.value());
      case Expression.Items items -> items(items);
      case Expression.FieldValue field -> {
        int slot = field.field().slot();
        yield evaluationContext -> evaluationContext.record().get(slot);
      }
      case Expression.RowValue row -> {
        int slot = row.column().slot();
        yield evaluationContext ->
            evaluationContext.row() == null ? null : evaluationContext.row().get(slot);
      }
      case Expression.LookupValue lookupValue -> {
        var source = compile(lookupValue.source());
        var key = lookupValue.target().key();
        yield evaluationContext ->
            source.run(evaluationContext) instanceof LinkedRecord record ? record.seen(key) : null;
      }
      case Expression.ForeignValue _ ->
          throw new IllegalStateException("Only PostgreSQL reads records of other forms");
      case Expression.Subquery subquery ->
          evaluationContext ->
              evaluationContext.related() == null ? null : evaluationContext.related().of(subquery);
      case Expression.DayOf day -> {
        var moment = compile(day.operand());
        yield evaluationContext ->
            moment.run(evaluationContext) instanceof OffsetDateTime time
                ? IsoDates.storable(time.atZoneSameInstant(evaluationContext.zone()).toLocalDate())
                : null;
      }
      case Expression.Unary unary -> unary(unary);
      case Expression.Binary binary -> binary(binary);
      case Expression.Call call -> call(call);
      case Expression.AggregateCall aggregateCall -> many(aggregateCall);
    };
  }

  private static Program items(Expression.Items items) {
    var values = items.items().stream().map(Evaluator::compile).toArray(Program[]::new);
    return evaluationContext -> {
      var list =
          Arrays.stream(values)
              .map(value -> value.run(evaluationContext))
              .filter(Objects::nonNull)
              .toList();
      return list.isEmpty() ? null : list;
    };
  }

  private static Program unary(Expression.Unary unary) {
    var operand = compile(unary.operand());
    return switch (unary.operator()) {
      case NOT -> evaluationContext -> !isTrue(operand.run(evaluationContext));
      case MINUS ->
          evaluationContext ->
              operand.run(evaluationContext) instanceof BigDecimal number ? number.negate() : null;
    };
  }

  private static Program binary(Expression.Binary binary) {
    var left = compile(binary.left());
    var right = compile(binary.right());
    return switch (binary.operator()) {
      case OR ->
          evaluationContext ->
              isTrue(left.run(evaluationContext)) || isTrue(right.run(evaluationContext));
      case AND ->
          evaluationContext ->
              isTrue(left.run(evaluationContext)) && isTrue(right.run(evaluationContext));
      case EQUAL, NOT_EQUAL -> equality(binary, left, right);
      case LESS -> ordered(binary, left, right, order -> order < 0);
      case LESS_OR_EQUAL -> ordered(binary, left, right, order -> order <= 0);
      case GREATER -> ordered(binary, left, right, order -> order > 0);
      case GREATER_OR_EQUAL -> ordered(binary, left, right, order -> order >= 0);
      case IN ->
          evaluationContext ->
              ValueOrder.isAmong(
                  left.run(evaluationContext),
                  right.run(evaluationContext),
                  evaluationContext.zone());
      case CONTAINS ->
          evaluationContext ->
              TextOperations.contains(left.run(evaluationContext), right.run(evaluationContext));
      case LIKE ->
          evaluationContext ->
              TextOperations.like(left.run(evaluationContext), right.run(evaluationContext));
      case JOIN -> joined(binary, left, right);
      // The frequent ones are written out: one call less for each.
      case ADD ->
          evaluationContext ->
              left.run(evaluationContext) instanceof BigDecimal a
                      && right.run(evaluationContext) instanceof BigDecimal b
                  ? a.add(b)
                  : null;
      case SUBTRACT ->
          evaluationContext ->
              left.run(evaluationContext) instanceof BigDecimal a
                      && right.run(evaluationContext) instanceof BigDecimal b
                  ? a.subtract(b)
                  : null;
      case MULTIPLY ->
          evaluationContext ->
              left.run(evaluationContext) instanceof BigDecimal a
                      && right.run(evaluationContext) instanceof BigDecimal b
                  ? a.multiply(b)
                  : null;
      case DIVIDE -> arithmetic(left, right, DecimalMath::quotient);
      case REMAINDER -> arithmetic(left, right, DecimalMath::remainder);
      case POWER -> arithmetic(left, right, DecimalMath::power);
    };
  }

  private static Program arithmetic(
      Program left, Program right, java.util.function.BinaryOperator<BigDecimal> operation) {
    return evaluationContext ->
        left.run(evaluationContext) instanceof BigDecimal a
                && right.run(evaluationContext) instanceof BigDecimal b
            ? operation.apply(a, b)
            : null;
  }

  private static Program joined(Expression.Binary binary, Program left, Program right) {
    var first = decided(binary.left(), left);
    var second = decided(binary.right(), right);
    return evaluationContext ->
        TextOperations.orNull(
            text(first.run(evaluationContext)) + text(second.run(evaluationContext)));
  }

  /** What decides and was not set counts as false. */
  private static Program decided(Expression expression, Program program) {
    return expression.type() == ValueType.BOOLEAN
        ? evaluationContext -> isTrue(program.run(evaluationContext))
        : program;
  }

  private static Program equality(Expression.Binary binary, Program left, Program right) {
    boolean equal = binary.operator() == BinaryOperator.EQUAL;
    if (isEmptyLiteral(binary.right())) {
      return evaluationContext -> (left.run(evaluationContext) == null) == equal;
    }
    if (isEmptyLiteral(binary.left())) {
      return evaluationContext -> (right.run(evaluationContext) == null) == equal;
    }
    if (binary.left().type() == ValueType.BOOLEAN) {
      return evaluationContext ->
          (isTrue(left.run(evaluationContext)) == isTrue(right.run(evaluationContext))) == equal;
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
      return evaluationContext ->
          left.run(evaluationContext) instanceof BigDecimal a
              && right.run(evaluationContext) instanceof BigDecimal b
              && holds.test(a.compareTo(b));
    }
    return evaluationContext ->
        ValueOrder.compare(
                    left.run(evaluationContext),
                    right.run(evaluationContext),
                    evaluationContext.zone())
                instanceof Integer order
            && holds.test(order);
  }

  /** A number compared with a written one, as conditions mostly are. */
  private static Program againstNumber(BinaryOperator operator, Program left, BigDecimal b) {
    return switch (operator) {
      case GREATER ->
          evaluationContext ->
              left.run(evaluationContext) instanceof BigDecimal a && a.compareTo(b) > 0;
      case GREATER_OR_EQUAL ->
          evaluationContext ->
              left.run(evaluationContext) instanceof BigDecimal a && a.compareTo(b) >= 0;
      case LESS ->
          evaluationContext ->
              left.run(evaluationContext) instanceof BigDecimal a && a.compareTo(b) < 0;
      case LESS_OR_EQUAL ->
          evaluationContext ->
              left.run(evaluationContext) instanceof BigDecimal a && a.compareTo(b) <= 0;
      case EQUAL ->
          evaluationContext ->
              left.run(evaluationContext) instanceof BigDecimal a && a.compareTo(b) == 0;
      default ->
          evaluationContext ->
              left.run(evaluationContext) instanceof BigDecimal a && a.compareTo(b) != 0;
    };
  }

  private static Program call(Expression.Call call) {
    var body =
        call.overload().body().bind(call.arguments().stream().map(Evaluator::compile).toList());
    return switch (call.overload().result()) {
      case BOOLEAN -> evaluationContext -> isTrue(body.run(evaluationContext));
      case TEXT ->
          evaluationContext ->
              body.run(evaluationContext) instanceof String text
                  ? TextOperations.orNull(text)
                  : null;
      case DATE ->
          evaluationContext ->
              body.run(evaluationContext) instanceof LocalDate date
                  ? IsoDates.storable(date)
                  : null;
      case DATE_TIME ->
          evaluationContext ->
              body.run(evaluationContext) instanceof OffsetDateTime time
                      && IsoDates.isStorable(time)
                  ? time
                  : null;
      case null -> body;
      default -> body;
    };
  }

  private static Program many(Expression.AggregateCall aggregateCall) {
    var reducer = aggregateCall.function().reducer();
    var plain = aggregateCall.plain().stream().map(Evaluator::compile).toArray(Program[]::new);
    var values = values(aggregateCall.source());
    return evaluationContext -> {
      var arguments = new Object[plain.length];
      for (int i = 0; i < plain.length; i++) {
        arguments[i] = plain[i].run(evaluationContext);
      }
      return reducer.reduce(values.of(evaluationContext), arguments);
    };
  }

  /** The many values of a source, each with its operands. */
  @FunctionalInterface
  private interface ManyValues {
    List<Object[]> of(EvaluationContext evaluationContext);
  }

  private static ManyValues values(Expression.Source source) {
    return switch (source) {
      case Expression.Source.Rows rows -> rows(rows);
      case Expression.Source.Listed listed -> {
        var list = compile(listed.list());
        yield evaluationContext ->
            list.run(evaluationContext) instanceof List<?> items
                ? items.stream().map(item -> new Object[] {item}).toList()
                : List.of();
      }
      case Expression.Source.Given given -> {
        var programs = given.values().stream().map(Evaluator::compile).toArray(Program[]::new);
        yield evaluationContext ->
            Arrays.stream(programs)
                .map(value -> new Object[] {value.run(evaluationContext)})
                .toList();
      }
    };
  }

  private static ManyValues rows(Expression.Source.Rows source) {
    int slot = source.rows().slot();
    var operands = source.operands().stream().map(Evaluator::compile).toArray(Program[]::new);
    return evaluationContext -> {
      if (!(evaluationContext.record().get(slot) instanceof List<?> rows)) {
        return List.of();
      }
      var values = new ArrayList<Object[]>(rows.size());
      for (var row : rows) {
        var here = evaluationContext.on((SlotValues) row);
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
      case LinkedRecord record -> record.title() == null ? "" : record.title();
      case OffsetDateTime moment -> IsoDates.text(moment);
      case List<?> list -> String.join(", ", list.stream().map(Evaluator::text).toList());
      default -> value.toString();
    };
  }
}
