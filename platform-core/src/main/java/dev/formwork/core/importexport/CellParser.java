package dev.formwork.core.importexport;

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
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Parses cell text as people write values in spreadsheets, in English or Chinese. */
final class CellParser {

  private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]{1,40}(\\.[0-9]{1,20})?");
  private static final Set<String> YES = Set.of("true", "yes", "y", "1", "是", "对", "√");
  private static final Set<String> NO = Set.of("false", "no", "n", "0", "否", "错", "×");
  private static final List<DateTimeFormatter> DATES =
      List.of(
          DateTimeFormatter.ISO_LOCAL_DATE,
          DateTimeFormatter.ofPattern("yyyy/M/d", Locale.ROOT),
          DateTimeFormatter.ofPattern("yyyy.M.d", Locale.ROOT),
          DateTimeFormatter.ofPattern("yyyy-M-d", Locale.ROOT),
          DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.ROOT));
  private static final List<DateTimeFormatter> MOMENTS =
      List.of(
          DateTimeFormatter.ISO_LOCAL_DATE_TIME,
          DateTimeFormatter.ofPattern("yyyy-M-d H:mm[:ss]", Locale.ROOT),
          DateTimeFormatter.ofPattern("yyyy/M/d H:mm[:ss]", Locale.ROOT));

  private CellParser() {}

  /** What came of a text: a value, the title of a record still to be found, or nothing usable. */
  sealed interface Reading {
    record Value(Object value) implements Reading {}

    record NamedRecord(String title) implements Reading {}

    record NamedMember(String name) implements Reading {}

    record Unusable(String code, Object argument) implements Reading {}
  }

  static Reading read(Field field, String text, ZoneId zone) {
    return switch (field) {
      case TextField _, LongTextField _, SerialField _ -> new Reading.Value(text);
      case NumberField number -> number(text, number.percent());
      case MoneyField _ -> number(text, false);
      case BooleanField _ -> truth(text);
      case DateField _ ->
          date(text)
              .<Reading>map(Reading.Value::new)
              .orElseGet(() -> new Reading.Unusable("import-not-a-date", text));
      case DateTimeField _ ->
          moment(text, zone)
              .<Reading>map(Reading.Value::new)
              .orElseGet(() -> new Reading.Unusable("import-not-a-moment", text));
      case ChoiceField choice ->
          option(choice.options(), text)
              .<Reading>map(Reading.Value::new)
              .orElseGet(() -> new Reading.Unusable("import-no-such-option", text));
      case ChoicesField choices -> options(choices, text);
      case StageField stage ->
          stage(stage, text)
              .<Reading>map(Reading.Value::new)
              .orElseGet(() -> new Reading.Unusable("import-no-such-option", text));
      case MemberField _ -> new Reading.NamedMember(text);
      case LookupField _ -> new Reading.NamedRecord(text);
      case SubformField _, ComputedField _, RollupField _ ->
          new Reading.Unusable("import-not-a-column", field.key());
    };
  }

  private static Reading number(String text, boolean percent) {
    boolean percentSign = text.endsWith("%");
    var plain = text.replaceAll("[,，\\s\u00A0¥￥$€£%]|CNY|USD|EUR", "");
    if (!NUMBER.matcher(plain).matches()) {
      return new Reading.Unusable("import-not-a-number", text);
    }
    var number = new BigDecimal(plain);
    return new Reading.Value(percent && percentSign ? number.movePointLeft(2) : number);
  }

  private static Reading truth(String text) {
    var plain = text.toLowerCase(Locale.ROOT);
    if (YES.contains(plain)) {
      return new Reading.Value(true);
    }
    return NO.contains(plain)
        ? new Reading.Value(false)
        : new Reading.Unusable("import-not-yes-or-no", text);
  }

  private static Optional<LocalDate> date(String text) {
    var day =
        text.length() > 10 && text.indexOf(' ') > 0 && text.endsWith("00:00:00")
            ? text.substring(0, text.indexOf(' '))
            : text;
    for (var format : DATES) {
      try {
        return Optional.of(LocalDate.parse(day, format));
      } catch (DateTimeException e) {
        // Not written this way; the next one is tried.
      }
    }
    return Optional.empty();
  }

  private static Optional<OffsetDateTime> moment(String text, ZoneId zone) {
    try {
      return Optional.of(OffsetDateTime.parse(text));
    } catch (DateTimeException e) {
      // Not a moment with an offset; tried next as one in the caller's zone.
    }
    for (var format : MOMENTS) {
      try {
        return Optional.of(LocalDateTime.parse(text, format).atZone(zone).toOffsetDateTime());
      } catch (DateTimeException e) {
        // Not written this way; the next one is tried.
      }
    }
    return date(text).map(day -> day.atStartOfDay(zone).toOffsetDateTime());
  }

  private static Optional<String> option(List<Option> options, String text) {
    return options.stream()
        .filter(option -> option.key().equals(text) || option.title().isNamed(text))
        .map(Option::key)
        .findFirst();
  }

  private static Optional<String> stage(StageField field, String text) {
    return field.stages().stream()
        .filter(stage -> stage.key().equals(text) || stage.title().isNamed(text))
        .map(stage -> stage.key())
        .findFirst();
  }

  private static Reading options(ChoicesField field, String text) {
    var keys = new ArrayList<String>();
    for (var part : text.split("[,;，；、|]")) {
      var key = option(field.options(), part.strip());
      if (key.isEmpty()) {
        return new Reading.Unusable("import-no-such-option", part.strip());
      }
      keys.add(key.get());
    }
    return new Reading.Value(List.copyOf(keys));
  }
}
