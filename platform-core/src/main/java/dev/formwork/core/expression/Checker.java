package dev.formwork.core.expression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Gives every part of an expression its type, or says where and why it has none. */
final class Checker {

  private final Names names;

  /** The subform whose rows the enclosing aggregate runs over; null outside of one. */
  private Reference.Rows rows;

  private boolean insideAggregate;

  Checker(Names names) {
    this.names = names;
  }

  Expression check(Syntax syntax) {
    return switch (syntax) {
      case Syntax.Text text -> new Expression.Constant(ValueType.TEXT, text.value());
      case Syntax.Number number -> new Expression.Constant(ValueType.NUMBER, number.value());
      case Syntax.Truth truth -> new Expression.Constant(ValueType.BOOLEAN, truth.value());
      case Syntax.Empty _ -> new Expression.Constant(ValueType.NOTHING, null);
      case Syntax.Items items ->
          new Expression.Items(items.items().stream().map(this::check).toList());
      case Syntax.Name name -> name(name);
      case Syntax.Unary unary -> unary(unary);
      case Syntax.Binary binary -> binary(binary);
      case Syntax.Call call -> call(call);
    };
  }

  private Expression name(Syntax.Name name) {
    var first =
        names.field(name.parts().getFirst()).orElseThrow(() -> unknown(name, names.known()));
    return switch (first) {
      case Reference.OfRow column when name.parts().size() == 1 -> new Expression.RowValue(column);
      case Reference.OfRecord field when name.parts().size() == 1 ->
          new Expression.FieldValue(field);
      case Reference.Rows subform when name.parts().size() == 2 -> column(name, subform);
      case Reference.Rows _ when name.parts().size() == 1 ->
          throw new InvalidExpressionException(
              name.position(), "rows-need-column", name.parts().getFirst());
      default ->
          throw new InvalidExpressionException(
              name.position(), "path-too-long", String.join(".", name.parts()));
    };
  }

  private Expression column(Syntax.Name name, Reference.Rows subform) {
    if (!insideAggregate) {
      throw new InvalidExpressionException(
          name.position(), "rows-need-aggregate", String.join(".", name.parts()));
    }
    if (rows != null && !rows.equals(subform)) {
      throw new InvalidExpressionException(
          name.position(), "two-subforms", rows.key(), subform.key());
    }
    rows = subform;
    return new Expression.RowValue(
        names.column(subform, name.parts().get(1)).orElseThrow(() -> unknown(name, List.of())));
  }

  private static InvalidExpressionException unknown(Syntax.Name name, List<String> known) {
    var written = String.join(".", name.parts());
    return Suggestion.nearest(name.parts().getFirst(), known)
        .map(
            near ->
                new InvalidExpressionException(
                    name.position(), "unknown-field-near", written, near))
        .orElseGet(() -> new InvalidExpressionException(name.position(), "unknown-field", written));
  }

  private Expression unary(Syntax.Unary unary) {
    var wanted = unary.operator() == UnaryOperator.NOT ? ValueType.BOOLEAN : ValueType.NUMBER;
    return new Expression.Unary(unary.operator(), checked(unary.operand(), wanted));
  }

  private Expression binary(Syntax.Binary binary) {
    var left = check(binary.left());
    var right = check(binary.right());
    var type =
        switch (binary.operator()) {
          case OR, AND -> {
            require(binary.left(), left, ValueType.BOOLEAN);
            require(binary.right(), right, ValueType.BOOLEAN);
            yield ValueType.BOOLEAN;
          }
          case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
              comparison(binary, left, right);
          case IN -> membership(binary, left, right);
          case CONTAINS -> containment(binary, left, right);
          case JOIN -> ValueType.TEXT;
          case ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER -> {
            require(binary.left(), left, ValueType.NUMBER);
            require(binary.right(), right, ValueType.NUMBER);
            yield ValueType.NUMBER;
          }
        };
    return new Expression.Binary(binary.operator(), type, left, right);
  }

  private static ValueType comparison(Syntax.Binary binary, Expression left, Expression right) {
    boolean comparable =
        left.type().fits(right.type())
            || namesRecord(left, right)
            || namesRecord(right, left)
            || datesWithText(left, right)
            || datesWithText(right, left);
    boolean ordered =
        switch (binary.operator()) {
          case EQUAL, NOT_EQUAL -> true;
          default ->
              left.type() != ValueType.RECORD
                  && left.type() != ValueType.MEMBER
                  && left.type() != ValueType.TEXTS
                  && left.type() != ValueType.BOOLEAN;
        };
    if (!comparable || !ordered) {
      throw new InvalidExpressionException(
          binary.position(), "cannot-compare", left.type(), right.type());
    }
    return ValueType.BOOLEAN;
  }

  /** A record may be compared with a written text: its title, or its id. */
  private static boolean namesRecord(Expression one, Expression other) {
    return (one.type() == ValueType.RECORD || one.type() == ValueType.MEMBER)
        && other instanceof Expression.Constant constant
        && constant.type() == ValueType.TEXT;
  }

