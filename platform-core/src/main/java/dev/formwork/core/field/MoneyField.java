package dev.formwork.core.field;

import java.math.BigDecimal;

/**
 * An amount in one currency, kept to four digits after the point.
 *
 * @param currency ISO 4217 code; nullable: CNY
 * @param min smallest allowed, nullable
 * @param max largest allowed, nullable
 */
public record MoneyField(FieldHead head, String currency, BigDecimal min, BigDecimal max)
    implements Field {

  /** Digits after the point of the stored amount. */
  public static final int SCALE = 4;

  public String currencyCode() {
    return currency != null ? currency : "CNY";
  }

  @Override
  public MoneyField withHead(FieldHead changed) {
    return new MoneyField(changed, currency, min, max);
  }
}
