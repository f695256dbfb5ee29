package dev.formwork.core.expression;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Type checker: turns the syntax tree into the typed tree, or reports where and why it cannot. */
final class Checker {

  /** Steps through lookups in one name; each is a table to read. */
  private static final int MAX_STEPS = 3;

  private Names names;
  private final Calls calls;

  /** The subform whose rows the enclosing list function runs over; null outside of one. */
  private Reference.Rows rows;

  private boolean insideList;

  /** The names of the record that asks, while a question to another form is checked. */
  private Names asking;

  /** While the part of a name behind {@code THIS} is checked. */
  private boolean behindThis;

  private final List<ExpressionProblem> problems = new ArrayList<>();

  Checker(Names names) {
    this.names = names;
    this.calls = new Calls(this, names.library());
  }

  /** What is wrong, one for each place, in the order of their places. */
  List<ExpressionProblem> problems() {
    return problems.stream().sorted(Comparator.comparingInt(ExpressionProblem::position)).toList();
  }

  /**
   * The typed tree. A part with a mistake becomes empty, which fits everywhere, so that one mistake
   * is not reported as several.
   */
  Expression check(Syntax syntax) {
    try {
      return typed(syntax);
    } catch (InvalidExpressionException e) {
      if (problems.stream().noneMatch(one -> one.position() == e.problem().position())) {
        problems.add(e.problem());
      }
      return new Expression.Constant(ValueType.NOTHING, null);
    }
  }

  private Expression typed(Syntax syntax) {
    return switch (syntax) {
      case Syntax.Unreadable _ -> new Expression.Constant(ValueType.NOTHING, null);
      case Syntax.Text text ->
          new Expression.Constant(ValueType.TEXT, text.value().isEmpty() ? null : text.value());
      case Syntax.Number number -> new Expression.Constant(ValueType.NUMBER, number.value());
      case Syntax.Truth truth -> new Expression.Constant(ValueType.BOOLEAN, truth.value());
      case Syntax.Empty _ -> new Expression.Constant(ValueType.NOTHING, null);
      case Syntax.Items items -> items(items);
      case Syntax.Name name -> name(name);
      case Syntax.Unary unary -> unary(unary);
      case Syntax.Binary binary -> binary(binary);
      case Syntax.Call call -> calls.check(call);
    };
  }

  private Expression items(Syntax.Items items) {
    var checked = items.items().stream().map(this::check).toList();
    var element =
        checked.stream()
            .map(Expression::type)
            .filter(type -> type != ValueType.NOTHING)
            .findFirst()
            .orElse(ValueType.TEXT);
    for (int i = 0; i < checked.size(); i++) {
      if (!checked.get(i).type().fits(element) || element.list() == null) {
        throw new InvalidExpressionException(
            items.items().get(i).position(), "list-of-other-type", element);
      }
    }
    return new Expression.Items(
        element.list(), checked.stream().map(item -> typed(item, element)).toList());
  }

  private Expression name(Syntax.Name name) {
    var parts = name.parts();
    if (asking != null && parts.getFirst().equalsIgnoreCase("THIS")) {
      return ofAsking(name);
    }
    var first = names.field(parts.getFirst()).orElseThrow(() -> unknown(name, 0, names.known()));
    return switch (first) {
      case Reference.OfRow column -> through(name, new Expression.RowValue(column), column, 1);
      case Reference.OfRecord field -> through(name, new Expression.FieldValue(field), field, 1);
      // A question is asked once for a record, not for each of its rows.
      case Reference.Rows _ when behindThis ->
          throw new InvalidExpressionException(name.position(), "this-rows", parts.getFirst());
      case Reference.Rows subform when parts.size() >= 2 -> column(name, subform);
      case Reference.Rows _ ->
          throw new InvalidExpressionException(
              name.position(), "rows-need-column", parts.getFirst());
      case Reference.OfTarget foreign ->
          through(name, new Expression.ForeignValue(foreign), foreign, 1);
    };
  }

  /** {@code THIS.x} inside a question: a field of the record that asks. */
  private Expression ofAsking(Syntax.Name name) {
    if (name.parts().size() < 2) {
      throw new InvalidExpressionException(name.position(), "this-needs-field");
    }
    var foreign = names;
    var outer = asking;
    names = outer;
    asking = null;
    behindThis = true;
    try {
      return name(new Syntax.Name(name.position(), name.parts().subList(1, name.parts().size())));
    } finally {
      names = foreign;
      asking = outer;
      behindThis = false;
    }
  }

  /** Checks a part of a question, where names are those of the form asked. */
  Expression asked(Syntax syntax, Names.Foreign form, ValueType wanted) {
    if (asking != null) {
      throw new InvalidExpressionException(syntax.position(), "question-in-question");
    }
    asking = names;
    names = form.names();
    try {
      return checked(syntax, wanted);
    } finally {
      names = asking;
      asking = null;
    }
  }

  Names names() {
    return names;
  }

