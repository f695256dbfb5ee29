package dev.formwork.core.expression;

import dev.formwork.core.expression.syntax.BinaryOperator;
import dev.formwork.core.expression.syntax.ExpressionProblemCode;
import dev.formwork.core.expression.syntax.ExpressionProblemException;
import dev.formwork.core.expression.syntax.SyntaxTree;
import dev.formwork.core.expression.value.IsoDates;
import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.expression.value.ValueType;
import java.util.ArrayList;
import java.util.List;

/** Which types can be compared with each other, and as which type. */
final class ComparisonChecker {

  private static final Expression NEVER = new Expression.Constant(ValueType.BOOLEAN, false);

  private final ChoiceOptions choices;
  private final FunctionLibrary library;

  ComparisonChecker(ChoiceOptions choices, FunctionLibrary library) {
    this.choices = choices;
    this.library = library;
  }

  Expression compare(SyntaxTree.Binary binary, Expression left, Expression right) {
    return compare(
        binary,
        binary.operator(),
        new Side(left, binary.left().position()),
        new Side(right, binary.right().position()));
  }

  /** One side of a comparison, and where it is written. */
  private record Side(Expression expression, int position) {
    ValueType type() {
      return expression.type();
    }
  }

  private Expression compare(
      SyntaxTree.Binary binary, BinaryOperator operator, Side first, Side second) {
    boolean equality = operator == BinaryOperator.EQUAL || operator == BinaryOperator.NOT_EQUAL;
    var left = meant(first, second, equality);
    var right = meant(second, first, equality);
    boolean comparable =
        left.type().fits(right.type())
            || namesRecord(left, right)
            || namesRecord(right, left)
            || datesWithText(left, right)
            || datesWithText(right, left);
    if (!comparable || !equality && !(left.type().isOrdered() && right.type().isOrdered())) {
      throw new ExpressionProblemException(
          binary.position(), ExpressionProblemCode.CANNOT_COMPARE, left.type(), right.type());
    }
    return isNeverTrue(left, right, equality)
        ? NEVER
        : new Expression.Binary(operator, ValueType.BOOLEAN, left, right);
  }

  /** Nothing that has no type is ever less or more than something, nor the same. */
  private static boolean isNeverTrue(Expression left, Expression right, boolean equality) {
    boolean nothing = left.type() == ValueType.NOTHING || right.type() == ValueType.NOTHING;
    return nothing
        && (!equality || !Evaluator.isEmptyLiteral(left) && !Evaluator.isEmptyLiteral(right));
  }

  /**
   * A side as it is meant beside the other: the day of a moment beside a day, the key of an option
   * beside its field, a member beside a name.
   */
  private Expression meant(Side side, Side other, boolean equality) {
    if (side.type() == ValueType.DATE_TIME && isDay(other.expression())) {
      return new Expression.DayOf(side.expression());
    }
    if (!equality) {
      return side.expression();
    }
    return other.type() == ValueType.MEMBER
        ? named(side.expression())
        : choices.resolved(other.expression(), side.expression(), side.position());
  }

  private static boolean isDay(Expression expression) {
    return expression.type() == ValueType.DATE
        || expression instanceof Expression.Constant constant
            && constant.value() instanceof String text
            && IsoDates.date(text).isPresent();
  }

  /** A member by name, e-mail or login, unless it is written by its id. */
  private Expression named(Expression side) {
    return side instanceof Expression.Constant(ValueType type, String text)
            && type == ValueType.TEXT
            && !RecordRef.isId(text)
        ? DateSums.call(library, "MEMBER", side)
        : side;
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

  /** Whether a value is in a list. */
  Expression membership(SyntaxTree.Binary binary, Expression left, Expression right) {
    if (!right.type().isList()) {
      throw new ExpressionProblemException(
          binary.right().position(), ExpressionProblemCode.LIST_EXPECTED);
    }
    var element = right.type().element();
    var value =
        left.type() == ValueType.DATE_TIME && element == ValueType.DATE
            ? new Expression.DayOf(left)
            : left;
    if (!element.fits(value.type())) {
      throw new ExpressionProblemException(
          binary.right().position(), ExpressionProblemCode.LIST_OF_OTHER_TYPE, left.type());
    }
    return value.type() == ValueType.NOTHING
        ? NEVER
        : new Expression.Binary(BinaryOperator.IN, ValueType.BOOLEAN, value, right);
  }

  /** Whether a value is one of those that are written out. */
  Expression among(
      SyntaxTree.Binary binary, Expression left, SyntaxTree.Items written, List<Expression> items) {
    if (items.size() == 1 && items.getFirst().type().isList() && !left.type().isList()) {
      return membership(binary, left, items.getFirst());
    }
    if (left.type() == ValueType.NOTHING) {
      return NEVER;
    }
    var value = new Side(left, binary.left().position());
    var compared = new ArrayList<Expression>();
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).type() != ValueType.NOTHING) {
        compared.add(
            item(binary, value, new Side(items.get(i), written.items().get(i).position())));
      }
    }
    return plain(compared, left)
        .orElseGet(
            () ->
                compared.stream()
                    .reduce(
                        (one, other) ->
                            new Expression.Binary(BinaryOperator.OR, ValueType.BOOLEAN, one, other))
                    .orElse(NEVER));
  }

  private Expression item(SyntaxTree.Binary binary, Side value, Side item) {
    try {
      return compare(binary, BinaryOperator.EQUAL, value, item);
    } catch (ExpressionProblemException e) {
      throw e.problem().type() == ExpressionProblemCode.CANNOT_COMPARE
          ? new ExpressionProblemException(
              item.position(), ExpressionProblemCode.LIST_OF_OTHER_TYPE, value.type())
          : e;
    }
  }

  /** A list of values of the same type, which are compared as they are. */
  private static java.util.Optional<Expression> plain(List<Expression> compared, Expression left) {
    var items = new ArrayList<Expression>();
    for (var one : compared) {
      if (!(one instanceof Expression.Binary binary
          && binary.left().equals(left)
          && binary.right().type() == left.type())) {
        return java.util.Optional.empty();
      }
      items.add(binary.right());
    }
    return left.type().list() == null || items.isEmpty()
        ? java.util.Optional.empty()
        : java.util.Optional.of(
            new Expression.Binary(
                BinaryOperator.IN,
                ValueType.BOOLEAN,
                left,
                new Expression.Items(left.type().list(), List.copyOf(items))));
  }

  Expression containment(SyntaxTree.Binary binary, Expression left, Expression right) {
    var wanted = left.type().isList() ? left.type().element() : ValueType.TEXT;
    if (!right.type().fits(wanted)) {
      throw new ExpressionProblemException(
          binary.right().position(), ExpressionProblemCode.WRONG_TYPE, wanted, right.type());
    }
    if (!left.type().isList() && !left.type().fits(ValueType.TEXT)) {
      throw new ExpressionProblemException(
          binary.left().position(), ExpressionProblemCode.WRONG_TYPE, ValueType.TEXT, left.type());
    }
    var part =
        left.type().isList() ? choices.resolved(left, right, binary.right().position()) : right;
    return new Expression.Binary(
        BinaryOperator.CONTAINS,
        ValueType.BOOLEAN,
        TypeChecker.typed(left, ValueType.TEXT),
        TypeChecker.typed(part, wanted));
  }
}
