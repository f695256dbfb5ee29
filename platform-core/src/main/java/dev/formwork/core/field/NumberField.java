package dev.formwork.core.field;

import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.field.text.CurrencyMark;
import dev.formwork.core.field.text.PercentMeaning;
import dev.formwork.core.field.text.TextFormat;
import dev.formwork.core.field.text.WrittenNumber;
import dev.formwork.core.problem.CoreProblem;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;

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
    implements Field, Sampled {

  private static final BigDecimal SAMPLE_PERCENT = new BigDecimal("0.1");

  /** Digits kept after the point; a percentage keeps four, so that 12.34 % is exact. */
  public int storedScale() {
    return scale != null ? scale : percent ? 4 : 2;
  }

  @Override
  public NumberField withHead(FieldHead changed) {
    return new NumberField(changed, scale, min, max, unit, percent);
  }

  static void describeSettings(SettingsSchema schema) {
    schema.count("scale").number("min").number("max").text("unit", 40).flag("percent");
  }

  @Override
  public Optional<ColumnType> column() {
    return Optional.of(ColumnType.NUMBER);
  }

  @Override
  public void checkSettings(SettingsCheck check) {
    check.range("value", min, max);
    check.scale(scale);
  }

  @Override
  public Object normalize(Object value) {
    return NormalValue.number((BigDecimal) value, storedScale());
  }

  @Override
  public ValueCheck check() {
    return ValueCheck.range(min, max);
  }

  @Override
  public Object readJson(JsonValue json) throws IOException {
    return json.number();
  }

  /**
   * {@code 12 %} in a field of percentages is 0.12; what a number without the sign means there, the
   * format says. Behind the number may stand the field's own unit.
   */
  @Override
  public CellValue readText(String text, TextFormat format) {
    var number = WrittenNumber.read(withoutUnit(text), format.decimal());
    if (number.isEmpty() || !isOwnMark(number.get().mark())) {
      return new CellValue.Unusable(CoreProblem.IMPORT_NOT_A_NUMBER, text, format.numberExample());
    }
    var value = number.get().value();
    if (!percent) {
      return number.get().percent()
          ? new CellValue.Unusable(CoreProblem.IMPORT_PERCENT, text)
          : new CellValue.Value(value);
    }
    if (number.get().percent() || format.percent() == PercentMeaning.PERCENT) {
      return new CellValue.Value(value.movePointLeft(2));
    }
    return format.percent() == PercentMeaning.FRACTION || value.signum() == 0
        ? new CellValue.Value(value)
        : new CellValue.Unusable(CoreProblem.IMPORT_PERCENT_UNCLEAR, text);
  }

  private String withoutUnit(String text) {
    return unit != null && !unit.isBlank() && text.endsWith(unit.strip())
        ? text.substring(0, text.length() - unit.strip().length()).stripTrailing()
        : text;
  }

  private boolean isOwnMark(String mark) {
    return mark.isEmpty()
        || unit != null && CurrencyMark.currencies(mark).contains(unit.strip())
        || unit != null
            && CurrencyMark.currencies(unit.strip()).equals(CurrencyMark.currencies(mark))
            && !CurrencyMark.currencies(mark).isEmpty();
  }

  @Override
  public BigDecimal sample(SampleSource source) {
    return within(percent ? SAMPLE_PERCENT : BigDecimal.TEN, min, max);
  }

  /** The nearest to a value that is between the bounds; these may be null. */
  static BigDecimal within(BigDecimal value, BigDecimal min, BigDecimal max) {
    if (min != null && value.compareTo(min) < 0) {
      return min;
    }
    return max != null && value.compareTo(max) > 0 ? max : value;
  }
}
