package dev.formwork.core.field;

import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.field.text.TextFormat;
import dev.formwork.core.field.text.WrittenTime;
import dev.formwork.core.problem.CoreProblem;
import java.io.IOException;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** A time of day, such as when a shop opens: to the second, on no certain day and in no zone. */
public record TimeField(FieldHead head) implements Field, Sampled {

  private static final LocalTime SAMPLE = LocalTime.of(9, 0);

  @Override
  public TimeField withHead(FieldHead changed) {
    return new TimeField(changed);
  }

  @Override
  public Optional<ColumnType> column() {
    return Optional.of(ColumnType.TIME);
  }

  @Override
  public Object normalize(Object value) {
    return ((LocalTime) value).truncatedTo(ChronoUnit.SECONDS);
  }

  @Override
  public Object readJson(JsonValue json) throws IOException {
    return json.parsed(LocalTime::parse, CoreProblem.TIME_EXPECTED);
  }

  @Override
  public CellValue readText(String text, TextFormat format) {
    return CellValue.of(WrittenTime.read(text), CoreProblem.IMPORT_NOT_A_TIME, text);
  }

  @Override
  public LocalTime sample(SampleSource source) {
    return SAMPLE;
  }
}
