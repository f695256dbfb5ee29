package dev.formwork.core.field;

import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.field.text.TextFormat;
import dev.formwork.core.field.text.WrittenMoment;
import dev.formwork.core.problem.CoreProblem;
import java.io.IOException;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Optional;

/** A moment, stored with its zone, shown in the reader's. */
public record DateTimeField(FieldHead head) implements Field, Sampled {

  private static final LocalTime SAMPLE_TIME = LocalTime.of(9, 0);

  @Override
  public DateTimeField withHead(FieldHead changed) {
    return new DateTimeField(changed);
  }

  @Override
  public Optional<ColumnType> column() {
    return Optional.of(ColumnType.DATE_TIME);
  }

  @Override
  public Object normalize(Object value) {
    return NormalValue.moment((OffsetDateTime) value);
  }

  @Override
  public ValueCheck check() {
    return value -> ValueCheck.year(((OffsetDateTime) value).getYear());
  }

  @Override
  public Object readJson(JsonValue json) throws IOException {
    return json.parsed(OffsetDateTime::parse, CoreProblem.MOMENT_EXPECTED);
  }

  @Override
  public CellValue readText(String text, TextFormat format) {
    return CellValue.of(WrittenMoment.read(text, format), CoreProblem.IMPORT_NOT_A_MOMENT, text);
  }

  @Override
  public OffsetDateTime sample(SampleSource source) {
    return source
        .now()
        .atZoneSameInstant(source.zone())
        .plusDays(DateField.SAMPLE_DAYS_AHEAD)
        .with(SAMPLE_TIME)
        .toOffsetDateTime();
  }
}
