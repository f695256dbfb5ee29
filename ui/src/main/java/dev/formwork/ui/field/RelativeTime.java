package dev.formwork.ui.field;

import com.vaadin.flow.component.html.Span;
import dev.formwork.ui.text.UiTexts;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Map;

/**
 * Points in time as relative text ("3 hours ago", "due in 2 days"), with the exact time as tooltip.
 */
public final class RelativeTime {

  private static final long MINUTES_OF_DAY = 1_440;
  private static final long LONG_AGO_DAYS = 30;

  private final FieldDisplay display;
  private final OffsetDateTime now;

  public RelativeTime(ZoneId zone) {
    this.display = new FieldDisplay(UiTexts.locale(), zone, Map.of());
    this.now = OffsetDateTime.now(zone);
  }

  /** "3 hours ago". */
  public Span ago(OffsetDateTime at) {
    var span = new Span(since(at));
    span.addClassName("fw-muted");
    span.setTitle(exact(at));
    return span;
  }

  public String exact(OffsetDateTime at) {
    return display.moment(at);
  }

  public String since(OffsetDateTime at) {
    long minutes = Math.max(0, Duration.between(at, now).toMinutes());
    if (minutes < 1) {
      return UiTexts.of("when.now");
    }
    if (minutes / MINUTES_OF_DAY > LONG_AGO_DAYS) {
      return exact(at);
    }
    return UiTexts.of("when.ago", length(minutes));
  }

  private static String length(long minutes) {
    if (minutes < 60) {
      return UiTexts.of("when.minutes", minutes);
    }
    return minutes < MINUTES_OF_DAY
        ? UiTexts.of("when.hours", Math.round(minutes / 60.0))
        : UiTexts.of("when.days", Math.round((double) minutes / MINUTES_OF_DAY));
  }

  /** A badge: in words how much time is left or how much too late it is, coloured as well. */
  public Span due(OffsetDateTime due) {
    long minutes = Duration.between(now, due).toMinutes();
    boolean late = due.isBefore(now);
    boolean soon = !late && minutes < MINUTES_OF_DAY;
    var badge =
        new Span(
            late
                ? UiTexts.of("when.overdue", length(Math.max(1, -minutes)))
                : UiTexts.of("when.due", length(Math.max(1, minutes))));
    badge.addClassName("fw-badge");
    badge.getElement().setAttribute("data-color", late ? "red" : soon ? "amber" : "gray");
    badge.setTitle(exact(due));
    return badge;
  }
}