  private static boolean datesWithText(Expression one, Expression other) {
    return (one.type() == ValueType.DATE || one.type() == ValueType.DATE_TIME)
        && other instanceof Expression.Constant constant
        && constant.value() instanceof String text
        && Dates.isDateOrMoment(text);
  }

  private static ValueType membership(Syntax.Binary binary, Expression left, Expression right) {
    if (!(right instanceof Expression.Items) && right.type() != ValueType.TEXTS) {
      throw new InvalidExpressionException(binary.right().position(), "list-expected");
    }
    if (right instanceof Expression.Items items) {
      for (var item : items.items()) {
        if (!(item instanceof Expression.Constant)
            || !item.type().fits(left.type()) && !namesRecord(left, item)) {
          throw new InvalidExpressionException(
              binary.right().position(), "list-of-other-type", left.type());
        }
      }
    }
    return ValueType.BOOLEAN;
  }

  private static ValueType containment(Syntax.Binary binary, Expression left, Expression right) {
    require(binary.right(), right, ValueType.TEXT);
    if (left.type() != ValueType.TEXTS) {
      require(binary.left(), left, ValueType.TEXT);
    }
    return ValueType.BOOLEAN;
  }

  private Expression call(Syntax.Call call) {
    var aggregate =
        Arrays.stream(Aggregate.values())
            .filter(one -> one.name().equals(call.function()))
            .findFirst();
    if (aggregate.isPresent()) {
      return aggregate(call, aggregate.get());
    }
    if (call.function().equals("AND") || call.function().equals("OR")) {
      return logic(call, BinaryOperator.valueOf(call.function()));
    }
    return function(call)
        .map(function -> scalar(call, function))
        .orElseThrow(() -> unknownFunction(call));
  }

  private static Optional<Function> function(Syntax.Call call) {
    return Arrays.stream(Function.values())
        .filter(one -> one.name().equals(call.function()))
        .findFirst();
  }

  private static InvalidExpressionException unknownFunction(Syntax.Call call) {
    var known =
        Stream.concat(Arrays.stream(Function.values()), Arrays.stream(Aggregate.values()))
            .map(Enum::name)
            .toList();
    return Suggestion.nearest(call.function(), known)
        .map(
            near ->
                new InvalidExpressionException(
                    call.position(), "unknown-function-near", call.function(), near))
        .orElseGet(
            () ->
                new InvalidExpressionException(
                    call.position(), "unknown-function", call.function()));
  }

  /** {@code AND(a, b, c)} means {@code a AND b AND c}. */
  private Expression logic(Syntax.Call call, BinaryOperator operator) {
    return call.arguments().stream()
        .map(argument -> checked(argument, ValueType.BOOLEAN))
        .reduce((left, right) -> new Expression.Binary(operator, ValueType.BOOLEAN, left, right))
        .orElseThrow(
            () ->
                new InvalidExpressionException(
                    call.position(), "argument-count", call.function(), 1, 0));
  }

  private Expression aggregate(Syntax.Call call, Aggregate aggregate) {
    if (call.arguments().size() != 1 || insideAggregate) {
      throw new InvalidExpressionException(
          call.position(), "aggregate-needs-one", aggregate.name());
    }
    insideAggregate = true;
    var operand = check(call.arguments().getFirst());
    var over = rows;
    insideAggregate = false;
    rows = null;
    if (over == null) {
      throw new InvalidExpressionException(
          call.position(), "aggregate-needs-rows", aggregate.name());
    }
    if (aggregate == Aggregate.SUM || aggregate == Aggregate.AVERAGE) {
      require(call.arguments().getFirst(), operand, ValueType.NUMBER);
    }
    var type = aggregate == Aggregate.COUNT ? ValueType.NUMBER : operand.type();
    return new Expression.OverRows(aggregate, type, over, operand);
  }

  private Expression scalar(Syntax.Call call, Function function) {
    int count = call.arguments().size();
    if (count < function.required() || count > function.parameters().size()) {
      throw new InvalidExpressionException(
          call.position(), "argument-count", function.name(), function.required(), count);
    }
    var arguments = new ArrayList<Expression>();
    for (int i = 0; i < count; i++) {
      arguments.add(checked(call.arguments().get(i), function.parameters().get(i)));
    }
    return new Expression.Call(
        function, resultType(call, function, arguments), List.copyOf(arguments));
  }

  private static ValueType resultType(
      Syntax.Call call, Function function, List<Expression> arguments) {
    if (function.result() != ValueType.NOTHING) {
      return function.result();
    }
    var type = ValueType.NOTHING;
    for (var branch :
        function == Function.IF ? arguments.subList(1, arguments.size()) : arguments) {
      if (!branch.type().fits(type)) {
        throw new InvalidExpressionException(
            call.position(), "branches-differ", type, branch.type());
      }
      type = type == ValueType.NOTHING ? branch.type() : type;
    }
    return type;
  }

  private Expression checked(Syntax syntax, ValueType wanted) {
    var expression = check(syntax);
    require(syntax, expression, wanted);
    return expression;
  }

  private static void require(Syntax syntax, Expression expression, ValueType wanted) {
    if (!expression.type().fits(wanted)) {
      throw new InvalidExpressionException(
          syntax.position(), "wrong-type", wanted, expression.type());
    }
  }
}
