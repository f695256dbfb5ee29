package dev.formwork.core.field.text;

import java.time.ZoneId;

/**
 * The customs by which texts are meant.
 *
 * @param zone in which moments without an offset are meant
 * @param decimal sign before decimals
 * @param dates order of the numbers of a day; nullable: days that would need it are not read
 * @param percent what a percentage without its sign means; nullable: it is not read
 * @param serialDates whether a number is a day counted from 30 December 1899, as spreadsheets count
 * @param twoDigitYears whether years of two digits are read, as 1930 to 2029
 */
public record TextFormat(
    ZoneId zone,
    DecimalSign decimal,
    DateOrder dates,
    PercentMeaning percent,
    boolean serialDates,
    boolean twoDigitYears) {

  /** Nothing is read that is not plain without being told: {@code 1,234.5}, {@code 2026-03-05}. */
  public static TextFormat plain(ZoneId zone) {
    return new TextFormat(zone, DecimalSign.POINT, null, null, false, false);
  }

  /** A number as it is to be written. */
  public String numberExample() {
    return decimal == DecimalSign.COMMA ? "1.234,50" : "1,234.50";
  }

  public TextFormat with(DateOrder order) {
    return new TextFormat(zone, decimal, order, percent, serialDates, twoDigitYears);
  }

  public TextFormat withSerialDates() {
    return new TextFormat(zone, decimal, dates, percent, true, twoDigitYears);
  }

  public TextFormat withTwoDigitYears() {
    return new TextFormat(zone, decimal, dates, percent, serialDates, true);
  }
}
