package dev.formwork.core.field;

/**
 * A value worked out from others by an expression, stored with the record.
 *
 * @param expression see {@code docs/expressions.md}
 * @param scale digits kept of a number; nullable: 2
 * @param currency shown with a number, nullable
 */
public record ComputedField(FieldHead head, String expression, Integer scale, String currency)
    implements Field {

  public int storedScale() {
    return scale != null ? scale : 2;
  }

  @Override
  public ComputedField withHead(FieldHead changed) {
    return new ComputedField(changed, expression, scale, currency);
  }
}
