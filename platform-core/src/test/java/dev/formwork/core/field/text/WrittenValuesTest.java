package dev.formwork.core.field.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values as people, spreadsheets and programs write them: read exactly, or not at all. */
final class WrittenValuesTest {

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final TextFormat PLAIN = TextFormat.plain(ZONE);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          1234.5        | 1234.5
          1,234.50      | 1234.50
          1,234,567     | 1234567
          12,34,567     | 1234567
          1,23,45,678.9 | 12345678.9
          1 234 567     | 1234567
          1 234,567     |
          1'234.50      | 1234.50
          1’234’567.5   | 1234567.5
          1\u00A0234.5  | 1234.5
          1\u202F234.5  | 1234.5
          .5            | 0.5
          0.50          | 0.50
          00123         | 123
          +5            | 5
          -5            | -5
          −5            | -5
          –5            | -5
          ‐5            | -5
          －５           | -5
          - 5           | -5
          5-            | -5
          5 -           | -5
          (5)           | -5
          (1,234.50)    | -1234.50
          （１，２３４）     | -1234
          １２３．４５      | 123.45
          1e3           | 1000
          1E+3          | 1000
          1.5e-3        | 0.0015
          9999999999999999999 | 9999999999999999999
          0.1234567890123456789 | 0.1234567890123456789
          1,12          |
          1,2,3         |
          12,34         |
          1,2345        |
          12345,678     |
          0,123         |
          1,234,56      |
          ,123          |
          1,,234        |
          1.234.567     |
          1.            |
          .             |
          1..5          |
          1 2           |
          1  234        |
          12 34         |
          1'23          |
          --5           |
          +-5           |
          -5-           |
          (-5)          |
          (5)-          |
          (5            |
          5)            |
          ()            |
          1e            |
          e3            |
          1e400         |
          0x10          |
          ¼             |
          ١٢٣           |
          一百            |
          1.2.3         |
          1/2           |
          1:30          |
          Infinity      | Infinity
          """)
  void numbers_with_a_decimal_point(String text, String value) {
    assertThat(plain(text, DecimalSign.POINT))
        .as(text)
        .isEqualTo(value == null || value.equals("Infinity") ? null : new BigDecimal(value));
  }

  /** Without any mark: a word beside a number is for the field to refuse. */
  private static BigDecimal plain(String text, DecimalSign sign) {
    return WrittenNumber.read(text, sign)
        .filter(number -> number.mark().isEmpty() && !number.percent())
        .map(WrittenNumber::value)
        .orElse(null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          1234,5        | 1234.5
          1.234,50      | 1234.50
          1.234.567,8   | 1234567.8
          1 234,5       | 1234.5
          1'234,5       | 1234.5
          ,5            | 0.5
          -1.234,5      | -1234.5
          (1.234,5)     | -1234.5
          1.5           |
          1.23          |
          1,234.5       |
          12.34.567     |
          1.234.56      |
          """)
  void numbers_with_a_decimal_comma(String text, String value) {
    assertThat(plain(text, DecimalSign.COMMA))
        .as(text)
        .isEqualTo(value == null ? null : new BigDecimal(value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ¥1,280.00   | 1280.00 | CNY
          ￥1,280      | 1280    | CNY
          ¥ 5         | 5       | CNY
          -¥5         | -5      | CNY
          ¥-5         | -5      | CNY
          (¥5)        | -5      | CNY
          CN¥ 5       | 5       | CNY
          5元          | 5       | CNY
          5 元         | 5       | CNY
          人民币5       | 5       | CNY
          RMB5        | 5       | CNY
          rmb 5       | 5       | CNY
          CNY 5       | 5       | CNY
          5 cny       | 5       | CNY
          ＣＮＹ５       | 5       | CNY
          $5          | 5       | USD
          US$5        | 5       | USD
          5 USD       | 5       | USD
          usd5        | 5       | USD
          5 EUR       | 5       | EUR
          EUR 5       | 5       | EUR
          eur5        | 5       | EUR
          5€          | 5       | EUR
          € -5        | -5      | EUR
          £5          | 5       | GBP
          ₩5          | 5       | KRW
          5 zł        | 5       | PLN
          5 kr        | 5       | SEK
          R$ 5        | 5       | BRL
          ₽5          | 5       | RUB
          """)
  void amounts_have_one_mark_of_their_currency(String text, String value, String currency) {
    var number = WrittenNumber.read(text, DecimalSign.POINT).orElseThrow();
    assertThat(number.value()).isEqualByComparingTo(value);
    assertThat(CurrencyMark.currencies(number.mark())).contains(currency);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"CNY12USD", "¥5元", "1%2", "12%%", "%", "5%%", "¥", "¥ ¥5", "5 5元", "-¥-5"})
  void two_marks_or_none_with_digits_are_no_amount(String text) {
    assertThat(WrittenNumber.read(text, DecimalSign.POINT)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"5 pcs", "1.2万", "3k", "5‰", "1m", "100元整", "abc5"})
  void words_are_no_currency(String text) {
    assertThat(
            WrittenNumber.read(text, DecimalSign.POINT)
                .map(number -> CurrencyMark.currencies(number.mark())))
        .isIn(Optional.empty(), Optional.of(java.util.Set.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "12%,12",
    "12 %,12",
    "12％,12",
    "0.5%,0.5",
    "150%,150",
    "-5%,-5",
    "(5%),-5",
    "１２％,12",
    "1e1,"
  })
  void percent_signs(String text, String value) {
    var number = WrittenNumber.read(text, DecimalSign.POINT).filter(WrittenNumber::percent);
    assertThat(number.map(WrittenNumber::value))
        .isEqualTo(Optional.ofNullable(value).map(BigDecimal::new));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-01-05",
        "2024-1-5",
        "2024/1/5",
        "2024/01/05",
        "2024.1.5",
        "20240105",
        "2024年1月5日",
        "2024年01月05日",
        "2024年1月5号",
        "2024 年 1 月 5 日",
        "２０２４－０１－０５",
        "2024–01–05",
        "5 Jan 2024",
        "05-Jan-2024",
        "5 January 2024",
        "Jan 5, 2024",
        "JANUARY 5 2024",
        "Jan. 5, 2024",
        "5. Jan. 2024",
        "2024-Jan-05",
        "2024 Jan 5",
        "5th January 2024",
        "January 5th, 2024",
        "Friday, January 5, 2024",
        "Fri 5 Jan 2024",
        "2024年1月5日 星期五",
        "2024年1月5日星期五",
        "2024-01-05 00:00",
        "2024-01-05 00:00:00",
        "2024-01-05T00:00:00",
        "2024-01-05T00:00:00.000",
        "2024-01-05T00:00:00Z",
        "2024-01-05 0:00:00",
        "2024/1/5 12:00:00 AM",
        "20240105 00:00"
      })
  void days_that_read_one_way(String text) {
    assertThat(WrittenDay.read(text, PLAIN)).contains(LocalDate.of(2024, 1, 5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2023-02-29",
        "2024-02-30",
        "2024/2/31",
        "2024/4/31",
        "2024.6.31",
        "2024年2月30日",
        "20230229",
        "20241301",
        "20240100",
        "1900/2/29",
        "2100-02-29",
        "0000-01-01",
        "0000-00-00",
        "-2024-01-01",
        "99999/1/1",
        "2024-00-10",
        "2024-13-01",
        "2024-1-0",
        "2024-1/5",
        "2024--1-5",
        "2024-01",
        "2024",
        "202401",
        "2024年1月",
        "1月5日",
        "24/1/5",
        "1/5/24",
        "1/5/2024",
        "5.1.2024",
        "5-Jan-24",
        "31 Apr 2024",
        "29 Feb 2023",
        "5 Foo 2024",
        "Thursday, January 5, 2024",
        "2024年1月5日 星期四",
        "2024-01-05 10:00",
        "2024-01-05 24:00",
        "2024-01-05 00:00:01",
        "2024-01-05 junk",
        "2024-01-05 25:00",
        "45296",
        "45296.5",
        "today",
        "明天",
        "2024-01-05-06",
        "2024-01-05 2024-01-06"
      })
  void days_that_are_none_or_read_in_two_ways(String text) {
    assertThat(WrittenDay.read(text, PLAIN)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          5/1/2024   | DAY_FIRST   | 2024-01-05
          05.01.2024 | DAY_FIRST   | 2024-01-05
          5-1-2024   | DAY_FIRST   | 2024-01-05
          1/5/2024   | MONTH_FIRST | 2024-01-05
          31/4/2024  | DAY_FIRST   |
          25/01/2024 | MONTH_FIRST |
          01/25/2024 | DAY_FIRST   |
          5/1/2024   | YEAR_FIRST  |
          2024/1/5   | MONTH_FIRST | 2024-01-05
          29.02.2023 | DAY_FIRST   |
          5/1/2024 0:00 | DAY_FIRST | 2024-01-05
          1/5/2024 12:00:00 AM | MONTH_FIRST | 2024-01-05
          """)
  void days_by_the_order_of_their_column(String text, DateOrder order, LocalDate day) {
    assertThat(WrittenDay.read(text, PLAIN.with(order))).isEqualTo(Optional.ofNullable(day));
  }

  @ParameterizedTest
  @CsvSource({
    "24-1-5,YEAR_FIRST,2024-01-05",
    "29/2/28,YEAR_FIRST,2029-02-28",
    "30/1/5,YEAR_FIRST,1930-01-05",
    "5/1/24,DAY_FIRST,2024-01-05",
    "1/5/99,MONTH_FIRST,1999-01-05",
    "5-Jan-24,DAY_FIRST,2024-01-05",
    "30/2/24,DAY_FIRST,",
    "24年1月5日,YEAR_FIRST,2024-01-05"
  })
  void years_of_two_digits(String text, DateOrder order, LocalDate day) {
    assertThat(WrittenDay.read(text, PLAIN.with(order).withTwoDigitYears()))
        .isEqualTo(Optional.ofNullable(day));
    assertThat(WrittenDay.read(text, PLAIN.with(order))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"45296,2024-01-05", "45296.0,2024-01-05", "10000,1927-05-18", "45296.5,", "4529,"})
  void days_that_spreadsheets_count(String text, LocalDate day) {
    assertThat(WrittenDay.read(text, PLAIN.withSerialDates())).isEqualTo(Optional.ofNullable(day));
  }

  @ParameterizedTest
  @CsvSource({
    "2024-01-05T10:00:00Z,2024-01-05T10:00:00Z",
    "2024-01-05 10:00,2024-01-05T02:00:00Z",
    "2024-01-05 10:00:30,2024-01-05T02:00:30Z",
    "2024/1/5 10:00 PM,2024-01-05T14:00:00Z",
    "2024年1月5日 下午3:05,2024-01-05T07:05:00Z",
    "2024年1月5日 15时05分,2024-01-05T07:05:00Z",
    "2024年1月5日15:05,2024-01-05T07:05:00Z",
    "2024-01-05T10:00:00.123456Z,2024-01-05T10:00:00.123456Z",
    "'2024-01-05 10:00:00,123',2024-01-05T02:00:00.123Z",
    "2024-01-05T10:00:00+08:00,2024-01-05T02:00:00Z",
    "2024-01-05 10:00:00+08,2024-01-05T02:00:00Z",
    "2024-01-05 10:00:00.5+00,2024-01-05T10:00:00.500Z",
    "2024-01-05T10:00:00-0530,2024-01-05T15:30:00Z",
    "2024-01-05 10:00:00 UTC,2024-01-05T10:00:00Z",
    "2024-01-05 10:00:00 GMT,2024-01-05T10:00:00Z",
    "2024-01-05 10:00:00 +0000,2024-01-05T10:00:00Z",
    "20240105 10:00,2024-01-05T02:00:00Z",
    "5 Jan 2024 10:00,2024-01-05T02:00:00Z",
    "2024-01-05,2024-01-04T16:00:00Z",
    "2024-01-05T10:00,2024-01-05T02:00:00Z"
  })
  void moments(String text, String moment) {
    assertThat(WrittenMoment.read(text, PLAIN).map(found -> found.toInstant().toString()))
        .contains(moment);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-01-05 25:00",
        "2024-01-05 10:60",
        "2024-01-05 13:00 PM",
        "2024-02-30 10:00",
        "2024-01-05 10",
        "10:00",
        "2024-01-05 10:00 EST",
        "2024-01-05 10:00+25:00",
        "1704448800",
        "01/05/2024 10:00",
        "1986-05-04 02:30"
      })
  void moments_that_are_none(String text) {
    assertThat(WrittenMoment.read(text, PLAIN)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "9:30,09:30",
    "09:30:15,09:30:15",
    "9:30 PM,21:30",
    "9:30pm,21:30",
    "9:30 p.m.,21:30",
    "9 PM,21:00",
    "12:00 AM,00:00",
    "12:15 PM,12:15",
    "下午9:30,21:30",
    "晚上9:30,21:30",
    "9时30分,09:30",
    "9点30分,09:30",
    "9点,09:00",
    "9：30,09:30",
    "24:00,",
    "25:00,",
    "9:5,",
    "9.30,",
    "0930,",
    "13:00 PM,",
    "9,"
  })
  void times(String text, String time) {
    assertThat(WrittenTime.read(text).map(Object::toString)).isEqualTo(Optional.ofNullable(time));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1,234;5.5       | POINT
          1.234;5,5       | COMMA
          1,234;1.234     |
          1,234           |
          1,234.5;1.234,5 |
          1 234,5         | COMMA
          0,12;12%        | COMMA
          1.5;1,12        |
          12;13           |
          """)
  void the_decimal_sign_of_a_column(String texts, DecimalSign sign) {
    assertThat(ColumnCustoms.decimalSign(List.of(texts.split(";"))).value()).isEqualTo(sign);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          25/01/2024;03/04/2024  | DAY_FIRST
          01/25/2024;03/04/2024  | MONTH_FIRST
          03/04/2024             |
          25/01/2024;01/25/2024  |
          31.12.2024;1.2.2024    | DAY_FIRST
          2024-01-05             |
          05/05/2024             |
          """)
  void the_order_of_the_days_of_a_column(String texts, DateOrder order) {
    assertThat(ColumnCustoms.dateOrder(List.of(texts.split(";"))).value()).isEqualTo(order);
  }
}
