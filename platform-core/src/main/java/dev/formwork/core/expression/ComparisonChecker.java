package dev.formwork.core.expression;

import dev.formwork.core.expression.syntax.BinaryOperator;
import dev.formwork.core.expression.syntax.ExpressionProblemCode;
import dev.formwork.core.expression.syntax.ExpressionProblemException;
import dev.formwork.core.expression.syntax.SyntaxTree;
import dev.formwork.core.expression.value.IsoDates;
import dev.formwork.core.expression.value.ValueType;

/** Which types can be compared with each other, and as which type. */
final class ComparisonChecker {

  private ComparisonChecker() {}

  static Expression compare(SyntaxTree.Binary binary, Expression left, Expression right) {
    if (left.type() == ValueType.DATE_TIME && right.type() == ValueType.DATE) {
      return compare(binary, new Expression.DayOf(left), right);
    }
    if (left.type() == ValueType.DATE && right.type() == ValueType.DATE_TIME) {
      return compare(binary, left, new Expression.DayOf(right));
    }
    boolean comparable =
        left.type().fits(right.type())
            || namesRecord(left, right)
            || namesRecord(right, left)
            || datesWithText(left, right)
            || datesWithText(right, left);
    boolean equality =
        binary.operator() == BinaryOperator.EQUAL || binary.operator() == BinaryOperator.NOT_EQUAL;
    if (!comparable || !equality && !(left.type().isOrdered() && right.type().isOrdered())) {
      throw new ExpressionProblemException(
          binary.position(), ExpressionProblemCode.CANNOT_COMPARE, left.type(), right.type());
    }
    return new Expression.Binary(binary.operator(), ValueType.BOOLEAN, left, right);
  }

  /** A record may be compared with a written text: its title, or its id. */
  private static boolean namesRecord(Expression one, Expression other) {
    return (one.type() == ValueType.RECORD || one.type() == ValueType.MEMBER)
        && (other instanceof Expression.Constant constant && constant.type() == ValueType.TEXT
            || other instanceof Expression.Call call && call.function().name().equals("RECORDID"));
  }

  private static boolean datesWithText(Expression one, Expression other) {
    return other instanceof Expression.Constant constant
        && constant.value() instanceof String text
        && switch (one.type()) {
          case DATE, DATE_TIME -> IsoDates.isDateOrMoment(text);
          case TIME -> IsoDates.time(text).isPresent();
          default -> false;
        };
  }

  static Expression membership(SyntaxTree.Binary binary, Expression left, Expression right) {
    if (!right.type().isList()) {
      throw new ExpressionProblemException(
          binary.right().position(), ExpressionProblemCode.LIST_EXPECTED);
    }
    boolean fits =
        right instanceof Expression.Items items
            ? items.items().stream()
                .allMatch(item -> item.type().fits(left.type()) || namesRecord(left, item))
            : right.type().element().fits(left.type());
    if (!fits) {
      throw new ExpressionProblemException(
          binary.right().position(), ExpressionProblemCode.LIST_OF_OTHER_TYPE, left.type());
    }
    return new Expression.Binary(BinaryOperator.IN, ValueType.BOOLEAN, left, right);
  }

  static Expression containment(SyntaxTree.Binary binary, Expression left, Expression right) {
    var wanted = left.type().isList() ? left.type().element() : ValueType.TEXT;
    if (!right.type().fits(wanted)) {
      throw new ExpressionProblemException(
          binary.right().position(), ExpressionProblemCode.WRONG_TYPE, wanted, right.type());
    }
    if (!left.type().isList() && !left.type().fits(ValueType.TEXT)) {
      throw new ExpressionProblemException(
          binary.left().position(), ExpressionProblemCode.WRONG_TYPE, ValueType.TEXT, left.type());
    }
    return new Expression.Binary(
        BinaryOperator.CONTAINS,
        ValueType.BOOLEAN,
        TypeChecker.typed(left, ValueType.TEXT),
        TypeChecker.typed(right, wanted));
  }
}
