package dev.formwork.workflow.definition;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Durations in words: as set ("2 days 4 hours") and as measured ("2 h 5 min"). */
public record DurationText(StepText text) {

  private static final long HOURS_OF_DAY = 24;

  /** "2 days 4 hours". */
  public String of(Delay delay) {
    var parts = new ArrayList<String>();
    long minutes = delay.time().abs().toMinutes();
    int months = Math.abs(delay.months());
    add(parts, "years", months / 12);
    add(parts, "months", months % 12);
    add(parts, "days", Math.abs((long) delay.days()));
    add(parts, "hours", minutes / 60);
    add(parts, "minutes", minutes % 60);
    return parts.isEmpty() ? text.word("at-once") : String.join(" ", parts);
  }

  private void add(List<String> parts, String key, long number) {
    if (number > 0) {
      parts.add(text.word(key, number));
    }
  }

  /** When its first stage comes; empty without one. */
  String due(Deadline deadline) {
    return deadline == null || deadline.stages().isEmpty()
        ? ""
        : text.word("due.first", of(deadline.stages().getFirst().after()));
  }

  /** How long something took or takes: "3 d", "2 h 5 min", "40 s". Empty for null. */
  public String length(Duration time) {
    if (time == null) {
      return "";
    }
    long minutes = time.toMinutes();
    if (minutes < 1) {
      return text.word("short.seconds", Math.max(0, time.toSeconds()));
    }
    if (minutes < 60) {
      return text.word("short.minutes", minutes);
    }
    long hours = minutes / 60;
    return hours < HOURS_OF_DAY
        ? text.word("short.hours", hours, minutes % 60)
        : text.word("short.days", hours / HOURS_OF_DAY, hours % HOURS_OF_DAY);
  }
}