  /** Follows the rest of a name, from a lookup to the fields of the record it points to. */
  private Expression through(Syntax.Name name, Expression source, Reference reference, int at) {
    if (at == name.parts().size()) {
      return source;
    }
    if (source.type() != ValueType.RECORD) {
      throw new InvalidExpressionException(
          name.position(), "not-a-lookup", String.join(".", name.parts().subList(0, at)));
    }
    if (at > MAX_STEPS) {
      throw new InvalidExpressionException(name.position(), "path-too-long", MAX_STEPS);
    }
    var target =
        names
            .through(reference, name.parts().get(at))
            .orElseThrow(() -> unknown(name, at, names.known(reference)));
    return through(name, new Expression.Through(source, target), target, at + 1);
  }

  private Expression column(Syntax.Name name, Reference.Rows subform) {
    if (!insideList) {
      throw new InvalidExpressionException(
          name.position(), "rows-need-aggregate", String.join(".", name.parts()));
    }
    if (rows != null && !rows.equals(subform)) {
      throw new InvalidExpressionException(
          name.position(), "two-subforms", rows.key(), subform.key());
    }
    rows = subform;
    var column =
        names
            .column(subform, name.parts().get(1))
            .orElseThrow(() -> unknown(name, 1, names.known(subform)));
    return through(name, new Expression.RowValue(column), column, 2);
  }

  private static InvalidExpressionException unknown(
      Syntax.Name name, int part, List<String> known) {
    var before = name.parts().subList(0, part).stream().map(step -> step + ".").toList();
    var written = String.join("", before) + name.parts().get(part);
    return Suggestion.nearest(name.parts().get(part), known)
        .map(
            near ->
                new InvalidExpressionException(
                    name.position(), "unknown-field-near", written, String.join("", before) + near))
        .orElseGet(() -> new InvalidExpressionException(name.position(), "unknown-field", written));
  }

  private Expression unary(Syntax.Unary unary) {
    var wanted = unary.operator() == UnaryOperator.NOT ? ValueType.BOOLEAN : ValueType.NUMBER;
    return new Expression.Unary(unary.operator(), checked(unary.operand(), wanted));
  }

  private Expression binary(Syntax.Binary binary) {
    return switch (binary.operator()) {
      case OR, AND ->
          new Expression.Binary(
              binary.operator(),
              ValueType.BOOLEAN,
              checked(binary.left(), ValueType.BOOLEAN),
              checked(binary.right(), ValueType.BOOLEAN));
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER, POWER ->
          new Expression.Binary(
              binary.operator(),
              ValueType.NUMBER,
              checked(binary.left(), ValueType.NUMBER),
              checked(binary.right(), ValueType.NUMBER));
      case JOIN ->
          new Expression.Binary(
              BinaryOperator.JOIN, ValueType.TEXT, check(binary.left()), check(binary.right()));
      case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
          Comparisons.compare(binary, check(binary.left()), check(binary.right()));
      case IN -> Comparisons.membership(binary, check(binary.left()), check(binary.right()));
      case CONTAINS -> Comparisons.containment(binary, check(binary.left()), check(binary.right()));
      case LIKE ->
          new Expression.Binary(
              BinaryOperator.LIKE,
              ValueType.BOOLEAN,
              checked(binary.left(), ValueType.TEXT),
              checked(binary.right(), ValueType.TEXT));
    };
  }

  /** What a list function's operands came to: the expressions, and the subform they name if any. */
  record Operands(List<Expression> expressions, Reference.Rows rows) {}

  /** Checks operands of a list function, where columns of a subform may stand. */
  Operands operands(List<Syntax> operands) {
    var outerRows = rows;
    boolean outerInside = insideList;
    rows = null;
    insideList = true;
    var checked = new ArrayList<Expression>();
    for (var operand : operands) {
      checked.add(check(operand));
    }
    var found = new Operands(List.copyOf(checked), rows);
    rows = outerRows;
    insideList = outerInside;
    return found;
  }

  Expression checked(Syntax syntax, ValueType wanted) {
    var expression = check(syntax);
    if (!expression.type().fits(wanted)) {
      throw new InvalidExpressionException(
          syntax.position(), "wrong-type", wanted, expression.type());
    }
    return typed(expression, wanted);
  }

  /** An empty literal takes the type that is wanted of it. */
  static Expression typed(Expression expression, ValueType wanted) {
    return expression.type() == ValueType.NOTHING
            && expression instanceof Expression.Constant
            && wanted != ValueType.NOTHING
        ? new Expression.Constant(wanted, null)
        : expression;
  }

  static InvalidExpressionException unknownFunction(Syntax.Call call, Library library) {
    var known = library.all().stream().map(Function::name).toList();
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

  /** Every expression in a tree, itself included. */
  static Stream<Expression> all(Expression expression) {
    return Stream.concat(Stream.of(expression), expression.parts().stream().flatMap(Checker::all));
  }
}
