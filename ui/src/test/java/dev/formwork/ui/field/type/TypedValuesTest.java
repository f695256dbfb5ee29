package dev.formwork.ui.field.type;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.textfield.TextField;
import dev.formwork.core.field.DateField;
import dev.formwork.core.field.DateTimeField;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.FieldHead;
import dev.formwork.core.field.MoneyField;
import dev.formwork.core.field.NumberField;
import dev.formwork.core.field.TimeField;
import dev.formwork.core.naming.FieldKey;
import dev.formwork.core.naming.Title;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.field.FieldEditor;
import dev.formwork.ui.field.TypedInputs;
import dev.formwork.ui.field.input.TypedField;
import dev.formwork.ui.field.input.TypedInput;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is typed is read exactly, or stays as it was typed and is told. */
final class TypedValuesTest {

  private static final FieldHead HEAD =
      FieldHead.of(new FieldKey("field"), new Title("Field", "字段"));
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static FieldDisplay display(Locale locale) {
    return new FieldDisplay(locale, BERLIN, Map.of());
  }

  private static final FieldDisplay ENGLISH = display(Locale.ENGLISH);
  private static final FieldDisplay CHINESE = display(Locale.CHINESE);
  private static final FieldDisplay GERMAN = display(Locale.GERMANY);

  private static FieldEditor<?> editor(Field field, FieldDisplay display) {
    return FieldUis.of(field)
        .editor(
            new EditorContext(
                display, (_, _, _, _) -> List.of(), _ -> "Accounts", NewTargets.NONE));
  }

  private static Object typed(Field field, FieldDisplay display, String text) {
    var editor = editor(field, display);
    editor.type(text);
    assertThat(editor.unread()).as(text).isEmpty();
    return editor.value();
  }

