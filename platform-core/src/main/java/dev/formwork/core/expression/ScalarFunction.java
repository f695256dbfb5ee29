package dev.formwork.core.expression;

import java.util.List;
import java.util.stream.Collectors;

/** A function of single values. */
public record ScalarFunction(
    String name,
    FunctionCategory family,
    FunctionHelp help,
    Volatility volatility,
    List<Overload> overloads)
    implements ExpressionFunction {

  @Override
  public List<String> signatures() {
    return overloads.stream().map(this::signature).distinct().toList();
  }

  private String signature(Overload overload) {
    boolean more = !overload.parameters().isEmpty() && overload.parameters().getLast().repeated();
    return overload.parameters().stream()
        .map(parameter -> parameter.optional() ? "[" + parameter.name() + "]" : parameter.name())
        .collect(Collectors.joining(", ", name + "(", ending(overload, more)));
  }

  private static String ending(Overload overload, boolean more) {
    return more
        ? overload.closing() == null ? ", …)" : ", …, [" + overload.closing().name() + "])"
        : ")";
  }

  @Override
  public boolean hasSql() {
    return overloads.stream().anyMatch(overload -> overload.sql() != null);
  }
}
