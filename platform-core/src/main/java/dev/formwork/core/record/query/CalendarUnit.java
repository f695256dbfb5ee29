package dev.formwork.core.record.query;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A piece of the calendar that days and moments are grouped by; weeks are those of ISO 8601. */
public enum CalendarUnit {
  YEAR("YYYY"),
  QUARTER("YYYY-\"Q\"Q"),
  MONTH("YYYY-MM"),
  WEEK("IYYY-\"W\"IW"),
  DAY("YYYY-MM-DD");

  private final String pattern;

  CalendarUnit(String pattern) {
    this.pattern = pattern;
  }

  /** As requests name it: {@code month}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<CalendarUnit> named(String key) {
    return Arrays.stream(values()).filter(unit -> unit.key().equals(key)).findFirst();
  }

  /** As requests name them. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(CalendarUnit::key).toList();
  }

  /** How PostgreSQL's {@code to_char} writes it, so that texts have the order of time. */
  String pattern() {
    return pattern;
  }
}
