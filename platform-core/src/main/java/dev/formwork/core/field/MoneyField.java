package dev.formwork.core.field;

import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.field.text.CurrencyMark;
import dev.formwork.core.field.text.TextFormat;
import dev.formwork.core.field.text.WrittenNumber;
import dev.formwork.core.problem.CoreProblem;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * An amount in one currency, kept to four digits after the point.
 *
 * @param currency ISO 4217 code; nullable: CNY
 * @param min smallest allowed, nullable
 * @param max largest allowed, nullable
 */
public record MoneyField(FieldHead head, String currency, BigDecimal min, BigDecimal max)
    implements Field, Sampled {

  /** Digits after the point of the stored amount. */
  public static final int SCALE = 4;

  /** What the column no longer holds. */
  private static final BigDecimal LIMIT = new BigDecimal("100000000000000");

  private static final BigDecimal SAMPLE = new BigDecimal("1000");

  public String currencyCode() {
    return currency != null ? currency : "CNY";
  }

  @Override
  public MoneyField withHead(FieldHead changed) {
    return new MoneyField(changed, currency, min, max);
  }

  static void describeSettings(SettingsSchema schema) {
    schema.currency("currency").number("min").number("max");
  }

  @Override
  public Optional<ColumnType> column() {
    return Optional.of(ColumnType.MONEY);
  }

  @Override
  public void checkSettings(SettingsCheck check) {
    check.range("value", min, max);
  }

  @Override
  public Object normalize(Object value) {
    return NormalValue.number((BigDecimal) value, SCALE);
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
      return new CellValue.Unusable(CoreProblem.IMPORT_NOT_A_NUMBER, text);
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
        ? new CellValue.Unusable(CoreProblem.IMPORT_NOT_A_NUMBER, text)
        : new CellValue.Unusable(CoreProblem.IMPORT_OTHER_CURRENCY, text, mark, currencyCode());
  }

  @Override
  public BigDecimal sample(SampleSource source) {
    return NumberField.within(SAMPLE, min, max);
  }
}
