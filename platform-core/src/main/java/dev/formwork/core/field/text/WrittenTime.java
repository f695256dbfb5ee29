package dev.formwork.core.field.text;

import dev.formwork.core.expression.value.PlainText;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times of day as people write them. */
public final class WrittenTime {

  private static final Pattern CLOCK =
      Pattern.compile(
          "(?<early>上午|早上|凌晨|下午|晚上)? ?(?<hour>[0-9]{1,2})(?::(?<minute>[0-9]{2})(?::(?<second>[0-9]{2})(?:[.,](?<fraction>[0-9]{1,9}))?)?"
              + "|[时点](?:(?<minuteZh>[0-9]{1,2})分(?:(?<secondZh>[0-9]{1,2})秒)?)?|(?= ?[AaPp]))"
              + " ?(?<half>[AaPp][.]?[Mm][.]?)?");

  private static final int NOON = 12;

  private WrittenTime() {}

  /** Empty when there is no such time. */
  public static Optional<LocalTime> read(String text) {
    var found = CLOCK.matcher(PlainText.of(text));
    if (!found.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          LocalTime.of(
              hour(found),
              number(found, "minute", "minuteZh"),
              number(found, "second", "secondZh"),
              nanos(found.group("fraction"))));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int hour(Matcher found) {
    int hour = Integer.parseInt(found.group("hour"));
    var half = half(found);
    if (half.isEmpty()) {
      return hour;
    }
    if (hour < 1 || hour > NOON || hour == NOON && "晚上".equals(found.group("early"))) {
      throw new DateTimeException("No hour of a half day");
    }
    return hour % NOON + (half.equals("pm") ? NOON : 0);
  }

  private static String half(Matcher found) {
    if (found.group("early") != null) {
      return switch (found.group("early")) {
        case "下午", "晚上" -> "pm";
        default -> "am";
      };
    }
    return found.group("half") == null
        ? ""
        : found.group("half").replace(".", "").toLowerCase(Locale.ROOT);
  }

  private static int number(Matcher found, String group, String other) {
    var digits = found.group(group) != null ? found.group(group) : found.group(other);
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static int nanos(String fraction) {
    return fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
  }
}
