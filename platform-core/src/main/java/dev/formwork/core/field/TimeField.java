package dev.formwork.core.field;

import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.problem.CoreProblem;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A time of day, such as when a shop opens: to the second, on no certain day and in no zone. */
public record TimeField(FieldHead head) implements Field, Sampled {

  private static final List<DateTimeFormatter> WRITTEN =
      List.of(
          DateTimeFormatter.ofPattern("H:mm[:ss]", Locale.ROOT),
          DateTimeFormatter.ofPattern("H时mm分", Locale.ROOT),
          DateTimeFormatter.ofPattern("H点mm分", Locale.ROOT),
          DateTimeFormatter.ofPattern("h:mm a", Locale.ENGLISH));

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
  public CellValue readText(String text, ZoneId zone) {
    return CellValue.of(time(text), CoreProblem.IMPORT_NOT_A_TIME, text);
  }

  private static Optional<LocalTime> time(String text) {
    for (var format : WRITTEN) {
      try {
        return Optional.of(LocalTime.parse(text, format));
      } catch (DateTimeException e) {
        // Not written this way; the next one is tried.
      }
    }
    return Optional.empty();
  }

  @Override
  public LocalTime sample(SampleSource source) {
    return SAMPLE;
  }
}
