package dev.formwork.core.expression;

import dev.formwork.core.expression.syntax.BinaryOperator;
import dev.formwork.core.expression.syntax.ExpressionProblemCode;
import dev.formwork.core.expression.syntax.ExpressionProblemException;
import dev.formwork.core.expression.syntax.SyntaxTree;
import dev.formwork.core.expression.value.ValueType;
import dev.formwork.core.problem.NameSuggestion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Resolves calls: the function, its overload, and the result type. */
final class CallResolver {

  private final TypeChecker typeChecker;
  private final ChoiceOptions choices;
  private final WrittenTexts texts;
  private final FunctionLibrary functionLibrary;

  CallResolver(
      TypeChecker typeChecker,
      ChoiceOptions choices,
      WrittenTexts texts,
      FunctionLibrary functionLibrary) {
    this.typeChecker = typeChecker;
    this.choices = choices;
    this.texts = texts;
    this.functionLibrary = functionLibrary;
  }

  Expression check(SyntaxTree.Call call) {
    var expressionFunction =
        functionLibrary
            .named(call.function())
            .or(() -> functionLibrary.named(FunctionNames.canonical(call.function())))
            .orElseThrow(() -> TypeChecker.unknownFunction(call, functionLibrary));
    return switch (expressionFunction) {
      case ScalarFunction scalar -> scalar(call, scalar);
      case AggregateFunction list -> list(call, list);
      case SubqueryFunction related -> related(call, related);
    };
  }

  private Expression related(SyntaxTree.Call call, SubqueryFunction function) {
    int count = call.arguments().size();
    if (count != (function.hasValue() ? 3 : 2)) {
      throw new ExpressionProblemException(
          call.position(),
          ExpressionProblemCode.ARGUMENT_COUNT,
          String.join(", ", function.signatures()),
          count);
    }
    if (!(call.arguments().getFirst() instanceof SyntaxTree.Text key)) {
      throw new ExpressionProblemException(
          call.arguments().getFirst().position(), ExpressionProblemCode.LITERAL_EXPECTED, "form");
    }
    var form = typeChecker.names().form(key.value()).orElseThrow(() -> unknownForm(key));
    var filter = typeChecker.asked(call.arguments().get(1), form, ValueType.BOOLEAN);
    var value =
        function.hasValue()
            ? typeChecker.asked(
                call.arguments().get(2),
                form,
                function.numbersOnly() ? ValueType.NUMBER : ValueType.NOTHING)
            : null;
    if (value != null && !function.takes().test(value.type())) {
      throw new ExpressionProblemException(
          call.arguments().get(2).position(),
          ExpressionProblemCode.QUESTION_VALUE,
          function.name(),
          value.type());
    }
    requireSql(call, 1, filter);
    requireSql(call, 2, value);
    var type = function.result().apply(value == null ? ValueType.NOTHING : value.type());
    return new Expression.Subquery(function, type, form.key(), form.table(), filter, value);
  }

  private ExpressionProblemException unknownForm(SyntaxTree.Text key) {
    return NameSuggestion.nearest(key.value(), typeChecker.names().forms())
        .map(
            near ->
                new ExpressionProblemException(
                    key.position(), ExpressionProblemCode.UNKNOWN_FORM_NEAR, key.value(), near))
        .orElseGet(
            () ->
                new ExpressionProblemException(
                    key.position(), ExpressionProblemCode.UNKNOWN_FORM, key.value()));
  }

  /** What is asked of other records is always asked in SQL. */
  private static void requireSql(SyntaxTree.Call call, int place, Expression part) {
    if (part != null) {
      ExpressionAnalysis.withoutSql(part)
          .ifPresent(
              function -> {
                throw new ExpressionProblemException(
                    call.arguments().get(place).position(),
                    ExpressionProblemCode.QUESTION_WITHOUT_SQL,
                    function);
              });
    }
  }

