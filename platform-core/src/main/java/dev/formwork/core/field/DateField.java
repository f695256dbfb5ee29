package dev.formwork.core.field;

import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.field.text.TextFormat;
import dev.formwork.core.field.text.WrittenDay;
import dev.formwork.core.problem.CoreProblem;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Optional;

/** A day, without a time or zone. */
public record DateField(FieldHead head) implements Field, Sampled {

  /** Samples lie in the future, as due dates and appointments do. */
  static final int SAMPLE_DAYS_AHEAD = 7;

  @Override
  public DateField withHead(FieldHead changed) {
    return new DateField(changed);
  }

  @Override
  public Optional<ColumnType> column() {
    return Optional.of(ColumnType.DATE);
  }

  @Override
  public ValueCheck check() {
    return value -> ValueCheck.year(((LocalDate) value).getYear());
  }

  @Override
  public Object readJson(JsonValue json) throws IOException {
    return json.parsed(LocalDate::parse, CoreProblem.DATE_EXPECTED);
  }

  @Override
  public CellValue readText(String text, TextFormat format) {
    return CellValue.of(WrittenDay.read(text, format), CoreProblem.IMPORT_NOT_A_DATE, text);
  }

  @Override
  public LocalDate sample(SampleSource source) {
    return source.now().atZoneSameInstant(source.zone()).plusDays(SAMPLE_DAYS_AHEAD).toLocalDate();
  }
}
