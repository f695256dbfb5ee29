package dev.formwork.ui.field;

import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.field.MoneyField;
import dev.formwork.core.field.text.DateOrder;
import dev.formwork.core.field.text.DecimalSign;
import dev.formwork.core.field.text.PercentMeaning;
import dev.formwork.core.field.text.TextFormat;
import dev.formwork.core.naming.MemberId;
import dev.formwork.ui.text.UiTexts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Numbers, days and names as text for people, in one language and time zone.
 *
 * @param members names by id
 */
public record FieldDisplay(Locale locale, ZoneId zone, Map<MemberId, String> members) {

  /** The customs by which people who read these texts write such values themselves. */
  public TextFormat customs() {
    return new TextFormat(zone, decimal(), dateOrder(), PercentMeaning.PERCENT, false, false);
  }

  private DecimalSign decimal() {
    return DecimalFormatSymbols.getInstance(locale).getDecimalSeparator() == ','
        ? DecimalSign.COMMA
        : DecimalSign.POINT;
  }

  private DateOrder dateOrder() {
    var pattern =
        DateTimeFormatterBuilder.getLocalizedDateTimePattern(
            FormatStyle.SHORT, null, IsoChronology.INSTANCE, locale);
    int day = pattern.indexOf('d');
    int month = pattern.indexOf('M');
    int year = pattern.indexOf('y');
    if (year < day && year < month) {
      return DateOrder.YEAR_FIRST;
    }
    return day < month ? DateOrder.DAY_FIRST : DateOrder.MONTH_FIRST;
  }

  /** A number as people type it: without groups, and without zeros at the end that nobody typed. */
  public String typed(BigDecimal value) {
    var trimmed = value.stripTrailingZeros();
    var plain = (trimmed.scale() < 0 ? trimmed.setScale(0) : trimmed).toPlainString();
    return decimal() == DecimalSign.COMMA ? plain.replace('.', ',') : plain;
  }

  /** The name of a member; a question mark for one who is gone. */
  public String member(MemberId id) {
    return members.getOrDefault(id, "?");
  }

  /**
   * The result of a formula.
   *
   * @param currency of an amount; null: it is none
   * @param scale decimals at most
   */
  public String result(Object value, String currency, int scale) {
    return switch (value) {
      case BigDecimal number when currency != null -> money(number, currency, scale);
      case BigDecimal number -> plain(number, 0, scale);
      case UUID member -> member(MemberId.of(member));
      case LocalDate date -> date(date);
      case LocalTime time -> time(time);
      case OffsetDateTime moment -> moment(moment);
      case Boolean truth -> UiTexts.of(truth ? "yes" : "no");
      default -> CompiledExpression.text(value);
    };
  }

  /**
   * An amount with its currency.
   *
   * @param scale digits at most; at least those of the currency are shown
   */
  public String money(BigDecimal value, String currency, int scale) {
    var symbol =
        switch (currency) {
          case "CNY" -> "¥";
          case "USD" -> "$";
          case "EUR" -> "€";
          case "GBP" -> "£";
          default -> currency + " ";
        };
    var text = plain(value.abs(), Math.min(scale, MoneyField.scaleOf(currency)), scale);
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

  /** A day, as the language writes it. */
  public String date(LocalDate date) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).localizedBy(locale).format(date);
  }

  /** A time of day, as the language writes it; seconds only where there are some. */
  public String time(LocalTime time) {
    return DateTimeFormatter.ofLocalizedTime(
            time.getSecond() == 0 ? FormatStyle.SHORT : FormatStyle.MEDIUM)
        .localizedBy(locale)
        .format(time);
  }

  /** Day and minute, in the reader's zone. */
  public String moment(OffsetDateTime moment) {
    return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
        .localizedBy(locale)
        .format(moment.atZoneSameInstant(zone));
  }

  /** What a linked record is called, as far as the reader may know. */
  public static String name(RecordRef target) {
    return target.title() == null ? UiTexts.of("lookup.unreadable") : target.title();
  }
}
