package dev.formwork.core.field;

import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.field.text.TextFormat;
import dev.formwork.core.field.text.WrittenNumber;
import dev.formwork.core.problem.CoreProblem;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * How good or how urgent something is, in stars: a whole number from 1.
 *
 * @param max most stars there are, 3 to 10; nullable: 5
 */
public record RatingField(FieldHead head, Integer max) implements Field, Sampled {

  public static final int FEWEST_STARS = 3;
  public static final int MOST_STARS = 10;

  private static final int STARS = 5;

  /** Most stars there are. */
  public int stars() {
    return max != null ? max : STARS;
  }

  @Override
  public RatingField withHead(FieldHead changed) {
    return new RatingField(changed, max);
  }

  static void describeSettings(SettingsSchema schema) {
    schema.between("max", FEWEST_STARS, MOST_STARS);
  }

  @Override
  public Optional<ColumnType> column() {
    return Optional.of(ColumnType.NUMBER);
  }

  @Override
  public void checkSettings(SettingsCheck check) {
    if (stars() < FEWEST_STARS) {
      check.problem("/max", CoreProblem.NUMBER_BELOW, FEWEST_STARS);
    }
    if (stars() > MOST_STARS) {
      check.problem("/max", CoreProblem.NUMBER_ABOVE, MOST_STARS);
    }
  }

  @Override
  public Object normalize(Object value) {
    return NormalValue.number((BigDecimal) value, 0);
  }

  @Override
  public ValueCheck check() {
    return ValueCheck.range(BigDecimal.ONE, BigDecimal.valueOf(stars()));
  }

  @Override
  public Object readJson(JsonValue json) throws IOException {
    return json.number();
  }

  @Override
  public CellValue readText(String text, TextFormat format) {
    return WrittenNumber.read(text, format.decimal())
        .filter(number -> !number.percent() && number.mark().isEmpty())
        .<CellValue>map(number -> new CellValue.Value(number.value()))
        .orElseGet(() -> new CellValue.Unusable(CoreProblem.IMPORT_NOT_A_NUMBER, text, stars()));
  }

  @Override
  public BigDecimal sample(SampleSource source) {
    return BigDecimal.valueOf(stars());
  }
}
