package dev.formwork.core.expression.function;

import dev.formwork.core.expression.ExpressionFunction;
import dev.formwork.core.expression.FunctionLibrary;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Every function there is, by family. */
public final class BuiltInFunctions implements FunctionLibrary {

  public static final FunctionLibrary INSTANCE = new BuiltInFunctions();

  private final Map<String, ExpressionFunction> functions = new LinkedHashMap<>();

  private BuiltInFunctions() {
    Stream.of(
            LogicFunctions.ALL,
            TextFunctions.ALL,
            TextPatternFunctions.ALL,
            NumberFunctions.ALL,
            MathFunctions.ALL,
            ListFunctions.ALL,
            StatisticFunctions.ALL,
            DateFunctions.ALL,
            DatePartFunctions.ALL,
            DateArithmeticFunctions.ALL,
            WorkingDayFunctions.ALL,
            RecordFunctions.ALL,
            PeopleFunctions.ALL,
            SubqueryFunctions.ALL,
            FinanceFunctions.ALL)
        .flatMap(List::stream)
        .forEach(
            expressionFunction -> {
              if (functions.put(expressionFunction.name(), expressionFunction) != null) {
                throw new IllegalStateException("Declared twice: " + expressionFunction.name());
              }
            });
  }

  @Override
  public Optional<ExpressionFunction> named(String name) {
    return Optional.ofNullable(functions.get(name));
  }

  @Override
  public Collection<ExpressionFunction> all() {
    return functions.values();
  }
}