  private Expression scalar(SyntaxTree.Call call, ScalarFunction function) {
    int count = call.arguments().size();
    var candidates =
        function.overloads().stream().filter(overload -> overload.takes(count)).toList();
    if (candidates.isEmpty()) {
      throw argumentCount(call, function, count);
    }
    var arguments = call.arguments().stream().map(typeChecker::check).toList();
    var overload =
        candidates.stream()
            .filter(candidate -> takes(call, candidate, arguments, false))
            .findFirst()
            .or(
                () ->
                    candidates.stream()
                        .filter(candidate -> takes(call, candidate, arguments, true))
                        .findFirst())
            .orElseThrow(() -> wrongType(call, nearest(call, candidates, arguments), arguments));
    var same = sameType(call, overload, arguments);
    var bound = bound(call, overload, arguments, same);
    return new Expression.Call(
        function, overload, overload.result() == null ? same : overload.result(), bound);
  }

  private static ExpressionProblemException argumentCount(
      SyntaxTree.Call call, ScalarFunction function, int count) {
    return new ExpressionProblemException(
        call.position(),
        ExpressionProblemCode.ARGUMENT_COUNT,
        String.join(", ", function.signatures()),
        count);
  }

  private boolean takes(
      SyntaxTree.Call call,
      Overload overload,
      List<Expression> arguments,
      boolean afterConversion) {
    for (int i = 0; i < arguments.size(); i++) {
      var parameter = overload.parameter(i, arguments.size());
      var argument = arguments.get(i);
      if (!(afterConversion
              ? fitting(call, i, parameter, argument).isPresent()
              : parameter.takes(argument.type()))
          || isBadLiteral(parameter, argument)) {
        return false;
      }
    }
    return true;
  }

  /** An argument as its parameter wants it; empty when nothing makes it so. */
  private Optional<Expression> fitting(
      SyntaxTree.Call call, int place, Parameter parameter, Expression argument) {
    if (parameter.takes(argument.type())) {
      return Optional.of(argument);
    }
    if (argument.type() == ValueType.DATE_TIME && parameter.types().contains(ValueType.DATE)) {
      return Optional.of(new Expression.DayOf(argument));
    }
    int position = call.arguments().get(place).position();
    return texts
        .as(parameter.types(), argument, position)
        .or(() -> listed(parameter, argument, position));
  }

  /** One value where a list is wanted, or written days where days are. */
  private Optional<Expression> listed(Parameter parameter, Expression argument, int position) {
    var list = parameter.onlyType();
    if (!list.isList()) {
      return Optional.empty();
    }
    var items =
        argument instanceof Expression.Items(_, List<Expression> several)
            ? several
            : List.of(argument);
    var converted =
        items.stream()
            .flatMap(
                item ->
                    item.type().list() == list
                        ? Stream.of(item)
                        : texts.as(Set.of(list.element()), item, position).stream())
            .toList();
    return converted.size() == items.size()
        ? Optional.of(new Expression.Items(list, converted))
        : Optional.empty();
  }

  private static boolean isBadLiteral(Parameter parameter, Expression argument) {
    return parameter.literal() != null
        && argument instanceof Expression.Constant constant
        && constant.value() instanceof String text
        && !parameter.literal().test(text);
  }

  /** The one that takes most of the first arguments, whatever is written in them. */
  private Overload nearest(
      SyntaxTree.Call call, List<Overload> candidates, List<Expression> arguments) {
    return candidates.stream()
        .max(
            Comparator.comparingInt((Overload candidate) -> fitting(call, candidate, arguments))
                .thenComparing(Comparator.comparingInt(candidates::indexOf).reversed()))
        .orElseThrow();
  }

  private int fitting(SyntaxTree.Call call, Overload overload, List<Expression> arguments) {
    int fit = 0;
    while (fit < arguments.size()
        && fitting(call, fit, overload.parameter(fit, arguments.size()), arguments.get(fit))
            .isPresent()) {
      fit++;
    }
    return fit;
  }

