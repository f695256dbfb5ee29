package dev.formwork.core.importexport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.csv.CsvTable;
import dev.formwork.core.csv.Separator;
import dev.formwork.core.csv.TextEncoding;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.testing.FieldSetting;
import dev.formwork.core.testing.TestApp;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Files as people send them: each value is read exactly, or a person is asked, or it is refused
 * with its place.
 */
final class FileReadingTest {

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private final CompiledForm form =
      TestApp.compiled(
              TestApp.form("part")
                  .text("name")
                  .text("code", FieldSetting.unique())
                  .text("memo")
                  .field("number", "quantity")
                  .field("number", "pieces", FieldSetting.scale(0))
                  .field("number", "share", field -> field.put("percent", true))
                  .money("amount")
                  .date("day")
                  .field("longText", "note"))
          .get("part");

  /** What became of a file: its rows by their key in the column Code. */
  private record Reading(CsvTable table, PlanCompletion completion, Map<String, String> rows) {

    List<String> asked() {
      return completion.open().stream()
          .map(question -> question.column() + " " + question.kind().member())
          .toList();
    }
  }

  private Reading read(String file) throws IOException {
    return read(file, "{}");
  }

  private Reading read(String file, String said) throws IOException {
    byte[] content;
    try (var in = FileReadingTest.class.getResourceAsStream(file)) {
      content = in.readAllBytes();
    }
    var plan = ImportService.plan(said);
    var table = CsvTable.read(content, plan.fileFormat());
    var columns = ImportPlan.guessed(form, table.header()).columns();
    var completion = PlanCompletion.of(form, table, plan.withColumns(columns));
    var mapper = new RowMapper(form, table, completion.plan(), ZONE, Locale.ENGLISH);
    var rows = new LinkedHashMap<String, String>();
    int code = table.header().indexOf("Code");
    for (var row : table.rows()) {
      var mapped = mapper.map(row, new RowMapper.Directory(Map.of(), Map.of()));
      rows.merge(row.cells().get(code), shown(mapped), (one, other) -> one + " / " + other);
    }
    return new Reading(table, completion, rows);
  }

  private String shown(RowMapper.MappedRow row) {
    if (!row.failures().isEmpty()) {
      return String.join(
          "; ",
          row.failures().stream()
              .map(failure -> failure.row() + " " + failure.column() + " " + failure.code())
              .toList());
    }
    var values = new LinkedHashMap<String, String>();
    for (var column : form.columns()) {
      if (row.input().given().get(column.slot()) && !column.name().equals("code")) {
        var value = row.input().data().get(column.slot());
        values.put(
            column.name(),
            value instanceof BigDecimal number
                ? number.stripTrailingZeros().toPlainString()
                : String.valueOf(value));
      }
    }
    return String.join(
        ", ", values.entrySet().stream().map(one -> one.getKey() + " " + one.getValue()).toList());
  }

