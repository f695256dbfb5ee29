package dev.formwork.core.expression;

import dev.formwork.core.expression.syntax.BinaryOperator;
import dev.formwork.core.expression.syntax.ExpressionProblemCode;
import dev.formwork.core.expression.syntax.ExpressionProblemException;
import dev.formwork.core.expression.syntax.SyntaxTree;
import dev.formwork.core.expression.value.IsoDates;
import dev.formwork.core.expression.value.TextOperations;
import dev.formwork.core.expression.value.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which types can be compared with each other, and as which type. */
final class ComparisonChecker {

  private static final Expression NEVER = new Expression.Constant(ValueType.BOOLEAN, false);

  private final ChoiceOptions choices;
  private final WrittenTexts texts;

  ComparisonChecker(ChoiceOptions choices, WrittenTexts texts) {
    this.choices = choices;
    this.texts = texts;
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

    private Side as(Expression other) {
      return new Side(other, position);
    }
  }

  private Expression compare(
      SyntaxTree.Binary binary, BinaryOperator operator, Side first, Side second) {
    boolean equality = operator == BinaryOperator.EQUAL || operator == BinaryOperator.NOT_EQUAL;
    var one = first.as(texts.beside(second.type(), first.expression(), first.position()));
    var other = second.as(texts.beside(first.type(), second.expression(), second.position()));
    var left = meant(one, other, equality);
    var right = meant(other, one, equality);
    boolean comparable =
        left.type().fits(right.type())
            || namesRecord(left, right)
            || namesRecord(right, left)
            || isDayInText(left, right)
            || isDayInText(right, left);
    if (!comparable || !equality && !(left.type().isOrdered() && right.type().isOrdered())) {
      throw cannotCompare(binary.position(), operator, left, right);
    }
    if (equality) {
      choices.requireCommon(left, right, binary.position());
    }
    return isNeverTrue(left, right, equality)
        ? NEVER
        : new Expression.Binary(operator, ValueType.BOOLEAN, left, right);
  }

  private static ExpressionProblemException cannotCompare(
      int position, BinaryOperator operator, Expression left, Expression right) {
    if (left.type() == right.type()) {
      return new ExpressionProblemException(
          position, ExpressionProblemCode.WRITE_INSTEAD, operator.symbol(), "=, <>");
    }
    return instead(left, right)
        .or(() -> instead(right, left))
        .map(
            hint ->
                new ExpressionProblemException(
                    position,
                    ExpressionProblemCode.CANNOT_COMPARE_WRITE,
                    left.type(),
                    right.type(),
                    hint))
        .orElseGet(
            () ->
                new ExpressionProblemException(
                    position, ExpressionProblemCode.CANNOT_COMPARE, left.type(), right.type()));
  }

  /** What to write for one side so that it can be compared with the other. */
  private static Optional<String> instead(Expression side, Expression other) {
    return Optional.ofNullable(
        switch (other.type()) {
          case NUMBER -> side.type() == ValueType.TEXT ? number(side) : null;
          case BOOLEAN -> "TRUE, FALSE";
          case DATE, DATE_TIME ->
              side.type() == ValueType.TEXT ? "DATEVALUE(text)" : "DATE(2026, 1, 31)";
          case TIME -> side.type() == ValueType.TEXT ? "TIMEVALUE(text)" : "TIME(9, 30, 0)";
          case RECORD -> side.type() == ValueType.TEXT ? "TITLEOF(record)" : null;
          case TEXTS, NUMBERS, DATES, MOMENTS ->
              side.type() == other.type().element() ? "list CONTAINS value" : null;
          case NOTHING, TEXT, MEMBER, DEPARTMENT, ROWS -> null;
        });
  }

  private static String number(Expression side) {
    return WrittenTexts.text(side)
        .filter(text -> text.matches("-?[0-9]{1,20}([.][0-9]{1,20})?"))
        .orElse("VALUE(text)");
  }

  /** Nothing that has no type is ever less or more than something, nor the same. */
  private static boolean isNeverTrue(Expression left, Expression right, boolean equality) {
    boolean nothing = left.type() == ValueType.NOTHING || right.type() == ValueType.NOTHING;
    return nothing
        && (!equality || !Evaluator.isEmptyLiteral(left) && !Evaluator.isEmptyLiteral(right));
  }

  /** A side as it is meant beside the other: the day of a moment, the key of an option. */
  private Expression meant(Side side, Side other, boolean equality) {
    if (side.type() == ValueType.DATE_TIME && isDay(other.expression())) {
      return new Expression.DayOf(side.expression());
    }
    return equality
        ? choices.inKeys(choices.resolved(other.expression(), side.expression(), side.position()))
        : side.expression();
  }

  private static boolean isDay(Expression expression) {
    return expression.type() == ValueType.DATE
        || WrittenTexts.text(expression).flatMap(IsoDates::date).isPresent();
  }

  /** A record may be compared with a written text: its title, or its id. */
  private static boolean namesRecord(Expression one, Expression other) {
    return switch (one.type()) {
      case RECORD, MEMBER, DEPARTMENT ->
          other instanceof Expression.Constant constant && constant.type() == ValueType.TEXT
              || other instanceof Expression.Call call && call.function().name().equals("RECORDID");
      default -> false;
    };
  }

