package dev.formwork.core.record.decision;

import dev.formwork.core.field.BooleanField;
import dev.formwork.core.field.ChoiceField;
import dev.formwork.core.field.ChoicesField;
import dev.formwork.core.field.ComputedField;
import dev.formwork.core.field.DateField;
import dev.formwork.core.field.DateTimeField;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.LongTextField;
import dev.formwork.core.field.LookupField;
import dev.formwork.core.field.MemberField;
import dev.formwork.core.field.MoneyField;
import dev.formwork.core.field.NumberField;
import dev.formwork.core.field.Option;
import dev.formwork.core.field.RollupField;
import dev.formwork.core.field.SerialField;
import dev.formwork.core.field.StageField;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.field.TextField;
import dev.formwork.core.problem.Problem;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a value must be for its field, and the form it is stored in. Pure. */
final class ValueValidator {

  /**
   * The longest text a field takes unless it says otherwise; keeps one record from filling a
   * server.
   */
  private static final int MAX_TEXT = 4_000;

  private static final int MAX_LONG_TEXT = 100_000;
  private static final BigDecimal MAX_MONEY = new BigDecimal("100000000000000");
  private static final int MAX_INTEGER_DIGITS = 40;

  private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s.]+(\\.[^@\\s.]+)+");
  private static final Pattern PHONE = Pattern.compile("\\+?[0-9][0-9 ()./-]{3,24}");
  private static final Pattern URL = Pattern.compile("https?://[^\\s<>\"]{1,2000}");

  private ValueValidator() {}

  /**
   * The value as it is stored: text without surrounding spaces and control characters, numbers at
   * their scale, moments in microseconds as PostgreSQL keeps them; nothing for nothing.
   */
  static Object normal(Field field, Object value) {
    return switch (value) {
      case null -> null;
      case String text -> text(field, text);
      case BigDecimal number -> scaled(field, number);
      case OffsetDateTime moment -> moment.truncatedTo(ChronoUnit.MICROS);
      case List<?> list when field instanceof ChoicesField ->
          list.isEmpty() ? null : list.stream().distinct().toList();
      default -> value;
    };
  }

  private static Object text(Field field, String text) {
    var clean = text.indexOf('\0') < 0 ? text : text.replace("\0", "");
    var stripped = field instanceof LongTextField ? clean.stripTrailing() : clean.strip();
    return stripped.isEmpty() ? null : stripped;
  }

  private static BigDecimal scaled(Field field, BigDecimal number) {
    var scale =
        switch (field) {
          case NumberField settings -> settings.storedScale();
          case MoneyField _ -> MoneyField.SCALE;
          case ComputedField computed -> computed.storedScale();
          case RollupField rollup -> rollup.storedScale();
          default -> number.scale();
        };
    if (Math.abs((long) number.precision() - number.scale()) > MAX_INTEGER_DIGITS) {
      return number;
    }
    return number.setScale(scale, RoundingMode.HALF_UP);
  }

  /** What is wrong with a normal, present value; empty when nothing is. */
  static Optional<Problem> check(Field field, Object value, String path) {
    return Optional.ofNullable(
        switch (field) {
          case TextField text -> text(text, (String) value, path);
          case LongTextField text ->
              longerThan(
                  (String) value,
                  Objects.requireNonNullElse(text.maxLength(), MAX_LONG_TEXT),
                  path);
          case NumberField number -> range((BigDecimal) value, number.min(), number.max(), path);
          case MoneyField money -> money(money, (BigDecimal) value, path);
          case ChoiceField choice -> option(choice.options(), (String) value, path);
          case ChoicesField choices -> options(choices.options(), (List<?>) value, path);
          case StageField stage ->
              stage.stage((String) value).isEmpty()
                  ? Problem.at(path, "no-such-option", value)
                  : null;
          case DateField _ -> year(((LocalDate) value).getYear(), path);
          case DateTimeField _ -> year(((OffsetDateTime) value).getYear(), path);
          case BooleanField _,
              MemberField _,
              LookupField _,
              SerialField _,
              SubformField _,
              ComputedField _,
              RollupField _ ->
              null;
        });
  }

  private static Problem text(TextField field, String text, String path) {
    if (field.minLength() != null && length(text) < field.minLength()) {
      return Problem.at(path, "text-too-short", field.minLength());
    }
    var tooLong = longerThan(text, Objects.requireNonNullElse(field.maxLength(), MAX_TEXT), path);
    if (tooLong != null || field.format() == null) {
      return tooLong;
    }
    return switch (field.format()) {
      case EMAIL -> EMAIL.matcher(text).matches() ? null : Problem.at(path, "not-an-email");
      case PHONE -> PHONE.matcher(text).matches() ? null : Problem.at(path, "not-a-phone");
      case URL -> URL.matcher(text).matches() ? null : Problem.at(path, "not-a-url");
    };
  }

  private static Problem longerThan(String text, int limit, String path) {
    return length(text) > limit ? Problem.at(path, "text-too-long", limit) : null;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static Problem money(MoneyField field, BigDecimal amount, String path) {
    return amount.abs().compareTo(MAX_MONEY) >= 0
        ? Problem.at(path, "number-too-large")
        : range(amount, field.min(), field.max(), path);
  }

  private static Problem range(BigDecimal number, BigDecimal min, BigDecimal max, String path) {
    if (Math.abs((long) number.precision() - number.scale()) > MAX_INTEGER_DIGITS) {
      return Problem.at(path, "number-too-large");
    }
    if (min != null && number.compareTo(min) < 0) {
      return Problem.at(path, "number-below", min);
    }
    return max != null && number.compareTo(max) > 0 ? Problem.at(path, "number-above", max) : null;
  }

  private static Problem option(List<Option> options, String key, String path) {
    return options.stream().anyMatch(option -> option.key().equals(key))
        ? null
        : Problem.at(path, "no-such-option", key);
  }

  private static Problem options(List<Option> options, List<?> keys, String path) {
    return keys.stream()
        .map(key -> option(options, (String) key, path))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static Problem year(int year, String path) {
    return year >= 1 && year <= 9999 ? null : Problem.at(path, "date-out-of-range");
  }
}
