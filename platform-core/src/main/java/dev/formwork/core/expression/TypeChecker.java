package dev.formwork.core.expression;

import dev.formwork.core.expression.syntax.BinaryOperator;
import dev.formwork.core.expression.syntax.ExpressionProblem;
import dev.formwork.core.expression.syntax.ExpressionProblemCode;
import dev.formwork.core.expression.syntax.ExpressionProblemException;
import dev.formwork.core.expression.syntax.ForeignWords;
import dev.formwork.core.expression.syntax.SyntaxTree;
import dev.formwork.core.expression.syntax.UnaryOperator;
import dev.formwork.core.expression.value.ValueType;
import dev.formwork.core.problem.NameSuggestion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Type checker: turns the syntax tree into the typed tree, or reports where and why it cannot. */
final class TypeChecker {

  /** Steps through lookups in one name; each is a table to read. */
  private static final int MAX_STEPS = 3;

  private SymbolTable symbolTable;
  private final CallResolver callResolver;
  private final ComparisonChecker comparisons;
  private final WrittenTexts texts;

  /** The subform whose rows the enclosing list function runs over; null outside of one. */
  private Reference.Rows rows;

  private boolean insideList;

  /** The names of the record that asks, while a question to another form is checked. */
  private SymbolTable asking;

  /** While the part of a name behind {@code THIS} is checked. */
  private boolean behindThis;

  private final List<ExpressionProblem> problems = new ArrayList<>();

  TypeChecker(SymbolTable symbolTable) {
    this.symbolTable = symbolTable;
    var choices = new ChoiceOptions(this);
    this.texts = new WrittenTexts(this, symbolTable.library());
    this.callResolver = new CallResolver(this, choices, texts, symbolTable.library());
    this.comparisons = new ComparisonChecker(choices, texts);
  }

  /** What is wrong, one for each place, in the order of their places. */
  List<ExpressionProblem> problems() {
    return problems.stream().sorted(Comparator.comparingInt(ExpressionProblem::position)).toList();
  }

  /**
   * The typed tree. A part with a mistake becomes empty, which fits everywhere, so that one mistake
   * is not reported as several.
   */
  Expression check(SyntaxTree syntaxTree) {
    try {
      var typed = typed(syntaxTree);
      // What has no type is nothing, however it is come by.
      return typed.type() == ValueType.NOTHING
          ? new Expression.Constant(ValueType.NOTHING, null)
          : typed;
    } catch (ExpressionProblemException e) {
      if (problems.stream().noneMatch(one -> one.position() == e.problem().position())) {
        problems.add(e.problem());
      }
      return new Expression.Constant(ValueType.NOTHING, null);
    }
  }

  private Expression typed(SyntaxTree syntaxTree) {
    return switch (syntaxTree) {
      case SyntaxTree.Unreadable _ -> new Expression.Constant(ValueType.NOTHING, null);
      case SyntaxTree.Text text ->
          new Expression.Constant(ValueType.TEXT, text.value().isEmpty() ? null : text.value());
      case SyntaxTree.Number number -> new Expression.Constant(ValueType.NUMBER, number.value());
      case SyntaxTree.Truth truth -> new Expression.Constant(ValueType.BOOLEAN, truth.value());
      case SyntaxTree.Empty _ -> new Expression.Constant(ValueType.NOTHING, null);
      case SyntaxTree.Items items -> items(items);
      case SyntaxTree.Name name -> name(name);
      case SyntaxTree.Unary unary -> unary(unary);
      case SyntaxTree.Binary binary -> binary(binary);
      case SyntaxTree.Call call -> callResolver.check(call);
    };
  }

  private Expression items(SyntaxTree.Items items) {
    var checked = items.items().stream().map(this::check).toList();
    var element =
        checked.stream()
            .map(Expression::type)
            .filter(type -> type != ValueType.NOTHING)
            .findFirst()
            .orElse(ValueType.TEXT);
    for (int i = 0; i < checked.size(); i++) {
      if (!checked.get(i).type().fits(element) || element.list() == null) {
        throw new ExpressionProblemException(
            items.items().get(i).position(), ExpressionProblemCode.LIST_OF_OTHER_TYPE, element);
      }
    }
    return new Expression.Items(
        element.list(), checked.stream().map(item -> typed(item, element)).toList());
  }

  private Expression name(SyntaxTree.Name name) {
    var parts = name.parts();
    if (asking != null && parts.getFirst().equalsIgnoreCase("THIS")) {
      return ofAsking(name);
    }
    var first = symbolTable.field(parts.getFirst()).orElseThrow(() -> unknownName(name));
    return switch (first) {
      case Reference.OfRow column -> through(name, new Expression.RowValue(column), column, 1);
      case Reference.OfRecord field -> through(name, new Expression.FieldValue(field), field, 1);
      // A question is asked once for a record, not for each of its rows.
      case Reference.Rows _ when behindThis ->
          throw new ExpressionProblemException(
              name.position(), ExpressionProblemCode.THIS_ROWS, parts.getFirst());
      case Reference.Rows subform when parts.size() >= 2 -> column(name, subform);
      case Reference.Rows _ ->
          throw new ExpressionProblemException(
              name.position(), ExpressionProblemCode.ROWS_NEED_COLUMN, parts.getFirst());
      case Reference.OfTarget foreign ->
          through(name, new Expression.ForeignValue(foreign), foreign, 1);
    };
  }

