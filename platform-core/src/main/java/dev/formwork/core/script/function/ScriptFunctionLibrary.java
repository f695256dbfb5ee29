package dev.formwork.core.script.function;

import dev.formwork.core.definition.ScriptFunction;
import dev.formwork.core.expression.ExpressionFunction;
import dev.formwork.core.expression.FunctionBody;
import dev.formwork.core.expression.FunctionCategory;
import dev.formwork.core.expression.FunctionHelp;
import dev.formwork.core.expression.FunctionLibrary;
import dev.formwork.core.expression.Overload;
import dev.formwork.core.expression.Parameter;
import dev.formwork.core.expression.ScalarFunction;
import dev.formwork.core.expression.Volatility;
import dev.formwork.core.expression.function.BuiltInFunctions;
import dev.formwork.core.expression.value.LinkedRecord;
import dev.formwork.core.expression.value.ValueType;
import dev.formwork.core.script.process.ScriptCallResult;
import dev.formwork.core.script.process.ScriptProcessPool;
import dev.formwork.core.script.process.ScriptProtocol;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The functions of an app: everybody's, and those its team wrote in JavaScript. */
public final class ScriptFunctionLibrary implements FunctionLibrary {

  private final Map<String, ExpressionFunction> own = new LinkedHashMap<>();

  private ScriptFunctionLibrary(List<ScriptFunction> functions) {
    functions.forEach(function -> own.put(function.name(), declared(function)));
  }

  /** Everybody's functions alone, when the team wrote none. */
  public static FunctionLibrary with(List<ScriptFunction> functions) {
    return functions.isEmpty() ? BuiltInFunctions.INSTANCE : new ScriptFunctionLibrary(functions);
  }

  @Override
  public Optional<ExpressionFunction> named(String name) {
    return BuiltInFunctions.INSTANCE.named(name).or(() -> Optional.ofNullable(own.get(name)));
  }

  @Override
  public Collection<ExpressionFunction> all() {
    return Stream.concat(own.values().stream(), BuiltInFunctions.INSTANCE.all().stream()).toList();
  }

  private static ExpressionFunction declared(ScriptFunction function) {
    var parameters =
        function.parameters().stream()
            .map(parameter -> Parameter.of(parameter.name(), parameter.type().valueType()))
            .toList();
    var functionBody = FunctionBody.many((values, _) -> call(function, Arrays.asList(values)));
    return new ScalarFunction(
        function.name(),
        FunctionCategory.CUSTOM,
        new FunctionHelp(
            function.help() == null ? "" : function.help().in(Locale.CHINESE),
            function.help() == null ? "" : function.help().in(Locale.ENGLISH),
            function.help() == null ? "" : function.help().in(Locale.CHINESE),
            function.name() + "()",
            null),
        Volatility.STABLE,
        List.of(new Overload(parameters, function.result().valueType(), functionBody, null)));
  }

  /** Empty when the script fails: a formula always ends. */
  private static Object call(ScriptFunction function, List<Object> values) {
    return value(run(function, values).value(), function.result().valueType());
  }

  /** Runs a function on values of the language; for trying it out, with its error and its notes. */
  public static ScriptCallResult run(ScriptFunction function, List<Object> values) {
    return ScriptProcessPool.call(
        function.script(), values.stream().map(ScriptFunctionLibrary::wire).toList());
  }

  /** What a call gave, for people. */
  public static String shown(ScriptCallResult answer) {
    return answer.value() == null ? "" : text(answer.value());
  }

  private static Object wire(Object value) {
    return switch (value) {
      case BigDecimal number -> new ScriptProtocol.Decimal(number.toPlainString());
      case LinkedRecord record -> record.title();
      case List<?> list -> list.stream().map(ScriptFunctionLibrary::wire).toList();
      case Boolean truth -> truth;
      case null -> null;
      default -> value.toString();
    };
  }

  private static Object value(Object answer, ValueType wanted) {
    try {
      return switch (wanted) {
        case NUMBER ->
            answer instanceof ScriptProtocol.Decimal(var text) ? new BigDecimal(text) : null;
        case BOOLEAN -> answer instanceof Boolean truth ? truth : null;
        case TEXT -> answer == null ? null : text(answer);
        case DATE ->
            answer instanceof String text
                ? LocalDate.parse(text.substring(0, Math.min(10, text.length())))
                : null;
        case DATE_TIME -> answer instanceof String text ? OffsetDateTime.parse(text) : null;
        default -> null;
      };
    } catch (DateTimeParseException _) {
      return null;
    }
  }

  private static String text(Object answer) {
    return answer instanceof ScriptProtocol.Decimal(var number) ? number : answer.toString();
  }
}