  private ExpressionProblemException wrongType(
      SyntaxTree.Call call, Overload overload, List<Expression> arguments) {
    int fit = fitting(call, overload, arguments);
    if (fit < arguments.size()) {
      int position = call.arguments().get(fit).position();
      var wanted =
          overload.parameter(fit, arguments.size()).types().stream()
              .sorted()
              .findFirst()
              .orElse(ValueType.NOTHING);
      return WrittenTexts.text(arguments.get(fit))
          .map(text -> WrittenTexts.wrong(wanted, text, position))
          .orElseGet(
              () ->
                  new ExpressionProblemException(
                      position,
                      ExpressionProblemCode.WRONG_TYPE,
                      wanted,
                      arguments.get(fit).type()));
    }
    for (int i = 0; i < arguments.size(); i++) {
      if (overload.parameter(i, arguments.size()).literal() != null) {
        literal(call, i, overload.parameter(i, arguments.size()), arguments.get(i));
      }
    }
    throw new IllegalStateException("Nothing is wrong with " + call);
  }

  /** The one type of all arguments marked as the same. */
  private static ValueType sameType(
      SyntaxTree.Call call, Overload overload, List<Expression> arguments) {
    var type = ValueType.NOTHING;
    for (int i = 0; i < arguments.size(); i++) {
      if (!overload.parameter(i, arguments.size()).same()) {
        continue;
      }
      var found = arguments.get(i).type();
      if (!found.fits(type)) {
        throw new ExpressionProblemException(
            call.arguments().get(i).position(), ExpressionProblemCode.BRANCHES_DIFFER, type, found);
      }
      type = type == ValueType.NOTHING ? found : type;
    }
    return type;
  }

  /** The arguments converted to what is wanted, and those left out filled in. */
  private List<Expression> bound(
      SyntaxTree.Call call, Overload overload, List<Expression> arguments, ValueType same) {
    var bound = new ArrayList<Expression>();
    for (int i = 0; i < arguments.size(); i++) {
      var parameter = overload.parameter(i, arguments.size());
      var argument =
          TypeChecker.typed(arguments.get(i), parameter.same() ? same : parameter.onlyType());
      if (parameter.literal() != null) {
        literal(call, i, parameter, argument);
      }
      if (parameter.option()) {
        argument =
            choices.resolved(arguments.getFirst(), argument, call.arguments().get(i).position());
      }
      bound.add(decided(call, fitting(call, i, parameter, argument).orElse(argument)));
    }
    for (int i = arguments.size(); i < overload.parameters().size(); i++) {
      var parameter = overload.parameters().get(i);
      bound.add(
          new Expression.Constant(
              parameter.same() ? same : parameter.onlyType(), parameter.fallback()));
    }
    return List.copyOf(bound);
  }

  /** What decides and was not set counts as false where it is joined, as with {@code &}. */
  private static Expression decided(SyntaxTree.Call call, Expression argument) {
    return argument.type() == ValueType.BOOLEAN
            && FunctionNames.canonical(call.function()).equals("CONCAT")
        ? new Expression.Binary(
            BinaryOperator.EQUAL,
            ValueType.BOOLEAN,
            argument,
            new Expression.Constant(ValueType.BOOLEAN, true))
        : argument;
  }

  private static void literal(
      SyntaxTree.Call call, int place, Parameter parameter, Expression argument) {
    if (!(argument instanceof Expression.Constant constant)
        || !(constant.value() instanceof String text)) {
      throw new ExpressionProblemException(
          call.arguments().get(place).position(),
          ExpressionProblemCode.LITERAL_EXPECTED,
          parameter.name());
    }
    if (!parameter.literal().test(text)) {
      int position = call.arguments().get(place).position();
      throw parameter.examples() == null
          ? new ExpressionProblemException(
              position, ExpressionProblemCode.BAD_LITERAL, parameter.name(), text)
          : new ExpressionProblemException(
              position,
              ExpressionProblemCode.BAD_LITERAL_OF,
              parameter.name(),
              text,
              parameter.examples());
    }
  }

