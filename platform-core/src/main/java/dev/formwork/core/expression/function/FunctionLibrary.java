package dev.formwork.core.expression.function;

import dev.formwork.core.expression.Function;
import dev.formwork.core.expression.Library;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Every function there is, by family. */
public final class FunctionLibrary implements Library {

  public static final Library INSTANCE = new FunctionLibrary();

  private final Map<String, Function> functions = new LinkedHashMap<>();

  private FunctionLibrary() {
    Stream.of(
            LogicFunctions.ALL,
            TextFunctions.ALL,
            TextPatterns.ALL,
            NumberFunctions.ALL,
            Mathematics.ALL,
            ListFunctions.ALL,
            Statistics.ALL,
            DateFunctions.ALL,
            DateParts.ALL,
            Calendars.ALL,
            WorkingDays.ALL,
            RecordFunctions.ALL,
            PeopleFunctions.ALL,
            RelatedFunctions.ALL,
            FinanceFunctions.ALL)
        .flatMap(List::stream)
        .forEach(
            function -> {
              if (functions.put(function.name(), function) != null) {
                throw new IllegalStateException("Declared twice: " + function.name());
              }
            });
  }

  @Override
  public Optional<Function> named(String name) {
    return Optional.ofNullable(functions.get(name));
  }

  @Override
  public Collection<Function> all() {
    return functions.values();
  }
}
