package dev.formwork.designer.form;

import static dev.formwork.core.testing.FieldSetting.scale;
import static dev.formwork.core.testing.TestApp.form;
import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.field.Field;
import dev.formwork.core.testing.FieldSetting;
import dev.formwork.core.testing.TestForm;
import dev.formwork.designer.form.ValueConversion.Outcome;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What values become when their field gets another type: exactly the same, or nothing. */
final class ValueConversionTest {

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private static final FieldSetting COLORS =
      field -> {
        var options = field.putArray("options");
        options.addObject().put("key", "red").putObject("title").put("en", "Red").put("zh", "红");
        options.addObject().put("key", "blue").putObject("title").put("en", "Blue, dark");
      };

  private static Field field(String type, FieldSetting... settings) {
    UnaryOperator<TestForm> one = form -> form.field(type, "x", settings);
    return one.apply(form("deal").recordTitle("\"x\"")).definition().fields().getFirst();
  }

  private static Object converted(Field before, Field after, Object value) {
    return converted(before, after, value, Locale.ENGLISH);
  }

  private static Object converted(Field before, Field after, Object value, Locale locale) {
    return switch (new ValueConversion(before, after, locale, ZONE).of(value)) {
      case Outcome.Converted(var read) -> read;
      case Outcome.Unreadable(var reason) -> reason.code();
    };
  }

  @Test
  void texts_become_numbers_exactly_or_not_at_all() {
    var text = field("text");
    var number = field("number", scale(2));
    assertThat(converted(text, number, " 1,234.5 ")).isEqualTo(new BigDecimal("1234.50"));
    assertThat(converted(text, number, "-7")).isEqualTo(new BigDecimal("-7.00"));
    assertThat(converted(text, number, "1,12")).isEqualTo("import-not-a-number");
    assertThat(converted(text, number, "1.125")).isEqualTo("import-too-precise");
    assertThat(converted(text, number, "10%")).isEqualTo("import-percent");
    assertThat(converted(text, number, "n/a")).isEqualTo("import-not-a-number");
    var few = field("number", settings -> settings.put("max", 10));
    assertThat(converted(text, few, "11")).isEqualTo("number-above");
    assertThat(converted(text, field("rating"), "4")).isEqualTo(new BigDecimal("4"));
    assertThat(converted(text, field("rating"), "0")).isEqualTo("number-below");
  }

  @Test
  void numbers_become_texts_with_all_their_digits_and_come_back() {
    var text = field("text");
    var number = field("number", scale(4));
    for (var digits : List.of("1.234", "0.1", "-12345678901234567.0001", "0", "1000")) {
      var value = new BigDecimal(digits);
      assertThat(converted(number, text, value)).isEqualTo(digits);
      assertThat((BigDecimal) converted(text, number, digits)).isEqualByComparingTo(value);
    }
    var percent = field("number", settings -> settings.put("percent", true));
    assertThat(converted(percent, text, new BigDecimal("0.1250"))).isEqualTo("12.5%");
    assertThat(converted(text, percent, "12.5%")).isEqualTo(new BigDecimal("0.1250"));
    assertThat(converted(text, percent, "12.5")).isEqualTo("import-percent-unclear");
    var short2 = field("text", settings -> settings.put("maxLength", 2));
    assertThat(converted(number, short2, new BigDecimal("1000"))).isEqualTo("text-too-long");
  }

  @Test
  void texts_become_days_moments_times_and_answers_that_can_be_read_one_way_only() {
    var text = field("text");
    assertThat(converted(text, field("date"), "2026-03-05")).isEqualTo(LocalDate.of(2026, 3, 5));
    assertThat(converted(text, field("date"), "5/3/2026")).isEqualTo("import-not-a-date");
    assertThat(converted(text, field("dateTime"), "2026-03-05 09:30"))
        .isEqualTo(OffsetDateTime.parse("2026-03-05T09:30+08:00"));
    assertThat(converted(text, field("time"), "09:30")).isEqualTo(LocalTime.of(9, 30));
    assertThat(converted(text, field("boolean"), "yes")).isEqualTo(true);
    assertThat(converted(text, field("boolean"), "perhaps")).isEqualTo("import-not-yes-or-no");
  }

  @Test
  void a_day_is_its_midnight_and_only_a_midnight_is_a_day() {
    var moment = OffsetDateTime.parse("2026-03-04T16:00:00Z");
    var day = LocalDate.of(2026, 3, 5);
    assertThat(((OffsetDateTime) converted(field("date"), field("dateTime"), day)).toInstant())
        .isEqualTo(moment.toInstant());
    assertThat(converted(field("dateTime"), field("date"), moment)).isEqualTo(day);
    assertThat(converted(field("dateTime"), field("date"), moment.plusNanos(1_000)))
        .isEqualTo("value-has-time");
    assertThat(converted(field("dateTime"), field("text"), moment))
        .isEqualTo("2026-03-05T00:00:00+08:00");
    assertThat(converted(field("date"), field("text"), day)).isEqualTo("2026-03-05");
    assertThat(converted(field("date"), field("number"), day)).isEqualTo("import-not-a-number");
  }

  @Test
  void options_go_from_one_to_many_and_back_and_become_titles() {
    var one = field("choice", COLORS);
    var many = field("choices", COLORS);
    assertThat(converted(one, many, "blue")).isEqualTo(List.of("blue"));
    assertThat(converted(many, one, List.of("blue"))).isEqualTo("blue");
    assertThat(converted(many, one, List.of("red", "blue"))).isEqualTo("value-has-several-options");
    assertThat(converted(many, field("text"), List.of("red", "blue"))).isEqualTo("Red, Blue, dark");
    assertThat(converted(field("text"), many, "Red, Blue, dark")).isEqualTo(List.of("red", "blue"));
    assertThat(converted(many, field("text"), List.of("red"), Locale.CHINESE)).isEqualTo("红");
    assertThat(converted(field("text"), many, "Red, Green")).isEqualTo("import-no-such-option");
    assertThat(converted(null, one, List.of("red"))).isEqualTo("red");
    assertThat(converted(field("boolean"), field("text"), true)).isEqualTo("yes");
    assertThat(converted(field("boolean"), field("text"), false, Locale.CHINESE)).isEqualTo("否");
  }
}
