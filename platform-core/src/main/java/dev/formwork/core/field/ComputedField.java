package dev.formwork.core.field;

import dev.formwork.core.expression.value.DecimalMath;
import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.field.column.Comparison;
import dev.formwork.core.problem.CoreProblem;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A value worked out from others by an expression: stored with the record, or worked out when it is
 * read if it changes by itself.
 *
 * @param expression see {@code docs/expressions.md}
 * @param scale digits kept of a number; nullable: those it has, and 2 of an amount of money
 * @param currency shown with a number, nullable
 * @param options what a resulting text is shown as, such as the badge of a status; empty: as it is
 */
public record ComputedField(
    FieldHead head, String expression, Integer scale, String currency, List<Option> options)
    implements DerivedField, Optioned {

  public ComputedField {
    options = options == null ? List.of() : List.copyOf(options);
  }

  /** A formula with nothing else set. */
  public static ComputedField of(FieldHead head, String expression) {
    return new ComputedField(head, expression, null, null, List.of());
  }

  @Override
  public int storedScale() {
    return scale != null ? scale : currency != null ? 2 : DecimalMath.QUOTIENT_SCALE;
  }

  /** Without the zeros behind a number that keeps the digits it has. */
  @Override
  public Object normalize(Object value) {
    var result = NormalValue.result(value, storedScale());
    return result instanceof BigDecimal number
            && scale == null
            && currency == null
            && !NormalValue.isVast(number)
        ? plain(number)
        : result;
  }

  private static BigDecimal plain(BigDecimal number) {
    var stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  public Optional<Option> option(String key) {
    return options.stream().filter(option -> option.key().equals(key)).findFirst();
  }

  public ComputedField withExpression(String changed) {
    return new ComputedField(head, changed, scale, currency, options);
  }

  public ComputedField withScale(Integer changed) {
    return new ComputedField(head, expression, changed, currency, options);
  }

  @Override
  public ComputedField withHead(FieldHead changed) {
    return new ComputedField(changed, expression, scale, currency, options);
  }

  static void describeSettings(SettingsSchema schema) {
    schema
        .expression("expression")
        .count("scale")
        .currency("currency")
        .list("options", "option", 100)
        .required("expression");
  }

  @Override
  public List<Option> listed() {
    return options;
  }

  @Override
  public void checkSettings(SettingsCheck check) {
    check.scale(scale);
    if (expression == null || expression.isBlank()) {
      check.problem("/expression", CoreProblem.EXPRESSION_MISSING, key());
    }
  }

  @Override
  public List<Comparison> comparisons(ColumnType column) {
    return options.isEmpty() ? column.comparisons() : Comparison.ofListed(column);
  }
}
