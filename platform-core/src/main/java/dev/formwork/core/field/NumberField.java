package dev.formwork.core.field;

import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.problem.CoreProblem;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;

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

  private static final Pattern WRITTEN = Pattern.compile("[-+]?[0-9]{1,40}(\\.[0-9]{1,20})?");
  private static final Pattern AROUND_DIGITS = Pattern.compile("[,，\\s\u00A0¥￥$€£%]|CNY|USD|EUR");
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

  /** {@code 12 %} in a field of percentages is 0.12, and so is {@code 0.12}. */
  @Override
  public CellValue readText(String text, ZoneId zone) {
    return CellValue.of(
        number(text).map(read -> percent && text.endsWith("%") ? read.movePointLeft(2) : read),
        CoreProblem.IMPORT_NOT_A_NUMBER,
        text);
  }

  /** A number as people write it, with separators, currency or percent sign. */
  static Optional<BigDecimal> number(String text) {
    var plain = AROUND_DIGITS.matcher(text).replaceAll("");
    return WRITTEN.matcher(plain).matches() ? Optional.of(new BigDecimal(plain)) : Optional.empty();
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
