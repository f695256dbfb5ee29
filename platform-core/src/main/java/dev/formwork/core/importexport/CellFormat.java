package dev.formwork.core.importexport;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.formwork.core.field.text.DateOrder;
import dev.formwork.core.field.text.DecimalSign;
import dev.formwork.core.field.text.PercentMeaning;
import dev.formwork.core.field.text.TextFormat;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/**
 * How the cells of a column are meant. What is null is detected from the column, or asked.
 *
 * @param decimal sign before decimals; nullable
 * @param dateOrder of the numbers of days; nullable
 * @param percent what a percentage without its sign means; nullable
 * @param serialDates whether numbers are days as spreadsheets count them; nullable
 * @param twoDigitYears whether years of two digits are read, as 1930 to 2029; nullable
 * @param empty texts that mean an empty cell, such as N/A; apart from case
 * @param empties whether an empty cell empties the value of an existing record; else it stays
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record CellFormat(
    DecimalSign decimal,
    DateOrder dateOrder,
    PercentMeaning percent,
    Boolean serialDates,
    Boolean twoDigitYears,
    List<String> empty,
    boolean empties) {

  public static final CellFormat DETECTED =
      new CellFormat(null, null, null, null, null, null, false);

  public CellFormat {
    empty = empty == null || empty.isEmpty() ? null : List.copyOf(empty);
  }

  public CellFormat withDecimal(DecimalSign changed) {
    return new CellFormat(changed, dateOrder, percent, serialDates, twoDigitYears, empty, empties);
  }

  public CellFormat withDateOrder(DateOrder changed) {
    return new CellFormat(decimal, changed, percent, serialDates, twoDigitYears, empty, empties);
  }

  public CellFormat withPercent(PercentMeaning changed) {
    return new CellFormat(decimal, dateOrder, changed, serialDates, twoDigitYears, empty, empties);
  }

  public CellFormat withSerialDates(Boolean changed) {
    return new CellFormat(decimal, dateOrder, percent, changed, twoDigitYears, empty, empties);
  }

  public CellFormat withTwoDigitYears(Boolean changed) {
    return new CellFormat(decimal, dateOrder, percent, serialDates, changed, empty, empties);
  }

  public CellFormat withEmpty(List<String> changed) {
    return new CellFormat(
        decimal, dateOrder, percent, serialDates, twoDigitYears, changed, empties);
  }

  public CellFormat emptying(boolean changed) {
    return new CellFormat(decimal, dateOrder, percent, serialDates, twoDigitYears, empty, changed);
  }

  /** Texts that mean an empty cell; never null. */
  public List<String> emptyTexts() {
    return empty == null ? List.of() : empty;
  }

  boolean isEmpty(String text) {
    return text.isBlank()
        || emptyTexts().stream().anyMatch(one -> one.strip().equalsIgnoreCase(text.strip()));
  }

  /** For texts of the column; moments without an offset are of this zone. */
  TextFormat textFormat(ZoneId zone) {
    return new TextFormat(
        zone,
        decimal == null ? DecimalSign.POINT : decimal,
        dateOrder,
        percent,
        Boolean.TRUE.equals(serialDates),
        Boolean.TRUE.equals(twoDigitYears));
  }

  /** What people and programs write where there is no value. */
  static boolean isLikelyEmpty(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "n/a",
          "na",
          "#n/a",
          "n.a.",
          "nan",
          "null",
          "none",
          "nil",
          "-",
          "--",
          "—",
          "–",
          "/",
          "?",
          "无",
          "空",
          "暂无" ->
          true;
      default -> false;
    };
  }
}
