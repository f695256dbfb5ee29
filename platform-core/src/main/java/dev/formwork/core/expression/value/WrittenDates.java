package dev.formwork.core.expression.value;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Days, times and moments as people write them: with the year first, in Chinese, in eight digits,
 * or with an English month. Days that are not, and those whose order is not said, are none.
 */
public final class WrittenDates {

  private static final String MONTH =
      "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)[.]?";

  /** The beginnings of the English months, three letters each. */
  public static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";

  private static final String DAY = "([0-9]{1,2})(?:st|nd|rd|th)?";

  private static final String CLOCK =
      "(上午|下午)? ?([01]?[0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9])(?:[.][0-9]{1,9})?)?(?: ?([AaPp])[Mm])?";

  /** A day, in the first group, with a time of day behind it. */
  public static final String TIMED = "^(.*[0-9日号]) ?[ T] ?" + CLOCK + "$";

  /** A time of day: half, hour, minute, second and half again in its groups. */
  public static final String TIME = "^" + CLOCK + "$";

  private static final int NOON = 12;

  /**
   * A way to write days.
   *
   * @param written as a regular expression for Java and PostgreSQL
   * @param places of year, month and day among its groups, as in {@code \1-\2-\3}
   */
  public record Form(String written, String places) {
    private static Form of(String written, int year, int month, int day) {
      return new Form("(?i)^" + written + "$", "\\" + year + "-\\" + month + "-\\" + day);
    }

    private Pattern pattern() {
      return Pattern.compile(written);
    }

    private String replacement() {
      return places.replace('\\', '$');
    }
  }

  public static final List<Form> FORMS =
      List.of(
          Form.of("([0-9]{4})([-/.])([0-9]{1,2})\\2([0-9]{1,2})", 1, 3, 4),
          Form.of("([0-9]{4}) ?年 ?([0-9]{1,2}) ?月 ?([0-9]{1,2}) ?[日号]?", 1, 2, 3),
          Form.of("([0-9]{4})([0-9]{2})([0-9]{2})", 1, 2, 3),
          Form.of(DAY + "[- ]" + MONTH + "(?:-|,? )([0-9]{4})", 3, 2, 1),
          Form.of(MONTH + " " + DAY + ",? ([0-9]{4})", 3, 1, 2),
          Form.of("([0-9]{4})[- ]" + MONTH + "[- ]([0-9]{1,2})", 1, 2, 3));

  private static final List<Pattern> PATTERNS = FORMS.stream().map(Form::pattern).toList();
  private static final Pattern WITH_TIME = Pattern.compile(TIMED, Pattern.DOTALL);
  private static final Pattern OF_TIME = Pattern.compile(TIME);

  private WrittenDates() {}

  /** A day; a time of day behind it is left out. */
  public static Optional<LocalDate> dayOf(String text) {
    var plain = PlainText.of(text);
    var timed = WITH_TIME.matcher(plain);
    return plainDay(timed.matches() ? timed.group(1) : plain);
  }

  /** A day alone. */
  public static Optional<LocalDate> day(String text) {
    return plainDay(PlainText.of(text));
  }

  /** A day with a time of day, without an offset. */
  public static Optional<LocalDateTime> moment(String text) {
    var timed = WITH_TIME.matcher(PlainText.of(text));
    return timed.matches()
        ? plainDay(timed.group(1)).flatMap(day -> clock(timed, 2).map(day::atTime))
        : Optional.empty();
  }

  /** A time of day, to the second. */
  public static Optional<LocalTime> time(String text) {
    var clock = OF_TIME.matcher(PlainText.of(text));
    return clock.matches() ? clock(clock, 1) : Optional.empty();
  }

  private static Optional<LocalTime> clock(Matcher found, int group) {
    int hour = Integer.parseInt(found.group(group + 1));
    int minute = Integer.parseInt(found.group(group + 2));
    var seconds = found.group(group + 3);
    var half = half(found.group(group), found.group(group + 4));
    if (!half.isEmpty() && (hour < 1 || hour > NOON)) {
      return Optional.empty();
    }
    return Optional.of(
        LocalTime.of(
            half.isEmpty() ? hour : hour % NOON + (half.equals("p") ? NOON : 0),
            minute,
            seconds == null ? 0 : Integer.parseInt(seconds)));
  }

  private static String half(String chinese, String letter) {
    return chinese == null
        ? letter == null ? "" : letter.toLowerCase(Locale.ROOT)
        : chinese.equals("下午") ? "p" : "a";
  }

  private static Optional<LocalDate> plainDay(String plain) {
    for (int i = 0; i < FORMS.size(); i++) {
      var matcher = PATTERNS.get(i).matcher(plain);
      if (matcher.matches()) {
        return of(matcher.replaceFirst(FORMS.get(i).replacement()).split("-"));
      }
    }
    return Optional.empty();
  }

  private static Optional<LocalDate> of(String[] parts) {
    var month = parts[1].toLowerCase(Locale.ROOT);
    try {
      return Optional.ofNullable(
          IsoDates.storable(
              LocalDate.of(
                  Integer.parseInt(parts[0]),
                  Character.isDigit(month.charAt(0))
                      ? Integer.parseInt(month)
                      : MONTHS.indexOf(month.substring(0, 3)) / 3 + 1,
                  Integer.parseInt(parts[2]))));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
