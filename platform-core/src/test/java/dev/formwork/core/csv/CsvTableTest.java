package dev.formwork.core.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
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
}
