package dev.formwork.core.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What people type who know spreadsheets means what they mean, in the JVM and in PostgreSQL, or is
 * answered by what to write.
 */
@Tag("server")
final class SpreadsheetFormulaTest {

  private static FormulaBench bench;

  @BeforeAll
  static void start() throws Exception {
    bench = FormulaBench.start();
  }

  @AfterAll
  static void stop() throws Exception {
    bench.close();
  }

  private static String run(String source) throws Exception {
    return bench.run(source);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "TEXT(DATE(2024,12,30), \"YYYY-MM-DD\")|2024-12-30",
        "TEXT(DATE(2024,12,30), \"yyyy-mm-dd\")|2024-12-30",
        "TEXT(DATE(2024,12,30), \"YYYY年M月D日\")|2024年12月30日",
        "TEXT(day, \"yyyy年m月d日\")|2026年3月5日",
        "TEXT(day, \"yyyy\"\"年\"\"mm\"\"月\"\"dd\"\"日\"\"\")|2026年03月05日",
        "TEXT(DATE(2024,12,30), \"DD/MM/YYYY\")|30/12/2024",
        "TEXT(day, \"d-mmm-yy\")|5-Mar-26",
        "TEXT(day, \"mmmm d, yyyy\")|March 5, 2026",
        "TEXT(day, \"ddd\")|Thu",
        "TEXT(day, \"dddd\")|Thursday",
        "TEXT(day, \"aaaa\")|星期四",
        "TEXT(day, \"周aaa\")|周四",
        "TEXT(day, \"yyyymmdd\")|20260305",
        "TEXT(day, \"[$-409]d-mmm-yyyy;@\")|5-Mar-2026",
        "TEXT(day, \"e年m月\")|2026年3月",
        "TEXT(day, \"yyyy-MM-dd\")|2026-03-05",
        "TEXT(day, \"yyyy-mm-dd hh:mm\")|2026-03-05 00:00",
        "TEXT(at, \"yyyy-mm-dd hh:mm\")|2026-03-31 23:30",
        "TEXT(at, \"HH:MM\")|23:30",
        "TEXT(at, \"hh:mm:ss\")|23:30:00",
        "TEXT(at, \"mm:ss\")|30:00",
        "TEXT(at, \"MM/DD HH:MM\")|03/31 23:30",
        "TEXT(at, \"h:mm AM/PM\")|11:30 PM",
        "TEXT(at, \"上午/下午h:mm\")|下午11:30",
        "TEXT(at, \"h时m分\")|23时30分",
        "TEXT(at, \"yyyy-MM-dd'T'HH:mm\")|2026-03-31T23:30",
        "TEXT(at, \"yyyy-mm-ddThh:mm:ss\")|2026-03-31T23:30:00",
        "TEXT(begins, \"hh:mm\")|09:05",
        "TEXT(begins, \"h:mm AM/PM\")|9:05 AM",
        "TEXT(1.5, \"[h]:mm\")|36:00",
        "TEXT(1.5, \"[m]:ss\")|2160:00",
        "TEXT(EMPTY, \"yyyy\")|''",
        "TEXT(missing, \"0.00\")|''",
      })
  void dates_and_times_have_the_patterns_of_spreadsheets(String source, String shown)
      throws Exception {
    assertThat(run(source)).isEqualTo(shown.equals("''") ? "" : shown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "TEXT(-0.004, \"0.00\")|0.00",
        "TEXT(0, \"0.00\")|0.00",
        "TEXT(amount, \"#,##0.00\")|1,234.50",
        "TEXT(-amount, \"#,##0.00\")|-1,234.50",
        "TEXT(1234567.891, \"#,##0\")|1,234,568",
        "TEXT(0.126, \"0%\")|13%",
        "TEXT(0.126, \"0.0%\")|12.6%",
        "TEXT(0.5, \"0.00\")|0.50",
        "TEXT(0.5, \"#.##\")|.5",
        "TEXT(7, \"000\")|007",
        "TEXT(1234, \"00,000\")|01,234",
        "TEXT(amount, \"￥#,##0.00\")|￥1,234.50",
        "TEXT(-amount, \"¥#,##0.0;(¥#,##0.0)\")|(¥1,234.5)",
        "TEXT(0, \"0;-0;\"\"none\"\"\")|none",
        "TEXT(amount, \"0.0\"\" kg\"\"\")|1234.5 kg",
        "TEXT(amount, \"0.00元\")|1234.50元",
        "TEXT(1234567, \"#,##0,\")|1,235",
        "TEXT(1234567, \"0.0,,\")|1.2",
        "TEXT(20260305, \"0000-00-00\")|2026-03-05",
        "TEXT(5, \"#,##0.00 \\$\")|5.00 $",
        "TEXT(1.005, \"0.00\")|1.01",
        "TEXT(-amount, \"#,##0.00_);[Red](#,##0.00)\")|(1,234.50)",
        "TEXT(amount, \"[$¥-804]#,##0\")|¥1,235",
        "TEXT(99.995, \"0.0#\")|100.0",
        "TEXT(12, \"it's\")|!",
      })
  void numbers_have_the_patterns_of_spreadsheets(String source, String shown) throws Exception {
    if (shown.equals("!")) {
      assertThatThrownBy(() -> run(source))
          .isInstanceOf(CompiledExpression.InvalidExpression.class);
    } else {
      assertThat(run(source)).isEqualTo(shown);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1,234.5|1234.5",
        "1234.5|1234.5",
        "12%|0.12",
        "12 %|0.12",
        "12％|0.12",
        "1 234|1234",
        "１２３|123",
        "１，２３４．５|1234.5",
        "(1,234)|-1234",
        "（1,234）|-1234",
        "￥1,280|1280",
        "¥ 1,280.00|1280",
        "$5|5",
        "-$5|-5",
        "1,280元|1280",
        "5-|-5",
        "−5|-5",
        "12,34,567|1234567",
        ".5|0.5",
        "1e3|1000",
        " 12.50 |12.5",
        "1,12|",
        "1,2,3|",
        "1%2|",
        "CNY12USD|",
        "1.234,50|",
        "12-5|",
        "(5|",
        "abc|",
        "-|",
        "1,234,56|",
      })
  void texts_read_as_numbers_or_not_at_all(String text, String number) throws Exception {
    assertThat(run("VALUE(\"" + text + "\")")).isEqualTo(number == null ? "" : number);
    assertThat(run("ISNUMBER(\"" + text + "\")")).isEqualTo(number == null ? "false" : "true");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "2026年3月5日|2026-03-05",
        "2026年03月05日|2026-03-05",
        "2026/3/5|2026-03-05",
        "2026-03-05|2026-03-05",
        "2026.3.5|2026-03-05",
        "20260305|2026-03-05",
        "5 Mar 2026|2026-03-05",
        "5-Mar-2026|2026-03-05",
        "March 5, 2026|2026-03-05",
        "5th march 2026|2026-03-05",
        "２０２６－０３－０５|2026-03-05",
        "2026-03-05 14:30|2026-03-05",
        "2024-02-29|2024-02-29",
        "2023-02-29|",
        "2024/4/31|",
        "2026-13-01|",
        "2026-00-10|",
        "20260230|",
        "0000-01-01|",
        "05/03/2026|",
        "2026-3/5|",
        "5 Max 2026|",
        "2026-03-05 25:00|",
        "tomorrow|",
      })
  void texts_read_as_days_or_not_at_all(String text, String day) throws Exception {
    assertThat(run("DATEVALUE(\"" + text + "\")")).isEqualTo(day == null ? "" : day);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "DATE(2026,13,1)|2027-01-01",
        "DATE(2026,2,30)|2026-03-02",
        "DATE(2026,1,0)|2025-12-31",
        "DATE(2026,0,1)|2025-12-01",
        "DATE(2026,-1,15)|2025-11-15",
        "DATE(0,1,1)|",
        "DATE(9999,12,32)|",
        "day + 2|2026-03-07",
        "2 + day|2026-03-07",
        "day - 5|2026-02-28",
        "day + missing|",
        "day - DATE(\"2026-03-01\")|4",
        "at - day|26",
        "day - DATE(\"2026-03-01\") + 1|5",
        "EDATE(DATE(\"2026-01-31\"), 1)|2026-02-28",
        "EOMONTH(day, 0)|2026-03-31",
        "DATEDIF(DATE(\"2024-01-31\"), DATE(\"2026-03-30\"), \"Y\")|2",
        "DATEDIF(DATE(\"2024-01-31\"), DATE(\"2026-03-30\"), \"M\")|25",
        "DATEDIF(DATE(\"2024-01-31\"), DATE(\"2026-03-30\"), \"ym\")|1",
        "DATEDIF(DATE(\"2024-01-31\"), DATE(\"2026-03-30\"), \"md\")|30",
        "DATEDIF(DATE(\"2024-01-31\"), DATE(\"2026-03-30\"), \"D\")|789",
        "DATEADD(day, 1, \"months\")|2026-04-05",
        "DATEADD(day, 1, \"年\")|2027-03-05",
        "2/3|0.66666666666666666667",
        "10%|0.1",
        "200 * 15%|30",
        "10% - 3|-2.9",
        "10%-3|-2.9",
        "(5 + 5)%|0.1",
        "amount * 100%|1234.5",
        "10 % 3|1",
        "-7 % 3|2",
        "MOD(-7, 3)|2",
        "7 % -3|-2",
        "MOD(7, -3)|-2",
        "-7.5 % 2|0.5",
        "7 % 0|",
        ".5 + 1|1.5",
        "=1 + 2|3",
        "LOG(8, 0)|",
        "LOG(8, 1)|",
        "LOG(8, -2)|",
        "LOG(8, 2)|3",
        "REGEXREPLACE(\"John Smith\", \"(\\w+) (\\w+)\", \"$2 $1\")|Smith John",
        "REGEXREPLACE(\"a1\", \"([0-9])\", \"$5$$$0\")|a$5$1",
        "MASK(\"张三\", 1, 1)|**",
        "MASK(\"张三\")|张*",
        "MASK(\"张\")|*",
        "MASK(\"abc\", 2, 2)|***",
        "MASK(\"13812345678\", 3, 4)|138****5678",
      })
  void arithmetic_is_that_of_spreadsheets(String source, String result) throws Exception {
    assertThat(run(source)).isEqualTo(result == null ? "" : result);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EXACT(\"a\", \"a\")",
        "NOT EXACT(\"a\", \"A\")",
        "IFERROR(1 / 0, 7) = 7",
        "ISBLANK(missing)",
        "ISNUMBER(amount) AND NOT ISNUMBER(missing)",
        "CONCATENATE(\"a\", 1) = \"a1\"",
        "COUNTA(\"a\", EMPTY, \"b\") = 2",
        "TRUE() AND NOT FALSE()",
        "title IN (\"Pump\")",
        "title IN (\"a\", \"Pump\")",
        "title NOT IN (\"a\")",
        "NOT title IN (\"a\")",
        "day IN (\"2026-03-05\")",
        "owner IN (\"Member 1\", \"Member 2\")",
        "done IN (TRUE)",
        "title == \"Pump\"",
        "title != \"x\"",
        "title ≠ \"x\"",
        "amount > 1 && amount < 2000",
        "amount < 1 || amount > 2",
        "amount ≥ 1234.5 AND amount ≤ 1234.5",
        "IF（amount＞１０００，“big”，“small”）＝“big”",
        "IF(amount > 1000; \"big\"; \"small\") = 'big'",
        "amount＜＝１２３４．５",
        "“say \"hi\"” = \"say \"\"hi\"\"\"",
        "｛amount｝ > 1",
        "amount <> 1"
      })
  void what_people_type_is_taken(String source) throws Exception {
    assertThat(run(source)).isEqualTo("true");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "VLOOKUP(1, 2)|At character 1: “VLOOKUP” is not used here; write LOOKUP(\"form\", condition, field).",
        "amount IS EMPTY|At character 8: “IS” is not used here; write = EMPTY.",
        "title = NULL|At character 9: “NULL” is not used here; write EMPTY.",
        "!done|At character 1: “!” is not used here; write NOT.",
        "day > TODAY|At character 7: “TODAY” is not used here; write TODAY().",
        "CONTAINS(title, \"P\")|At character 1: “CONTAINS” is not used here; write text CONTAINS \"part\".",
        "at + 1|At character 4: “+” is not used here; write DATEADD(moment, count, \"day\").",
        "at - at|At character 4: “-” is not used here; write HOURS(to, from).",
        "day + day|At character 7: expected a number, found a date.",
        "TEXT(day, \"yyyy-qq\")|At character 11: “yyyy-qq” is no valid format; write for example yyyy-mm-dd, yyyy年m月d日, d mmm yyyy.",
        "TEXT(amount, \"yyyy\")|At character 14: “yyyy” is no valid format; write for example #,##0.00, 0.0%, 0\"kg\", [h]:mm.",
        "TEXT(begins, \"yyyy hh\")|At character 14: “yyyy hh” is no valid format; write for example hh:mm, h:mm AM/PM.",
        "DATEADD(day, 1, \"fortnight\")|At character 17: “fortnight” is no valid unit; write for example year, quarter, month, week, day.",
        "DATE(\"2026-02-30\")|At character 6: “2026-02-30” is no valid text; write for example 2026-01-31.",
        "stage = \"nonsense\"|At character 9: “nonsense” is none of the options. There are: open (Open, 进行中), won (Won, 赢单).",
        "SWITCH(stage, \"lost\", 1)|At character 15: “lost” is none of the options. There are: open (Open, 进行中), won (Won, 赢单).",
        "stage IN (\"won\", \"x\")|At character 18: “x” is none of the options. There are: open (Open, 进行中), won (Won, 赢单).",
        "tags CONTAINS \"x\"|At character 15: “x” is none of the options. There are: vip (Very important, 重要), new (New, 新客户).",
      })
  void what_is_not_taken_is_answered_by_what_to_write(String source, String sentence) {
    assertThatThrownBy(() -> CompiledExpression.of(source, FormulaBench.NAMES))
        .isInstanceOfSatisfying(
            CompiledExpression.InvalidExpression.class,
            failure ->
                assertThat(failure.problem().in("").message(Locale.ENGLISH)).isEqualTo(sentence));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "flag = FALSE|true",
        "flag <> TRUE|true",
        "flag = TRUE|false",
        "flag <> FALSE|false",
        "FALSE = flag|true",
        "NOT flag|true",
        "flag AND TRUE|false",
        "flag OR done|true",
        "flag = done|false",
        "flag <> done|true",
        "flag IN (FALSE)|true",
        "flag & \"\"|false",
        "flag = EMPTY|true",
        "flag <> EMPTY|false",
        "EMPTY > 0|false",
        "0 < EMPTY|false",
        "EMPTY IN (1, 2)|false",
        "EMPTY BETWEEN 1 AND 2|false",
        "NOT (EMPTY >= 0)|true",
        "EMPTY = EMPTY|true",
        "missing > 0|false",
        "IF(flag, EMPTY, EMPTY) > 0|false",
        "EMPTY = 5|false",
      })
  void what_is_unset_counts_as_false_and_empty_is_never_more(String source, String result)
      throws Exception {
    assertThat(run(source)).isEqualTo(result);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "at <= \"2026-03-31\"|true",
        "at = \"2026-03-31\"|true",
        "at <> \"2026-03-31\"|false",
        "at < \"2026-03-31\"|false",
        "at > \"2026-03-31\"|false",
        "at >= \"2026-03-31\"|true",
        "at > \"2026-03-30\"|true",
        "at < \"2026-04-01\"|true",
        "at BETWEEN \"2026-03-01\" AND \"2026-03-31\"|true",
        "at IN (\"2026-03-31\", \"2026-04-02\")|true",
        "at IN (DATE(\"2026-03-31\"))|true",
        "at = DATE(2026, 3, 31)|true",
        "DATE(2026, 3, 31) >= at|true",
        "\"2026-03-31\" = at|true",
        "\"2026-04-01\" > at|true",
        "at > day|true",
        "at = day + 26|true",
        "day < at|true",
        "at < TODAY()|true",
        "at = \"2026-03-31T23:30:00+08:00\"|true",
        "at < \"2026-03-31T23:30:00+08:00\"|false",
        "at = \"2026-03-31 23:30\"|true",
        "at > \"2026-03-31T23:00:00\"|true",
        "at = DATETIME(\"2026-03-31 23:30\")|true",
        "NOT at = \"2026-04-01\"|true",
      })
  void a_day_beside_a_moment_means_the_day_in_the_zone(String source, String result)
      throws Exception {
    assertThat(run(source)).isEqualTo(result);
  }

  @Test
  void a_character_that_postgresql_takes_in_no_text_is_refused() {
    assertThatThrownBy(() -> CompiledExpression.of("title = \"a\0\"", FormulaBench.NAMES))
        .isInstanceOf(CompiledExpression.InvalidExpression.class);
  }

  @Test
  void titles_of_options_are_stored_as_their_keys() throws Exception {
    assertThat(Printer.withKeys("stage = '赢单' OR \"重要\" IN (\"a\")", FormulaBench.NAMES))
        .isEqualTo("stage = \"won\" OR \"重要\" IN (\"a\")");
    assertThat(
            Printer.withKeys(
                "stage IN (“Won”，\"Open\") && tags CONTAINS \"重要\"", FormulaBench.NAMES))
        .isEqualTo("stage IN (\"won\", \"open\") AND tags CONTAINS \"vip\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "stage = \"won\"|true",
        "stage = \"Won\"|true",
        "stage = \"赢单\"|true",
        "\"Won\" = stage|true",
        "stage <> \"Open\"|true",
        "stage IN (\"Open\", \"赢单\")|true",
        "stage = \" WON \"|true",
        "stage = EMPTY|false",
        "SWITCH(stage, \"赢单\", 1, \"Open\", 2) = 1|true",
        "EMPTYIF(stage, \"Won\") = EMPTY|true",
        "CONTAINSANY(tags, (\"重要\", \"vip\"))|true",
        "stage = title|false",
        "tags CONTAINS \"重要\"|true",
        "owner = \"Member 1\"|true",
        "owner = \"m1\"|true",
        "owner = \"member 1\"|true",
        "owner <> \"Member 2\"|true",
        "owner = \"Nobody\"|false",
      })
  void options_go_by_title_and_members_by_name(String source, String result) throws Exception {
    assertThat(run(source)).isEqualTo(result);
  }
}
