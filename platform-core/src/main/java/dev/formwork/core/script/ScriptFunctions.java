package dev.formwork.core.script;

import dev.formwork.core.definition.ScriptFunction;
import dev.formwork.core.expression.Body;
import dev.formwork.core.expression.Family;
import dev.formwork.core.expression.Function;
import dev.formwork.core.expression.Help;
import dev.formwork.core.expression.Library;
import dev.formwork.core.expression.Overload;
import dev.formwork.core.expression.Parameter;
import dev.formwork.core.expression.ScalarFunction;
import dev.formwork.core.expression.Titled;
import dev.formwork.core.expression.ValueType;
import dev.formwork.core.expression.Volatility;
import dev.formwork.core.expression.function.FunctionLibrary;
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
public final class ScriptFunctions implements Library {

  private final Map<String, Function> own = new LinkedHashMap<>();

  private ScriptFunctions(List<ScriptFunction> functions) {
    functions.forEach(function -> own.put(function.name(), declared(function)));
  }

  /** Everybody's functions alone, when the team wrote none. */
  public static Library with(List<ScriptFunction> functions) {
    return functions.isEmpty() ? FunctionLibrary.INSTANCE : new ScriptFunctions(functions);
  }

  @Override
  public Optional<Function> named(String name) {
    return FunctionLibrary.INSTANCE.named(name).or(() -> Optional.ofNullable(own.get(name)));
  }

  @Override
  public Collection<Function> all() {
    return Stream.concat(own.values().stream(), FunctionLibrary.INSTANCE.all().stream()).toList();
  }

  private static Function declared(ScriptFunction function) {
    var parameters =
        function.parameters().stream()
            .map(parameter -> Parameter.of(parameter.name(), parameter.type().valueType()))
            .toList();
    var body = Body.many((values, _) -> call(function, Arrays.asList(values)));
    return new ScalarFunction(
        function.name(),
        Family.CUSTOM,
        new Help(
            function.help() == null ? "" : function.help().in(Locale.CHINESE),
            function.help() == null ? "" : function.help().in(Locale.ENGLISH),
            function.help() == null ? "" : function.help().in(Locale.CHINESE),
            function.name() + "()",
            null),
        Volatility.STABLE,
        List.of(new Overload(parameters, function.result().valueType(), body, null)));
  }

  /** Empty when the script fails: a formula always ends. */
  private static Object call(ScriptFunction function, List<Object> values) {
    return value(run(function, values).value(), function.result().valueType());
  }

  /** Runs a function on values of the language; for trying it out, with its error and its notes. */
  public static ScriptAnswer run(ScriptFunction function, List<Object> values) {
    return ScriptRunner.call(
        function.script(), values.stream().map(ScriptFunctions::wire).toList());
  }

  /** What a call gave, for people. */
  public static String shown(ScriptAnswer answer) {
    return answer.value() == null ? "" : text(answer.value());
  }

  private static Object wire(Object value) {
    return switch (value) {
      case BigDecimal number -> new ScriptWire.Decimal(number.toPlainString());
      case Titled record -> record.title();
      case List<?> list -> list.stream().map(ScriptFunctions::wire).toList();
      case Boolean truth -> truth;
      case null -> null;
      default -> value.toString();
    };
  }

  private static Object value(Object answer, ValueType wanted) {
    try {
      return switch (wanted) {
        case NUMBER -> answer instanceof ScriptWire.Decimal(var text) ? new BigDecimal(text) : null;
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
    return answer instanceof ScriptWire.Decimal(var number) ? number : answer.toString();
  }
}
