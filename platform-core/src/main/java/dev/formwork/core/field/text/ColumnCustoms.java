package dev.formwork.core.field.text;

import dev.formwork.core.expression.value.PlainText;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the texts of a whole column tell about how they are meant. A custom is told when only it can
 * read what stands there; when two would read it differently, a person is asked.
 */
public final class ColumnCustoms {

  private static final Pattern SERIAL = Pattern.compile("[0-9]{5}([.,][0-9]{1,15})?");
  private static final TextFormat PLAIN = TextFormat.plain(ZoneOffset.UTC);

  private ColumnCustoms() {}

  /**
   * The sign before decimals.
   *
   * @param texts of numbers, each once, none blank
   */
  public static Told<DecimalSign> decimalSign(Collection<String> texts) {
    var votes = new Told.Votes<DecimalSign>();
    for (var text : texts) {
      var readings = new EnumMap<DecimalSign, BigDecimal>(DecimalSign.class);
      for (var sign : DecimalSign.values()) {
        WrittenNumber.read(text, sign)
            .ifPresent(number -> readings.put(sign, number.value().stripTrailingZeros()));
      }
      votes.add(text, readings);
    }
    return votes.result();
  }

  /** Whether no text can be read by the other sign alone. */
  public static boolean fits(Collection<String> texts, DecimalSign sign) {
    var other = sign == DecimalSign.POINT ? DecimalSign.COMMA : DecimalSign.POINT;
    return texts.stream()
        .allMatch(
            text ->
                WrittenNumber.read(text, sign).isPresent()
                    || WrittenNumber.read(text, other).isEmpty());
  }

  /**
   * The order of the numbers of days.
   *
   * @param texts of days or moments, each once, none blank
   */
  public static Told<DateOrder> dateOrder(Collection<String> texts) {
    var votes = new Told.Votes<DateOrder>();
    for (var text : texts) {
      var readings = new EnumMap<DateOrder, Object>(DateOrder.class);
      for (var order : DateOrder.values()) {
        WrittenMoment.read(text, PLAIN.with(order).withTwoDigitYears())
            .ifPresent(moment -> readings.put(order, moment));
      }
      votes.add(text, readings);
    }
    return votes.result();
  }

  /** Asked when a year has two digits. */
  public static Told<Boolean> twoDigitYears(Collection<String> texts) {
    var found = texts.stream().filter(ColumnCustoms::hasTwoDigitYear).toList();
    return found.isEmpty() ? Told.nothing() : Told.asking(found);
  }

  private static boolean hasTwoDigitYear(String text) {
    var plain = PlainText.of(text);
    int end = plain.indexOf(':') < 0 ? -1 : plain.lastIndexOf(' ', plain.indexOf(':'));
    return WrittenDay.hasTwoDigitYear(end < 0 ? plain : plain.substring(0, end));
  }

  /** Asked when the column holds nothing but numbers that spreadsheets keep days as. */
  public static Told<Boolean> serialDates(Collection<String> texts) {
    return !texts.isEmpty()
            && texts.stream().allMatch(text -> SERIAL.matcher(PlainText.of(text)).matches())
        ? Told.asking(List.copyOf(texts))
        : Told.nothing();
  }

  /**
   * What a percentage without its sign means: asked when there is one.
   *
   * @param decimal by which the numbers are read
   * @return with the smallest and the largest of them as examples
   */
  public static Told<PercentMeaning> percent(Collection<String> texts, DecimalSign decimal) {
    var bare =
        texts.stream()
            .flatMap(text -> WrittenNumber.read(text, decimal).stream())
            .filter(number -> !number.percent() && number.value().signum() != 0)
            .map(WrittenNumber::value)
            .sorted()
            .distinct()
            .toList();
    return bare.isEmpty()
        ? Told.nothing()
        : Told.asking(
            bare.size() == 1
                ? List.of(bare.getFirst().toPlainString())
                : List.of(bare.getFirst().toPlainString(), bare.getLast().toPlainString()));
  }
}
