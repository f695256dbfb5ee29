package dev.formwork.core.field;

import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.field.text.CurrencyMark;
import dev.formwork.core.field.text.TextFormat;
import dev.formwork.core.field.text.WrittenNumber;
import dev.formwork.core.problem.CoreProblem;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Optional;

/**
 * An amount in one currency.
 *
 * @param currency ISO 4217 code; nullable: CNY
 * @param scale digits after the point, 0 to 4, as unit prices may have more than an amount;
 *     nullable: those of the currency
 * @param min smallest allowed, nullable
 * @param max largest allowed, nullable
 */
public record MoneyField(
    FieldHead head, String currency, Integer scale, BigDecimal min, BigDecimal max)
    implements Field, Sampled {

  /** Digits after the point that the column holds. */
  private static final int MAX_SCALE = 4;

  private static final int USUAL_SCALE = 2;

  /** What the column no longer holds. */
  private static final BigDecimal LIMIT = new BigDecimal("100000000000000");

  private static final BigDecimal SAMPLE = new BigDecimal("1000");

  public String currencyCode() {
    return currency != null ? currency : "CNY";
  }

  /** Digits after the point that an amount of the field has, stored as shown. */
  public int storedScale() {
    return scale != null ? scale : scaleOf(currencyCode());
  }

  /**
   * Digits after the point that amounts of a currency have.
   *
   * @param currency ISO 4217 code, perhaps of a currency nobody knows
   */
  public static int scaleOf(String currency) {
    try {
      int digits = Currency.getInstance(currency).getDefaultFractionDigits();
      return digits < 0 ? USUAL_SCALE : Math.min(digits, MAX_SCALE);
    } catch (IllegalArgumentException _) {
      return USUAL_SCALE;
    }
  }

  @Override
  public MoneyField withHead(FieldHead changed) {
    return new MoneyField(changed, currency, scale, min, max);
  }

  static void describeSettings(SettingsSchema schema) {
    schema.currency("currency").between("scale", 0, MAX_SCALE).number("min").number("max");
  }

  @Override
  public Optional<ColumnType> column() {
    return Optional.of(ColumnType.MONEY);
  }

  @Override
  public void checkSettings(SettingsCheck check) {
    check.range("value", min, max);
    if (scale != null && (scale < 0 || scale > MAX_SCALE)) {
      check.problem("/scale", CoreProblem.MONEY_SCALE, scale);
    }
  }

  @Override
  public Object normalize(Object value) {
    return NormalValue.number((BigDecimal) value, storedScale());
  }

  @Override
  public ValueCheck check() {
    ValueCheck fits =
        value ->
            ((BigDecimal) value).abs().compareTo(LIMIT) >= 0
                ? ValueCheck.problem(CoreProblem.NUMBER_TOO_LARGE)
                : Optional.empty();
    return fits.and(ValueCheck.range(min, max));
  }

  @Override
  public Object readJson(JsonValue json) throws IOException {
    return json.number();
  }

  /** An amount, with the sign or code of its currency or without. */
  @Override
  public CellValue readText(String text, TextFormat format) {
    var number = WrittenNumber.read(text, format.decimal());
    if (number.isEmpty()) {
      return new CellValue.Unusable(CoreProblem.IMPORT_NOT_A_NUMBER, text, format.numberExample());
    }
    if (number.get().percent()) {
      return new CellValue.Unusable(CoreProblem.IMPORT_PERCENT, text);
    }
    var mark = number.get().mark();
    var currencies = CurrencyMark.currencies(mark);
    if (mark.isEmpty() || currencies.contains(currencyCode())) {
      return new CellValue.Value(number.get().value());
    }
    return currencies.isEmpty()
        ? new CellValue.Unusable(CoreProblem.IMPORT_NOT_A_NUMBER, text, format.numberExample())
        : new CellValue.Unusable(CoreProblem.IMPORT_OTHER_CURRENCY, text, mark, currencyCode());
  }

  @Override
  public BigDecimal sample(SampleSource source) {
    return NumberField.within(SAMPLE, min, max);
  }
}
