package dev.formwork.workflow.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/**
 * How long, as ISO 8601 writes it: {@code P2D}, {@code P1W}, {@code PT4H}, {@code P1DT30M}; a minus
 * in front: that long before.
 *
 * @param days whole days
 * @param time the rest
 */
public record Delay(int days, Duration time) {

  private static final int MAX_DAYS = 3_660;

  @JsonCreator
  public static Delay of(String text) {
    boolean before = text.startsWith("-");
    var plain = before ? text.substring(1) : text;
    int split = plain.indexOf('T');
    try {
      var date = split < 0 ? plain : plain.substring(0, split);
      var period = date.equals("P") ? Period.ZERO : Period.parse(date);
      var rest = split < 0 ? Duration.ZERO : Duration.parse("P" + plain.substring(split));
      long days = period.get(ChronoUnit.DAYS) + period.toTotalMonths() * 30;
      if (days > MAX_DAYS || days < 0 || rest.isNegative()) {
        throw new IllegalArgumentException("Not a length of time up to ten years: " + text);
      }
      return before ? new Delay(-(int) days, rest.negated()) : new Delay((int) days, rest);
    } catch (DateTimeParseException _) {
      throw new IllegalArgumentException("Not a length of time, such as P2D or PT4H: " + text);
    }
  }

  @JsonValue
  public String json() {
    boolean before = days < 0 || time.isNegative();
    var rest = time.abs();
    return (before ? "-P" : "P")
        + (days == 0 ? "" : Math.abs(days) + "D")
        + (rest.isZero() ? days == 0 ? "0D" : "" : rest.toString().substring(1));
  }
}
