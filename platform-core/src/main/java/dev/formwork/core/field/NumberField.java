package dev.formwork.core.field;

import java.math.BigDecimal;

/**
 * An exact decimal number.
 *
 * @param scale digits after the point, 0 to 10; nullable: 2
 * @param min smallest allowed, nullable
 * @param max largest allowed, nullable
 * @param unit shown behind the number, nullable
 * @param percent stored as a fraction, shown times one hundred
 */
public record NumberField(
    FieldHead head, Integer scale, BigDecimal min, BigDecimal max, String unit, boolean percent)
    implements Field {

  /** Digits kept after the point; a percentage keeps four, so that 12.34 % is exact. */
  public int storedScale() {
    return scale != null ? scale : percent ? 4 : 2;
  }

  @Override
  public NumberField withHead(FieldHead changed) {
    return new NumberField(changed, scale, min, max, unit, percent);
  }
}
