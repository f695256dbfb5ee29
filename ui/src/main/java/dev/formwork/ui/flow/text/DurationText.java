package dev.formwork.ui.flow.text;

import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.Deadline;
import dev.formwork.workflow.definition.Delay;
import java.util.ArrayList;

/** Durations in words: as set ("2 days 4 hours") and as measured ("2 h 5 min"). */
public final class DurationText {

  private static final long HOURS_OF_DAY = 24;

  private DurationText() {}

  /** "2 days 4 hours". */
  public static String of(Delay delay) {
    var parts = new ArrayList<String>();
    long minutes = delay.time().abs().toMinutes();
    add(parts, "flow.days", Math.abs((long) delay.days()));
    add(parts, "flow.hours", minutes / 60);
    add(parts, "flow.minutes", minutes % 60);
    return parts.isEmpty() ? UiTexts.of("flow.at-once") : String.join(" ", parts);
  }

  private static void add(java.util.List<String> parts, String key, long number) {
    if (number > 0) {
      parts.add(UiTexts.of(key, number));
    }
  }

  /** When its first stage comes; empty without one. */
  static String due(Deadline deadline) {
    if (deadline == null || deadline.stages().isEmpty()) {
      return "";
    }
    var first = deadline.stages().getFirst();
    return UiTexts.of("flow.due.first", of(first.after()));
  }

  /** How long something took or takes: "3 d", "2 h 5 min", "40 s". */
  public static String length(java.time.Duration time) {
    if (time == null) {
      return "";
    }
    long minutes = time.toMinutes();
    if (minutes < 1) {
      return UiTexts.of("flow.short.seconds", Math.max(0, time.toSeconds()));
    }
    if (minutes < 60) {
      return UiTexts.of("flow.short.minutes", minutes);
    }
    long hours = minutes / 60;
    return hours < HOURS_OF_DAY
        ? UiTexts.of("flow.short.hours", hours, minutes % 60)
        : UiTexts.of("flow.short.days", hours / HOURS_OF_DAY, hours % HOURS_OF_DAY);
  }
}
