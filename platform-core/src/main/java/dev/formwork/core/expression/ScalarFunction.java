package dev.formwork.core.expression;

import java.util.List;
import java.util.stream.Collectors;

/** A function of single values. */
public record ScalarFunction(
    String name, Family family, Help help, Volatility volatility, List<Overload> overloads)
    implements Function {

  @Override
  public List<String> signatures() {
    return overloads.stream()
        .map(
            overload ->
                overload.parameters().stream()
                    .map(ScalarFunction::described)
                    .collect(Collectors.joining(", ", name + "(", ")")))
        .distinct()
        .toList();
  }

  private static String described(Parameter parameter) {
    var name = parameter.repeated() ? parameter.name() + ", …" : parameter.name();
    return parameter.optional() ? "[" + name + "]" : name;
  }

  @Override
  public boolean hasSql() {
    return overloads.stream().anyMatch(overload -> overload.sql() != null);
  }
}
