package dev.formwork.core.field;

import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.problem.CoreProblem;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A moment, stored with its zone, shown in the reader's. */
public record DateTimeField(FieldHead head) implements Field, Sampled {

  private static final List<DateTimeFormatter> WRITTEN =
      List.of(
          DateTimeFormatter.ISO_LOCAL_DATE_TIME,
          DateTimeFormatter.ofPattern("yyyy-M-d H:mm[:ss]", Locale.ROOT),
          DateTimeFormatter.ofPattern("yyyy/M/d H:mm[:ss]", Locale.ROOT));

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
  public CellValue readText(String text, ZoneId zone) {
    return CellValue.of(moment(text, zone), CoreProblem.IMPORT_NOT_A_MOMENT, text);
  }

  private static Optional<OffsetDateTime> moment(String text, ZoneId zone) {
    try {
      return Optional.of(OffsetDateTime.parse(text));
    } catch (DateTimeException e) {
      // Not a moment with an offset; tried next as one in the caller's zone.
    }
    for (var format : WRITTEN) {
      try {
        return Optional.of(LocalDateTime.parse(text, format).atZone(zone).toOffsetDateTime());
      } catch (DateTimeException e) {
        // Not written this way; the next one is tried.
      }
    }
    return DateField.date(text).map(day -> day.atStartOfDay(zone).toOffsetDateTime());
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
