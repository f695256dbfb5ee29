package dev.formwork.core.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.formwork.core.problem.Refusal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files as people save them. */
final class CsvTableTest {

  @Test
  void quotes_line_breaks_and_byte_order_marks_are_understood() {
    var table =
        CsvTable.read(
            "\uFEFFname,note\n\"A, B\",\"two\nlines\"\n\nC,\"say \"\"hi\"\"\"\n"
                .getBytes(StandardCharsets.UTF_8));
    assertThat(table.header()).containsExactly("name", "note");
    assertThat(table.rows()).extracting(row -> row.cells().getFirst()).containsExactly("A, B", "C");
    assertThat(table.rows().get(1).cells().get(1)).isEqualTo("say \"hi\"");
  }

  @Test
  void semicolons_tabs_and_chinese_encodings_are_recognised() {
    assertThat(CsvTable.read("a;b\n1;2\n".getBytes(StandardCharsets.UTF_8)).header())
        .containsExactly("a", "b");
    assertThat(CsvTable.read("a\tb\n1\t2\n".getBytes(StandardCharsets.UTF_16)).header())
        .containsExactly("a", "b");
    assertThat(CsvTable.read("名称,金额\n泵,1\n".getBytes(Charset.forName("GB18030"))).header())
        .containsExactly("名称", "金额");
  }

  @Test
  void formulas_are_made_harmless_and_numbers_left_alone() {
    assertThat(SpreadsheetCsv.harmless("=1+1")).isEqualTo("'=1+1");
    assertThat(SpreadsheetCsv.harmless("@cmd")).isEqualTo("'@cmd");
    assertThat(SpreadsheetCsv.harmless("-12.5")).isEqualTo("-12.5");
    assertThat(SpreadsheetCsv.harmless("Acme")).isEqualTo("Acme");
  }

  @Test
  void apostrophes_before_formulas_come_off_again_whatever_stood_there() {
    for (var cell : List.of("=1+1", "'=1+1", "''-x", "'quoted'", "+86 139", "-12.5", "'", "''")) {
      assertThat(SpreadsheetCsv.meant(SpreadsheetCsv.harmless(cell))).isEqualTo(cell);
    }
  }

  @Test
  void encodings_of_everyday_texts_are_told() {
    for (var text :
        List.of(
            "名称,级别\n华辰自动化,A\n",
            "姓名\n张三\n",
            "客户;备注\nABB 公司;5号楼（东）\n",
            "Name\nRené créé à Noël\n",
            "Name,Ort\nJürgen Groß,Köln\nBjörn,Århus\n",
            "Prix\n12 €\nÉté – “citation”\n")) {
      for (var encoding : TextEncoding.values()) {
        var charset = Charset.forName(encoding.label());
        if (charset.newEncoder().canEncode(text) && !isForeign(encoding, text)) {
          var table = CsvTable.read(text.getBytes(charset));
          assertThat(table.format().encoding()).as(text).isEqualTo(encoding);
        }
      }
    }
  }

  /** Chinese spreadsheets do not write Western letters, nor the others Chinese. */
  private static boolean isForeign(TextEncoding encoding, String text) {
    return encoding == TextEncoding.GB18030 && !text.matches("(?s).*[\\u4e00-\\u9fff].*");
  }

  @Test
  void separators_are_told_by_all_of_the_first_lines() {
    assertThat(read("a|b|c\n1|2,5|3\n").format().separator()).isEqualTo(Separator.PIPE);
    assertThat(read("a;b\n1,5;2,5\n").format().separator()).isEqualTo(Separator.SEMICOLON);
    assertThat(read("\"a;b;c\",d\n1,2\n").format().separator()).isEqualTo(Separator.COMMA);
    assertThat(read("sep=|\na,b|c\n").header()).containsExactly("a,b", "c");
  }

  @Test
  void text_behind_a_closed_quote_is_refused() {
    assertThatThrownBy(() -> read("a,b\n1,2\n\"x\" y,3\n"))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.problems().getFirst().arguments()).isEqualTo(List.of(3)));
  }

  @Test
  void what_only_looks_like_a_workbook_is_refused_as_one() {
    assertThatThrownBy(() -> CsvTable.read(new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0}))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal ->
                assertThat(refusal.problems().getFirst().code()).isEqualTo("file-not-workbook"));
  }

  private static CsvTable read(String text) {
    return CsvTable.read(text.getBytes(StandardCharsets.UTF_8));
  }
}
