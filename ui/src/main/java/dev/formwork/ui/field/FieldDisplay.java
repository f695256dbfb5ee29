package dev.formwork.ui.field;

import dev.formwork.core.expression.CompiledExpression;
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
import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.ui.text.UiTexts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Field values as text for people, in one language and time zone.
 *
 * @param members names by id
 */
public record FieldDisplay(Locale locale, ZoneId zone, Map<UUID, String> members) {

  /** The text of a value; empty for nothing. */
  public String text(Field field, Object value) {
    if (value == null) {
      return "";
    }
    return switch (field) {
      case LookupField _ -> value instanceof RecordRef target ? name(target) : value.toString();
      case TextField _, LongTextField _, SerialField _ -> CompiledExpression.text(value);
      case NumberField number -> number(number, (BigDecimal) value);
      case MoneyField money -> money((BigDecimal) value, money.currencyCode());
      case BooleanField _ -> UiTexts.of((Boolean) value ? "yes" : "no");
      case DateField _ -> date((LocalDate) value);
      case DateTimeField _ -> moment((OffsetDateTime) value);
      case ChoiceField choice -> option(choice.options(), (String) value);
      case ChoicesField choices ->
          ((List<?>) value)
              .stream()
                  .map(key -> option(choices.options(), (String) key))
                  .collect(Collectors.joining(", "));
      case StageField stage ->
          stage.stage((String) value).map(one -> one.title().in(locale)).orElse((String) value);
      case MemberField _ -> members.getOrDefault((UUID) value, "?");
      case SubformField _ -> Integer.toString(((List<?>) value).size());
      case ComputedField computed
          when value instanceof String key && !computed.options().isEmpty() ->
          option(computed.options(), key);
      case ComputedField computed -> derived(computed.currency(), computed.storedScale(), value);
      case RollupField rollup -> derived(rollup.currency(), rollup.storedScale(), value);
    };
  }

  /** Name of the badge colour of a choice or stage; empty when it is shown as plain text. */
  public static String color(Field field, Object value) {
    return switch (field) {
      case StageField stage when value instanceof String key ->
          stage.stage(key).map(one -> one.color() == null ? "gray" : one.color()).orElse("gray");
      case ChoiceField choice when value instanceof String key ->
          choice.options().stream()
              .filter(one -> one.key().equals(key))
              .findFirst()
              .map(one -> one.color() == null ? "gray" : one.color())
              .orElse("gray");
      case ComputedField computed
          when value instanceof String key && !computed.options().isEmpty() ->
          computed
              .option(key)
              .map(one -> one.color() == null ? "gray" : one.color())
              .orElse("gray");
      default -> "";
    };
  }

  public static boolean isNumeric(Field field) {
    return field instanceof NumberField
        || field instanceof MoneyField
        || field instanceof ComputedField computed && computed.options().isEmpty()
        || field instanceof RollupField;
  }

  private static String option(List<Option> options, String key, Locale locale) {
    return options.stream()
        .filter(one -> one.key().equals(key))
        .findFirst()
        .map(one -> one.title().in(locale))
        .orElse(key);
  }

  private String option(List<Option> options, String key) {
    return option(options, key, locale);
  }

  private String derived(String currency, int scale, Object value) {
    return switch (value) {
      case BigDecimal number when currency != null -> money(number, currency);
      case BigDecimal number -> plain(number, 0, scale);
      case UUID member -> members.getOrDefault(member, "?");
      case LocalDate date -> date(date);
      case OffsetDateTime moment -> moment(moment);
      case Boolean truth -> UiTexts.of(truth ? "yes" : "no");
      default -> CompiledExpression.text(value);
    };
  }

  private String number(NumberField field, BigDecimal value) {
    if (field.percent()) {
      return plain(value.movePointRight(2), 0, 2) + " %";
    }
    var text =
        field.scale() != null
                && field.scale() == 0
                && field.unit() == null
                && value.abs().compareTo(BigDecimal.valueOf(10_000)) < 0
            ? value.setScale(0, RoundingMode.HALF_UP).toPlainString()
            : plain(value, 0, field.storedScale());
    return field.unit() == null ? text : text + " " + field.unit();
  }

  /** An amount with its currency, to the cent. */
  public String money(BigDecimal value, String currency) {
    var symbol =
        switch (currency) {
          case "CNY" -> "¥";
          case "USD" -> "$";
          case "EUR" -> "€";
          case "GBP" -> "£";
          default -> currency + " ";
        };
    var text = plain(value.abs(), 2, 2);
    return (value.signum() < 0 ? "-" : "") + symbol + text;
  }

  /** Large sums, short: 10.0 M or 1,000.6 万. */
  public String shortSum(BigDecimal value) {
    var chinese = locale.getLanguage().equals("zh");
    var tenThousand = BigDecimal.valueOf(10_000);
    var million = BigDecimal.valueOf(1_000_000);
    if (chinese && value.abs().compareTo(tenThousand) >= 0) {
      return plain(value.divide(tenThousand, 1, RoundingMode.HALF_UP), 1, 1) + " 万";
    }
    if (!chinese && value.abs().compareTo(million) >= 0) {
      return plain(value.divide(million, 1, RoundingMode.HALF_UP), 1, 1) + " M";
    }
    return plain(value, 0, 0);
  }

  /** With thousands separators. */
  public String plain(BigDecimal value, int minDigits, int maxDigits) {
    var format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(locale));
    format.setMinimumFractionDigits(minDigits);
    format.setMaximumFractionDigits(maxDigits);
    format.setRoundingMode(RoundingMode.HALF_UP);
    return format.format(value);
  }

  private String date(LocalDate date) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).localizedBy(locale).format(date);
  }

  /** Day and minute, in the reader's zone. */
  public String moment(OffsetDateTime moment) {
    return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
        .localizedBy(locale)
        .format(moment.atZoneSameInstant(zone));
  }

  /** What a linked record is called, as far as the reader may know. */
  static String name(RecordRef target) {
    return target.title() == null ? UiTexts.of("lookup.unreadable") : target.title();
  }
}