  private Expression list(SyntaxTree.Call call, AggregateFunction function) {
    int operandCount = function.operands().size();
    int count = call.arguments().size();
    if (count < operandCount) {
      throw new ExpressionProblemException(
          call.position(),
          ExpressionProblemCode.ARGUMENT_COUNT,
          String.join(", ", function.signatures()),
          count);
    }
    var front = typeChecker.operands(call.arguments().subList(0, operandCount));
    var first = front.expressions().getFirst();
    if (front.rows() == null && operandCount == 1 && !first.type().isList()) {
      return given(call, function);
    }
    var plain = plain(call, function, operandCount);
    if (front.rows() != null) {
      var operands = operands(call, function, front.expressions());
      return new Expression.AggregateCall(
          function,
          result(call, function, operands.getFirst().type()),
          new Expression.Source.Rows(front.rows(), operands),
          plain);
    }
    if (operandCount > 1 || !first.type().isList()) {
      throw new ExpressionProblemException(
          call.position(), ExpressionProblemCode.AGGREGATE_NEEDS_ROWS, function.name());
    }
    require(call, 0, function, first.type().element());
    return new Expression.AggregateCall(
        function,
        result(call, function, first.type().element()),
        new Expression.Source.Listed(first),
        plain);
  }

  /** The values are the arguments themselves. */
  private Expression given(SyntaxTree.Call call, AggregateFunction function) {
    if (!function.variadic()) {
      throw new ExpressionProblemException(
          call.position(), ExpressionProblemCode.AGGREGATE_NEEDS_ROWS, function.name());
    }
    var values = call.arguments().stream().map(typeChecker::check).toList();
    var type =
        values.stream()
            .map(Expression::type)
            .filter(one -> one != ValueType.NOTHING)
            .findFirst()
            .orElse(
                function.operands().getFirst().types().contains(ValueType.NUMBER)
                    ? ValueType.NUMBER
                    : ValueType.TEXT);
    for (int i = 0; i < values.size(); i++) {
      require(call, i, function, values.get(i).type());
      if (!values.get(i).type().fits(type)) {
        throw new ExpressionProblemException(
            call.arguments().get(i).position(),
            ExpressionProblemCode.BRANCHES_DIFFER,
            type,
            values.get(i).type());
      }
    }
    return new Expression.AggregateCall(
        function,
        result(call, function, type),
        new Expression.Source.Given(
            values.stream().map(value -> TypeChecker.typed(value, type)).toList()),
        List.of());
  }

  private static List<Expression> operands(
      SyntaxTree.Call call, AggregateFunction function, List<Expression> found) {
    var operands = new ArrayList<Expression>();
    for (int i = 0; i < found.size(); i++) {
      var operand = function.operands().get(i);
      if (!operand.takes(found.get(i).type())) {
        throw new ExpressionProblemException(
            call.arguments().get(i).position(),
            ExpressionProblemCode.WRONG_TYPE,
            operand.types().stream().sorted().findFirst().orElseThrow(),
            found.get(i).type());
      }
      operands.add(
          operand.types().size() == 1
              ? TypeChecker.typed(found.get(i), operand.types().iterator().next())
              : found.get(i));
    }
    return List.copyOf(operands);
  }

  private static void require(
      SyntaxTree.Call call, int place, AggregateFunction function, ValueType found) {
    var operand = function.operands().getFirst();
    if (!operand.takes(found)) {
      throw new ExpressionProblemException(
          call.arguments().get(place).position(),
          ExpressionProblemCode.WRONG_TYPE,
          operand.types().stream().sorted().findFirst().orElseThrow(),
          found);
    }
  }

  private List<Expression> plain(SyntaxTree.Call call, AggregateFunction function, int from) {
    int count = call.arguments().size() - from;
    if (count > function.plain().size()
        || count < function.plain().stream().filter(one -> !one.optional()).count()) {
      throw new ExpressionProblemException(
          call.position(),
          ExpressionProblemCode.ARGUMENT_COUNT,
          String.join(", ", function.signatures()),
          count + from);
    }
    var plain = new ArrayList<Expression>();
    for (int i = 0; i < function.plain().size(); i++) {
      var parameter = function.plain().get(i);
      plain.add(
          i < count
              ? typeChecker.checked(call.arguments().get(from + i), parameter.onlyType())
              : new Expression.Constant(parameter.onlyType(), parameter.fallback()));
    }
    return List.copyOf(plain);
  }

  private static ValueType result(
      SyntaxTree.Call call, AggregateFunction function, ValueType operand) {
    var type = function.result().apply(operand);
    if (type == null) {
      throw new ExpressionProblemException(
          call.arguments().getFirst().position(),
          ExpressionProblemCode.NO_SUCH_LIST,
          function.name(),
          operand);
    }
    return type;
  }
}