  /** Whether the other side is a day, written out, and was found to be one. */
  private static boolean isDayInText(Expression one, Expression other) {
    return (one.type() == ValueType.DATE || one.type() == ValueType.DATE_TIME)
        && WrittenTexts.text(other).flatMap(IsoDates::date).isPresent();
  }

  /** Whether a value is in a list. */
  Expression membership(SyntaxTree.Binary binary, Expression left, Expression right) {
    if (!right.type().isList()) {
      throw new ExpressionProblemException(
          binary.right().position(), ExpressionProblemCode.LIST_EXPECTED);
    }
    var element = right.type().element();
    var written = texts.beside(element, left, binary.left().position());
    var value =
        written.type() == ValueType.DATE_TIME && element == ValueType.DATE
            ? new Expression.DayOf(written)
            : choices.inKeys(choices.resolved(right, written, binary.left().position()));
    if (!element.fits(value.type())) {
      throw new ExpressionProblemException(
          binary.right().position(), ExpressionProblemCode.LIST_OF_OTHER_TYPE, left.type());
    }
    choices.requireCommon(value, right, binary.position());
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
    if (left.type().isList()) {
      throw new ExpressionProblemException(
          binary.position(),
          ExpressionProblemCode.WRITE_INSTEAD,
          "IN",
          "CONTAINSANY(list, (\"a\", \"b\"))");
    }
    var value = new Side(left, binary.left().position());
    var compared = new ArrayList<Expression>();
    for (int i = 0; i < items.size(); i++) {
      compared.add(item(binary, value, new Side(items.get(i), written.items().get(i).position())));
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
              || e.problem().type() == ExpressionProblemCode.CANNOT_COMPARE_WRITE
          ? new ExpressionProblemException(
              item.position(), ExpressionProblemCode.LIST_OF_OTHER_TYPE, value.type())
          : e;
    }
  }

  /** A list of values of the same type, which are compared as they are. */
  private static Optional<Expression> plain(List<Expression> compared, Expression left) {
    var items = new ArrayList<Expression>();
    for (var one : compared) {
      if (!(one instanceof Expression.Binary binary
          && binary.left().equals(left)
          && binary.right().type() == left.type())) {
        return Optional.empty();
      }
      items.add(binary.right());
    }
    return left.type().list() == null || items.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Expression.Binary(
                BinaryOperator.IN,
                ValueType.BOOLEAN,
                left,
                new Expression.Items(left.type().list(), List.copyOf(items))));
  }

  Expression containment(SyntaxTree.Binary binary, Expression left, Expression right) {
    int place = binary.right().position();
    if (left.type().isList() && right.type() == left.type()) {
      throw new ExpressionProblemException(
          binary.position(),
          ExpressionProblemCode.WRITE_INSTEAD,
          "CONTAINS",
          "CONTAINSALL(list, (\"a\", \"b\"))");
    }
    var wanted = left.type().isList() ? left.type().element() : ValueType.TEXT;
    var part =
        left.type().isList()
            ? choices.inKeys(choices.resolved(left, texts.beside(wanted, right, place), place))
            : right;
    if (!part.type().fits(wanted)) {
      throw new ExpressionProblemException(
          place, ExpressionProblemCode.WRONG_TYPE, wanted, right.type());
    }
    if (!left.type().isList() && !left.type().fits(ValueType.TEXT)) {
      throw new ExpressionProblemException(
          binary.left().position(), ExpressionProblemCode.WRONG_TYPE, ValueType.TEXT, left.type());
    }
    if (left.type().isList()) {
      choices.requireCommon(left, part, binary.position());
    }
    return amongOptions(left, BinaryOperator.CONTAINS, part, place)
        .orElseGet(
            () ->
                new Expression.Binary(
                    BinaryOperator.CONTAINS,
                    ValueType.BOOLEAN,
                    TypeChecker.typed(left, ValueType.TEXT),
                    TypeChecker.typed(part, wanted)));
  }

  Expression likeness(Expression left, Expression right, int position) {
    return amongOptions(left, BinaryOperator.LIKE, right, position)
        .orElseGet(
            () -> new Expression.Binary(BinaryOperator.LIKE, ValueType.BOOLEAN, left, right));
  }

  /** A part or pattern of options is one of those whose key or title has it. */
  private Optional<Expression> amongOptions(
      Expression field, BinaryOperator operator, Expression written, int position) {
    if (field.type() != ValueType.TEXT) {
      return Optional.empty();
    }
    return choices
        .such(
            field,
            name ->
                WrittenTexts.text(written)
                    .filter(
                        text ->
                            operator == BinaryOperator.LIKE
                                ? TextOperations.like(name, text)
                                : TextOperations.contains(name, text))
                    .isPresent(),
            written,
            position)
        .map(keys -> new Expression.Binary(BinaryOperator.IN, ValueType.BOOLEAN, field, keys));
  }
}
