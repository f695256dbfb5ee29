package dev.formwork.core.expression;

import dev.formwork.core.expression.syntax.BinaryOperator;
import dev.formwork.core.expression.syntax.ExpressionProblemCode;
import dev.formwork.core.expression.syntax.ExpressionProblemException;
import dev.formwork.core.expression.syntax.SyntaxTree;
import dev.formwork.core.expression.syntax.UnaryOperator;
import dev.formwork.core.expression.value.ValueType;

/** Sums with days: a day and a number of days is a day, the difference of days is a number. */
final class DateSums {

  private DateSums() {}

  static boolean isOne(Expression left, Expression right) {
    return isTime(left) || isTime(right);
  }

  private static boolean isTime(Expression side) {
    return side.type() == ValueType.DATE || side.type() == ValueType.DATE_TIME;
  }

  static Expression sum(
      SyntaxTree.Binary binary, Expression left, Expression right, FunctionLibrary library) {
    boolean minus = binary.operator() == BinaryOperator.SUBTRACT;
    if (isTime(left) && isTime(right)) {
      if (!minus) {
        throw wrongType(binary.right(), right);
      }
      if (left.type() == ValueType.DATE_TIME && right.type() == ValueType.DATE_TIME) {
        throw instead(binary, "HOURS(to, from)");
      }
      return WrittenTexts.call(library, "DAYS", day(left), day(right));
    }
    if (minus && isTime(right)) {
      throw wrongType(binary.right(), right);
    }
    var number = isTime(left) ? right : left;
    if (!number.type().fits(ValueType.NUMBER)) {
      throw wrongType(isTime(left) ? binary.right() : binary.left(), number);
    }
    var day = isTime(left) ? left : right;
    if (day.type() == ValueType.DATE_TIME) {
      throw instead(binary, "DATEADD(moment, count, \"day\")");
    }
    var days = TypeChecker.typed(number, ValueType.NUMBER);
    return WrittenTexts.call(
        library, "ADDDAYS", day, minus ? new Expression.Unary(UnaryOperator.MINUS, days) : days);
  }

  private static Expression day(Expression side) {
    return side.type() == ValueType.DATE_TIME ? new Expression.DayOf(side) : side;
  }

  private static ExpressionProblemException wrongType(SyntaxTree place, Expression found) {
    return new ExpressionProblemException(
        place.position(), ExpressionProblemCode.WRONG_TYPE, ValueType.NUMBER, found.type());
  }

  private static ExpressionProblemException instead(SyntaxTree.Binary binary, String written) {
    return new ExpressionProblemException(
        binary.position(),
        ExpressionProblemCode.WRITE_INSTEAD,
        binary.operator().symbol(),
        written);
  }
}