  /** {@code THIS.x} inside a question: a field of the record that asks. */
  private Expression ofAsking(SyntaxTree.Name name) {
    if (name.parts().size() < 2) {
      throw new ExpressionProblemException(name.position(), ExpressionProblemCode.THIS_NEEDS_FIELD);
    }
    var foreign = symbolTable;
    var outer = asking;
    symbolTable = outer;
    asking = null;
    behindThis = true;
    try {
      return name(
          new SyntaxTree.Name(name.position(), name.parts().subList(1, name.parts().size())));
    } finally {
      symbolTable = foreign;
      asking = outer;
      behindThis = false;
    }
  }

  /** Checks a part of a question, where names are those of the form asked. */
  Expression asked(SyntaxTree syntaxTree, SymbolTable.OtherForm form, ValueType wanted) {
    if (asking != null) {
      throw new ExpressionProblemException(
          syntaxTree.position(), ExpressionProblemCode.QUESTION_IN_QUESTION);
    }
    asking = symbolTable;
    symbolTable = form.names();
    try {
      return checked(syntaxTree, wanted);
    } finally {
      symbolTable = asking;
      asking = null;
    }
  }

  SymbolTable names() {
    return symbolTable;
  }

  /** Follows the rest of a name, from a lookup to the fields of the record it points to. */
  private Expression through(SyntaxTree.Name name, Expression source, Reference reference, int at) {
    if (at == name.parts().size()) {
      return source;
    }
    if (source.type() != ValueType.RECORD) {
      throw new ExpressionProblemException(
          name.position(),
          ExpressionProblemCode.NOT_A_LOOKUP,
          String.join(".", name.parts().subList(0, at)));
    }
    if (at > MAX_STEPS) {
      throw new ExpressionProblemException(
          name.position(), ExpressionProblemCode.PATH_TOO_LONG, MAX_STEPS);
    }
    var target =
        symbolTable
            .through(reference, name.parts().get(at))
            .orElseThrow(() -> unknown(name, at, symbolTable.known(reference)));
    return through(name, new Expression.LookupValue(source, target), target, at + 1);
  }

  private Expression column(SyntaxTree.Name name, Reference.Rows subform) {
    if (!insideList) {
      throw new ExpressionProblemException(
          name.position(),
          ExpressionProblemCode.ROWS_NEED_AGGREGATE,
          String.join(".", name.parts()));
    }
    if (rows != null && !rows.equals(subform)) {
      throw new ExpressionProblemException(
          name.position(), ExpressionProblemCode.TWO_SUBFORMS, rows.key(), subform.key());
    }
    rows = subform;
    var column =
        symbolTable
            .column(subform, name.parts().get(1))
            .orElseThrow(() -> unknown(name, 1, symbolTable.known(subform)));
    return through(name, new Expression.RowValue(column), column, 2);
  }

  /** A function without its parentheses is answered by them. */
  private ExpressionProblemException unknownName(SyntaxTree.Name name) {
    var function =
        symbolTable.library().named(name.parts().getFirst().toUpperCase(Locale.ROOT)).orElse(null);
    return function instanceof ScalarFunction && name.parts().size() == 1
        ? new ExpressionProblemException(
            name.position(),
            ExpressionProblemCode.WRITE_INSTEAD,
            name.parts().getFirst(),
            function.signatures().getFirst())
        : unknown(name, 0, symbolTable.known());
  }

  private static ExpressionProblemException unknown(
      SyntaxTree.Name name, int part, List<String> known) {
    var instead =
        part > 0 ? Optional.<String>empty() : ForeignWords.forValue(name.parts().getFirst());
    if (instead.isPresent()) {
      return new ExpressionProblemException(
          name.position(),
          ExpressionProblemCode.WRITE_INSTEAD,
          name.parts().getFirst(),
          instead.get());
    }
    var before = name.parts().subList(0, part).stream().map(step -> step + ".").toList();
    var written = String.join("", before) + name.parts().get(part);
    return NameSuggestion.nearest(name.parts().get(part), known)
        .map(
            near ->
                new ExpressionProblemException(
                    name.position(),
                    ExpressionProblemCode.UNKNOWN_FIELD_NEAR,
                    written,
                    String.join("", before) + near))
        .orElseGet(
            () ->
                new ExpressionProblemException(
                    name.position(), ExpressionProblemCode.UNKNOWN_FIELD, written));
  }

