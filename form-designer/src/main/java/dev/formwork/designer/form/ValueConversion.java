package dev.formwork.designer.form;

import dev.formwork.core.field.CellValue;
import dev.formwork.core.field.ChoicesField;
import dev.formwork.core.field.DateField;
import dev.formwork.core.field.DateTimeField;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.LongTextField;
import dev.formwork.core.field.NumberField;
import dev.formwork.core.field.Optioned;
import dev.formwork.core.field.SingleChoice;
import dev.formwork.core.field.TextField;
import dev.formwork.core.field.ValueCheck;
import dev.formwork.core.field.text.TextFormat;
import dev.formwork.core.problem.Problem;
import dev.formwork.designer.problem.DesignProblem;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Reads what one field held as what another takes: written as people read it, and read as the other
 * field reads what people write. Exactly, or not at all. Pure.
 */
final class ValueConversion {

  private final Field before;
  private final Field after;
  private final Locale locale;
  private final ZoneId zone;
  private final TextFormat format;
  private final ValueCheck check;

  /**
   * @param before null: it was removed once, and its values are still there
   * @param after a field with values of its own
   * @param locale of yes and no, and of the titles of options
   * @param zone in which days begin
   */
  ValueConversion(Field before, Field after, Locale locale, ZoneId zone) {
    this.before = before;
    this.after = after;
    this.locale = locale;
    this.zone = zone;
    this.format = TextFormat.plain(zone);
    this.check = after.check();
  }

  /** What becomes of a value. */
  sealed interface Outcome {

    record Converted(Object value) implements Outcome {}

    record Unreadable(Problem reason) implements Outcome {}
  }

  Outcome of(Object value) {
    return switch (read(value)) {
      case CellValue.Value(var read) ->
          check
              .of(read)
              .<Outcome>map(Outcome.Unreadable::new)
              .orElseGet(() -> new Outcome.Converted(read));
      case CellValue.Unusable(var code, var arguments) ->
          new Outcome.Unreadable(
              new Problem("", code, arguments.stream().map(ValueConversion::told).toList()));
      case CellValue.NamedRecord _, CellValue.NamedMember _ ->
          throw new IllegalStateException("Records and members are not read of other values");
    };
  }

  private static Object told(Object argument) {
    return argument instanceof String text ? ChangedValues.shortened(text) : argument;
  }

  private CellValue read(Object value) {
    return switch (value) {
      case String key when after instanceof ChoicesField list && isOptionOf(list, key) ->
          new CellValue.Value(List.of(key));
      case List<?> keys when after instanceof SingleChoice choice -> one(choice, keys);
      case LocalDate day when after instanceof DateTimeField ->
          new CellValue.Value(day.atStartOfDay(zone).toOffsetDateTime());
      case OffsetDateTime moment when after instanceof DateField -> day(moment);
      default -> ofText(written(value));
    };
  }

  private boolean isOptionOf(ChoicesField list, String key) {
    return (before == null || before instanceof Optioned) && list.optionTitle(key).isPresent();
  }

  private CellValue one(SingleChoice choice, List<?> keys) {
    if (keys.size() > 1) {
      return new CellValue.Unusable(DesignProblem.VALUE_HAS_SEVERAL_OPTIONS, List.of());
    }
    var key = (String) keys.getFirst();
    return choice.optionTitle(key).isPresent() ? new CellValue.Value(key) : ofText(option(key));
  }

  private CellValue day(OffsetDateTime moment) {
    var local = moment.atZoneSameInstant(zone);
    return local.equals(local.toLocalDate().atStartOfDay(zone))
        ? new CellValue.Value(local.toLocalDate())
        : new CellValue.Unusable(DesignProblem.VALUE_HAS_TIME, List.of());
  }

  private CellValue ofText(String text) {
    boolean keepsBlanks = after instanceof TextField || after instanceof LongTextField;
    var meant = keepsBlanks ? text : text.strip();
    return after.readText(meant, format).keptBy(after, meant);
  }

  /** As people read it, exactly. */
  String written(Object value) {
    return switch (value) {
      case BigDecimal number -> number(number);
      case Boolean truth -> truth(truth);
      case OffsetDateTime moment ->
          DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment.atZoneSameInstant(zone));
      case List<?> keys ->
          keys.stream().map(key -> option((String) key)).collect(Collectors.joining(", "));
      case String text -> option(text);
      default -> value.toString();
    };
  }

  private String number(BigDecimal number) {
    return before instanceof NumberField fraction && fraction.percent()
        ? plain(number.movePointRight(2)) + "%"
        : plain(number);
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  private String truth(boolean truth) {
    boolean isChinese = locale.getLanguage().equals("zh");
    return truth ? (isChinese ? "是" : "yes") : isChinese ? "否" : "no";
  }

  private String option(String key) {
    return before instanceof Optioned listed
        ? listed.optionTitle(key).map(title -> title.in(locale)).orElse(key)
        : key;
  }
}