  @Test
  void a_file_whose_numbers_all_read_with_a_decimal_comma_is_read_so() throws Exception {
    var reading = read("decimal-comma.csv");
    assertThat(reading.table().format().separator()).isEqualTo(Separator.SEMICOLON);
    assertThat(reading.asked()).isEmpty();
    assertThat(reading.rows())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "K1", "quantity 2.5, amount 3456.7",
                "K2", "quantity 0.25, amount 12.9",
                "K3", "quantity 1000.5, amount 7"));
  }

  @Test
  void numbers_are_read_exactly_or_refused() throws Exception {
    var reading = read("numbers.csv", "{\"formats\": {\"Quantity\": {\"decimal\": \".\"}}}");
    assertThat(reading.asked()).isEmpty();
    assertThat(reading.rows())
        .containsEntry("groups", "quantity 2345.6, amount 7890.1")
        .containsEntry("sign", "quantity 1, amount 2345")
        .containsEntry("dollar", "4 Amount import-other-currency")
        .containsEntry("brackets", "quantity 1, amount -3210")
        .containsEntry("full width", "quantity 123, amount 321.5")
        .containsEntry("minus behind", "quantity -7, amount -7")
        .containsEntry("power", "quantity 1500, amount 2000")
        .containsEntry("spaces", "quantity 1234, amount 1")
        .containsEntry("word", "10 Quantity import-not-a-number")
        .containsEntry("plus", "quantity 5, amount 1")
        .containsEntry("unit", "12 Quantity import-not-a-number")
        .containsEntry("ten thousands", "13 Amount import-not-a-number")
        .containsEntry("nothing", "14 Quantity import-not-a-number; 14 Amount import-not-a-number")
        .containsEntry("code", "quantity 1, amount 100")
        .containsEntry("short group", "16 Quantity import-not-a-number")
        .containsEntry("apostrophe", "17 Quantity import-not-a-number")
        .containsEntry("indian", "quantity 1234567, amount 123456.5")
        .containsEntry("twice", "19 Amount import-not-a-number")
        .containsEntry("percent", "20 Quantity import-percent; 20 Amount import-not-a-number")
        .containsEntry("point first", "quantity 0.5, amount 0.25")
        .containsEntry("point last", "22 Quantity import-not-a-number")
        .containsEntry("hex", "23 Quantity import-not-a-number")
        .containsEntry("too fine", "24 Quantity import-too-precise; 24 Amount import-too-precise");
  }

  @Test
  void texts_mean_nothing_when_the_plan_says_so() throws Exception {
    var reading =
        read(
            "numbers.csv",
            "{\"formats\": {\"Quantity\": {\"decimal\": \".\", \"empty\": [\"n/a\"]}, \"Amount\": {\"empty\": [\"-\"]}}}");
    assertThat(reading.rows()).containsEntry("nothing", "");
  }

  @Test
  void a_decimal_sign_that_the_column_does_not_tell_is_asked() throws Exception {
    assertThat(read("money-both-signs.csv").asked()).containsExactly("Amount decimal");
    assertThat(read("money-both-signs.csv", "{\"formats\": {\"Amount\": {\"decimal\": \".\"}}}"))
        .satisfies(
            reading ->
                assertThat(reading.rows())
                    .containsEntry("A", "2 Amount import-not-a-number")
                    .containsEntry("B", "3 Amount import-not-a-number")
                    .containsEntry("C", "amount 1234.5")
                    .containsEntry("D", "amount 3.5"));
    assertThat(read("money-both-signs.csv", "{\"formats\": {\"Amount\": {\"decimal\": \",\"}}}"))
        .satisfies(
            reading ->
                assertThat(reading.rows())
                    .containsEntry("A", "amount 1.12")
                    .containsEntry("B", "amount 1234.5")
                    .containsEntry("C", "4 Amount import-not-a-number")
                    .containsEntry("D", "5 Amount import-not-a-number"));
  }

  @Test
  void whole_numbers_are_not_rounded() throws Exception {
    assertThat(read("whole-numbers.csv").rows())
        .containsEntry("A", "2 Pieces import-too-precise")
        .containsEntry("B", "pieces 3000")
        .containsEntry("C", "4 Pieces import-too-precise")
        .containsEntry("D", "5 Pieces import-percent")
        .containsEntry("E", "pieces 1")
        .containsEntry("F", "7 Pieces import-too-precise");
  }

  @Test
  void percent_signs_are_read_and_bare_numbers_asked_about() throws Exception {
    assertThat(read("percent.csv").asked()).isEmpty();
    assertThat(read("percent.csv").rows())
        .containsEntry("A", "share 0.15")
        .containsEntry("B", "share 0.075")
        .containsEntry("C", "share 0.08")
        .containsEntry("D", "share 1.2");
    var asking = read("percent-bare.csv");
    assertThat(asking.asked()).containsExactly("Share percent");
    assertThat(asking.completion().open().getFirst().examples()).containsExactly("0.5", "15");
    assertThat(
            read("percent-bare.csv", "{\"formats\": {\"Share\": {\"percent\": \"percent\"}}}")
                .rows())
        .containsEntry("A", "share 0.15")
        .containsEntry("B", "share 0.15")
        .containsEntry("C", "share 0.005")
        .containsEntry("D", "share 0");
    assertThat(
            read("percent-bare.csv", "{\"formats\": {\"Share\": {\"percent\": \"fraction\"}}}")
                .rows())
        .containsEntry("A", "share 0.15")
        .containsEntry("B", "share 15");
  }

  @Test
  void another_currency_is_refused_naming_both() throws Exception {
    assertThat(read("currencies.csv").rows())
        .containsEntry("A", "amount 1200")
        .containsEntry("B", "3 Amount import-other-currency")
        .containsEntry("C", "amount 1200")
        .containsEntry("D", "amount 1200")
        .containsEntry("E", "6 Amount import-other-currency");
  }

  @Test
  void days_are_read_as_written_and_those_that_are_none_refused() throws Exception {
    var reading = read("dates.csv");
    assertThat(reading.asked()).isEmpty();
    for (var good :
        List.of(
            "iso",
            "slash",
            "chinese",
            "dots",
            "compact",
            "english",
            "american",
            "midnight",
            "iso midnight",
            "full width",
            "day dots")) {
      assertThat(reading.rows().get(good)).as(good).matches("day 202[46]-02-(0|2)5");
    }
    for (var bad :
        List.of(
            "february 29",
            "april 31",
            "chinese 30",
            "zero",
            "month 13",
            "month 0",
            "minus",
            "far",
            "leap",
            "hour 25",
            "noon",
            "junk",
            "number")) {
      assertThat(reading.rows().get(bad)).as(bad).endsWith(" Day import-not-a-date");
    }
  }

  @Test
  void the_order_of_day_and_month_is_told_by_the_column_or_asked() throws Exception {
    assertThat(read("dates-day-first.csv").asked()).isEmpty();
    assertThat(read("dates-day-first.csv").rows()).containsEntry("A", "day 2024-04-03");
    assertThat(read("dates-either-way.csv").asked()).containsExactly("Day dateOrder");
    assertThat(
            read("dates-either-way.csv", "{\"formats\": {\"Day\": {\"dateOrder\": \"mdy\"}}}")
                .rows())
        .containsEntry("A", "day 2024-03-04")
        .containsEntry("B", "day 2024-01-02");
  }

  @Test
  void numbers_of_spreadsheets_are_days_when_a_person_agrees() throws Exception {
    assertThat(read("dates-serial.csv").asked()).containsExactly("Day serialDates");
    assertThat(read("dates-serial.csv", "{\"formats\": {\"Day\": {\"serialDates\": true}}}").rows())
        .containsEntry("A", "day 2024-01-05")
        .containsEntry("B", "day 2024-02-05");
    var refused = read("dates-serial.csv", "{\"formats\": {\"Day\": {\"serialDates\": false}}}");
    assertThat(refused.asked()).isEmpty();
    assertThat(refused.rows()).containsEntry("A", "2 Day import-not-a-date");
  }

  @Test
  void years_of_two_digits_are_read_when_a_person_agrees() throws Exception {
    assertThat(read("dates-two-digit-years.csv").asked()).containsExactly("Day twoDigitYears");
    assertThat(
            read("dates-two-digit-years.csv", "{\"formats\": {\"Day\": {\"twoDigitYears\": true}}}")
                .rows())
        .containsEntry("A", "day 2024-01-05");
  }

  @Test
  void encodings_are_told_by_how_plausible_the_text_is() throws Exception {
    var western = read("windows-1252.csv");
    assertThat(western.table().format().encoding()).isEqualTo(TextEncoding.WINDOWS_1252);
    assertThat(western.asked()).isEmpty();
    assertThat(western.rows())
        .containsEntry("LA1", "name Müller Straße")
        .containsEntry("LA2", "name Grün & Söhne");
    assertThat(read("windows-1252.csv", "{\"encoding\": \"GB18030\"}").rows())
        .doesNotContainEntry("LA1", "name Müller Straße");
    var broken = read("one-broken-byte.csv");
    assertThat(broken.table().format().encoding()).isEqualTo(TextEncoding.UTF_8);
    assertThat(broken.asked()).isEmpty();
    assertThat(broken.rows())
        .containsEntry("U1", "name Müller")
        .containsEntry("U3", "4 Name import-broken-byte");
  }

  @Test
  void a_key_twice_fails_every_row_that_has_it() throws Exception {
    assertThat(read("key-twice.csv").completion().plan().match()).isNull();
    assertThat(read("key-twice.csv").rows())
        .containsEntry("DUP1", "2 Code import-key-twice / 3 Code import-key-twice")
        .containsEntry("X1", "name C");
  }

  @Test
  void a_quote_that_is_never_closed_is_named_by_its_line() {
    assertThatThrownBy(() -> read("open-quote.csv"))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.problems().getFirst().code()).isEqualTo("file-not-csv");
              assertThat(refusal.problems().getFirst().arguments()).isEqualTo(List.of(3));
            });
  }

  @Test
  void lines_for_spreadsheets_and_empty_ones_count_but_are_no_rows() throws Exception {
    var separated = read("sep-line.csv");
    assertThat(separated.table().header()).containsExactly("Name", "Code", "Quantity");
    assertThat(separated.table().rows()).extracting(CsvTable.Row::number).containsExactly(3);
    assertThat(separated.rows()).containsEntry("SP1", "name Sp, quantity 3");
    var trailing = read("trailing-columns.csv");
    assertThat(trailing.table().header()).containsExactly("Name", "Code");
    assertThat(trailing.table().rows()).extracting(CsvTable.Row::number).containsExactly(2, 4);
    assertThat(trailing.rows()).containsEntry("TR2", "name B");
  }

  @Test
  void an_empty_cell_leaves_the_value_unless_the_plan_says_that_it_empties() throws Exception {
    assertThat(read("empty-cell.csv").rows()).containsEntry("A1", "amount 12");
    var empties = "{\"formats\": {\"Note\": {\"empties\": true}}}";
    assertThat(read("empty-cell.csv", empties).rows()).containsEntry("A1", "amount 12, note null");
    assertThat(read("short-line.csv", empties).rows()).containsEntry("A1", "amount 14");
  }
}