  private Expression unary(SyntaxTree.Unary unary) {
    var wanted = unary.operator() == UnaryOperator.NOT ? ValueType.BOOLEAN : ValueType.NUMBER;
    return new Expression.Unary(unary.operator(), checked(unary.operand(), wanted));
  }

  private Expression binary(SyntaxTree.Binary binary) {
    return switch (binary.operator()) {
      case OR, AND ->
          new Expression.Binary(
              binary.operator(),
              ValueType.BOOLEAN,
              checked(binary.left(), ValueType.BOOLEAN),
              checked(binary.right(), ValueType.BOOLEAN));
      case ADD, SUBTRACT -> sum(binary);
      case MULTIPLY, DIVIDE, REMAINDER, POWER ->
          new Expression.Binary(
              binary.operator(),
              ValueType.NUMBER,
              checked(binary.left(), ValueType.NUMBER),
              checked(binary.right(), ValueType.NUMBER));
      case JOIN ->
          new Expression.Binary(
              BinaryOperator.JOIN, ValueType.TEXT, check(binary.left()), check(binary.right()));
      case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
          comparisons.compare(binary, check(binary.left()), check(binary.right()));
      case IN -> membership(binary);
      case CONTAINS -> comparisons.containment(binary, check(binary.left()), check(binary.right()));
      case LIKE ->
          comparisons.likeness(
              checked(binary.left(), ValueType.TEXT),
              checked(binary.right(), ValueType.TEXT),
              binary.right().position());
    };
  }

  private Expression sum(SyntaxTree.Binary binary) {
    var left = check(binary.left());
    var right = check(binary.right());
    return DateSums.isOne(left, right)
        ? DateSums.sum(
            binary,
            beside(binary, right, left, binary.left().position()),
            beside(binary, left, right, binary.right().position()),
            symbolTable.library())
        : new Expression.Binary(
            binary.operator(),
            ValueType.NUMBER,
            checked(binary.left(), left, ValueType.NUMBER),
            checked(binary.right(), right, ValueType.NUMBER));
  }

  /** In a difference with a day, a written text is a day, too. */
  private Expression beside(
      SyntaxTree.Binary binary, Expression day, Expression side, int position) {
    return binary.operator() == BinaryOperator.SUBTRACT && day.type() == ValueType.DATE
        ? texts.beside(ValueType.DATE, side, position)
        : side;
  }

  /** A written list may hold whatever its items can be compared with. */
  private Expression membership(SyntaxTree.Binary binary) {
    var left = check(binary.left());
    return binary.right() instanceof SyntaxTree.Items items
        ? comparisons.among(binary, left, items, items.items().stream().map(this::check).toList())
        : comparisons.membership(binary, left, check(binary.right()));
  }

  /** Where names of the record at hand, and of others, are looked up for a reference. */
  SymbolTable home(Reference reference) {
    return asking != null
            && (reference instanceof Reference.OfRecord || reference instanceof Reference.OfRow)
        ? asking
        : symbolTable;
  }

  /** What a list function's operands came to: the expressions, and the subform they name if any. */
  record Operands(List<Expression> expressions, Reference.Rows rows) {}

  /** Checks operands of a list function, where columns of a subform may stand. */
  Operands operands(List<SyntaxTree> operands) {
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

  Expression checked(SyntaxTree syntaxTree, ValueType wanted) {
    return checked(syntaxTree, check(syntaxTree), wanted);
  }

  private static Expression checked(
      SyntaxTree syntaxTree, Expression expression, ValueType wanted) {
    if (!expression.type().fits(wanted)) {
      throw new ExpressionProblemException(
          syntaxTree.position(), ExpressionProblemCode.WRONG_TYPE, wanted, expression.type());
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

  static ExpressionProblemException unknownFunction(
      SyntaxTree.Call call, FunctionLibrary functionLibrary) {
    var instead = FunctionNames.instead(call.function());
    if (instead.isPresent()) {
      return new ExpressionProblemException(
          call.position(), ExpressionProblemCode.WRITE_INSTEAD, call.function(), instead.get());
    }
    var known = functionLibrary.all().stream().map(ExpressionFunction::name).toList();
    return NameSuggestion.nearest(call.function(), known)
        .map(
            near ->
                new ExpressionProblemException(
                    call.position(),
                    ExpressionProblemCode.UNKNOWN_FUNCTION_NEAR,
                    call.function(),
                    near))
        .orElseGet(
            () ->
                new ExpressionProblemException(
                    call.position(), ExpressionProblemCode.UNKNOWN_FUNCTION, call.function()));
  }

  /** Every expression in a tree, itself included. */
  static Stream<Expression> all(Expression expression) {
    return Stream.concat(
        Stream.of(expression), expression.parts().stream().flatMap(TypeChecker::all));
  }
}
