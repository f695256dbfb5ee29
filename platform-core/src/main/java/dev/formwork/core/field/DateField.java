package dev.formwork.core.field;

import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.problem.CoreProblem;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A day, without a time or zone. */
public record DateField(FieldHead head) implements Field, Sampled {

  /** Samples lie in the future, as due dates and appointments do. */
  static final int SAMPLE_DAYS_AHEAD = 7;

  private static final List<DateTimeFormatter> WRITTEN =
      List.of(
          DateTimeFormatter.ISO_LOCAL_DATE,
          DateTimeFormatter.ofPattern("yyyy/M/d", Locale.ROOT),
          DateTimeFormatter.ofPattern("yyyy.M.d", Locale.ROOT),
          DateTimeFormatter.ofPattern("yyyy-M-d", Locale.ROOT),
          DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.ROOT));

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
  public CellValue readText(String text, ZoneId zone) {
    return CellValue.of(date(text), CoreProblem.IMPORT_NOT_A_DATE, text);
  }

  /** A day as people write it; also one at midnight, as spreadsheets write days. */
  static Optional<LocalDate> date(String text) {
    var day =
        text.length() > 10 && text.indexOf(' ') > 0 && text.endsWith("00:00:00")
            ? text.substring(0, text.indexOf(' '))
            : text;
    for (var format : WRITTEN) {
      try {
        return Optional.of(LocalDate.parse(day, format));
      } catch (DateTimeException e) {
        // Not written this way; the next one is tried.
      }
    }
    return Optional.empty();
  }

  @Override
  public LocalDate sample(SampleSource source) {
    return source.now().atZoneSameInstant(source.zone()).plusDays(SAMPLE_DAYS_AHEAD).toLocalDate();
  }
}