  private static void isRefused(Field field, FieldDisplay display, String text) {
    var editor = editor(field, display);
    editor.type(text);
    assertThat(editor.unread()).as(text).isPresent();
    assertThat(editor.unread().orElseThrow().text()).isEqualTo(text);
    assertThat(editor.unread().orElseThrow().sentence()).contains(text);
    assertThat(editor.value()).isNull();
    assertThat(editor.isWellTyped()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,234.50 | 1234.50",
        "￥1,280 | 1280",
        "¥1280 | 1280",
        "１２３ | 123",
        "1e3 | 1000",
        "CNY 12 | 12",
        "1280元 | 1280",
        "(12.5) | -12.5",
        "-3 | -3"
      })
  void amounts_are_read_as_people_write_them(String text, BigDecimal amount) {
    var money = new MoneyField(HEAD, "CNY", null, null, null);
    assertThat((BigDecimal) typed(money, CHINESE, text)).isEqualByComparingTo(amount);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,12", "1,2,3", "USD 1000", "12%", "1 2", "ten", "CNY12USD", "0.12345"})
  void what_is_no_amount_in_this_currency_is_refused(String text) {
    isRefused(new MoneyField(HEAD, "CNY", null, null, null), ENGLISH, text);
  }

  @ParameterizedTest
  @CsvSource({"12, 0.12", "12%, 0.12", "12.5 %, 0.125"})
  void percentages_are_meant_as_the_input_shows_them(String text, BigDecimal share) {
    var percent = new NumberField(HEAD, null, null, null, null, true);
    assertThat((BigDecimal) typed(percent, ENGLISH, text)).isEqualByComparingTo(share);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.5", "2,5", "1.2.3"})
  void a_whole_number_has_no_decimals(String text) {
    isRefused(new NumberField(HEAD, 0, null, null, null, false), ENGLISH, text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-06-30",
        "2026/6/30",
        "2026.6.30",
        "2026年6月30日",
        "20260630",
        "30 Jun 2026",
        "２０２６-06-30"
      })
  void days_are_read_in_every_language(String text) {
    for (var display : new FieldDisplay[] {ENGLISH, CHINESE, GERMAN}) {
      assertThat(typed(new DateField(HEAD), display, text)).isEqualTo(LocalDate.of(2026, 6, 30));
    }
  }

  @Test
  void the_order_of_a_day_is_that_of_the_language() {
    assertThat(typed(new DateField(HEAD), ENGLISH, "6/30/2026"))
        .isEqualTo(LocalDate.of(2026, 6, 30));
    assertThat(typed(new DateField(HEAD), GERMAN, "30.06.2026"))
        .isEqualTo(LocalDate.of(2026, 6, 30));
    isRefused(new DateField(HEAD), CHINESE, "30.06.2026");
    isRefused(new DateField(HEAD), ENGLISH, "30/06/2026");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2023-02-29", "2024/4/31", "tomorrow", "2026-13-01", "45296"})
  void a_day_that_is_not_is_refused(String text) {
    isRefused(new DateField(HEAD), ENGLISH, text);
  }

  @ParameterizedTest
  @CsvSource({"09:30, 09:30", "9:30 pm, 21:30", "下午3:05, 15:05", "9时5分, 09:05"})
  void times_are_read_as_people_write_them(String text, LocalTime time) {
    assertThat(typed(new TimeField(HEAD), CHINESE, text)).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(strings = {"25:00", "abc 12 xyz 34", "9", "13:75"})
  void a_time_that_is_not_is_refused(String text) {
    isRefused(new TimeField(HEAD), ENGLISH, text);
  }

  @Test
  void a_moment_needs_both_its_parts() {
    assertThat(typed(new DateTimeField(HEAD), ENGLISH, "2026-06-30 14:30"))
        .isEqualTo(OffsetDateTime.parse("2026-06-30T14:30+02:00"));
    var moment = TypedInputs.moment(ENGLISH);
    moment.type("2026-02-30 14:00");
    assertThat(moment.unread().text()).isEqualTo("2026-02-30 14:00");
    assertThat(moment.getValue()).isNull();
  }

  @Test
  void a_moment_that_the_clocks_leave_out_is_refused() {
    isRefused(new DateTimeField(HEAD), ENGLISH, "2026-03-29 02:30");
  }

  @Test
  void a_moment_that_is_shown_keeps_what_is_not_shown() {
    var editor = editor(new DateTimeField(HEAD), ENGLISH);
    var exact = OffsetDateTime.parse("2026-06-30T12:30:15.123456Z");
    editor.setValue(exact);
    assertThat(editor.value()).isEqualTo(exact);
  }

  @Test
  void whole_numbers_of_settings_have_bounds() {
    var digits = TypedInputs.whole(0, 10);
    for (var text : new String[] {"11", "-1", "2.5", "x", "5%"}) {
      digits.type(text);
      assertThat(digits.unread()).as(text).isNotNull();
      assertThat(digits.getValue()).isNull();
    }
    digits.type("１０");
    assertThat(digits.unread()).isNull();
    assertThat(digits.getValue()).isEqualTo(10);
  }

  @Test
  void what_was_typed_stays_and_is_marked() {
    var money = money();
    money.type("12a");
    assertThat(content(money).getValue()).isEqualTo("12a");
    assertThat(money.isInvalid()).isTrue();
    assertThat(money.getErrorMessage()).contains("12a");
  }

  @Test
  void what_was_read_is_written_out_plainly() {
    var money = money();
    money.type("￥1,280.50");
    assertThat(content(money).getValue()).isEqualTo("1280.5");
    assertThat(money.isInvalid()).isFalse();
  }

  @Test
  void a_text_that_cannot_be_read_is_told_and_so_is_its_end() {
    var money = money();
    var told = new AtomicInteger();
    ((TypedInput) money).onTyped(told::incrementAndGet);
    money.type("12a");
    assertThat(told).hasValue(1);
    money.type("");
    assertThat(told).hasValue(2);
    assertThat(money.isInvalid()).isFalse();
  }

  @Test
  void setting_a_value_takes_a_bad_text_away() {
    var money = money();
    money.type("12a");
    money.setValue(null);
    assertThat(content(money).getValue()).isEmpty();
    assertThat(money.unread()).isNull();
    money.type("12a");
    money.setValue(BigDecimal.TEN);
    assertThat(content(money).getValue()).isEqualTo("10");
    assertThat(money.isInvalid()).isFalse();
  }

  @SuppressWarnings("unchecked")
  private static TypedField<BigDecimal> money() {
    return (TypedField<BigDecimal>)
        editor(new MoneyField(HEAD, "CNY", null, null, null), CHINESE).component();
  }

  private static HasValue<?, String> content(TypedField<?> field) {
    return (TextField) field.getChildren().findFirst().orElseThrow();
  }
}
