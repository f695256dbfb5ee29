package dev.formwork.core.compile;

import dev.formwork.core.expression.Expression;
import dev.formwork.core.expression.Function;

/**
 * Whether an expression's value changes by itself, with the clock or the reader; such a value
 * cannot be stored.
 */
final class TimeDependence {

  private TimeDependence() {}

  static boolean exists(Expression expression) {
    return switch (expression) {
      case Expression.Constant _,
          Expression.Items _,
          Expression.FieldValue _,
          Expression.RowValue _ ->
          false;
      case Expression.Unary unary -> exists(unary.operand());
      case Expression.Binary binary -> exists(binary.left()) || exists(binary.right());
      case Expression.OverRows aggregate -> exists(aggregate.operand());
      case Expression.Call call ->
          call.function() == Function.TODAY
              || call.function() == Function.NOW
              || call.function() == Function.ME
              || call.arguments().stream().anyMatch(TimeDependence::exists);
    };
  }
}
