package dev.formwork.ltc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.compile.FormCompiler;
import dev.formwork.core.csv.CsvTable;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.importexport.ImportPlan;
import dev.formwork.designer.pack.PackLibrary;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The pack is found, compiles, and its samples fit its forms. */
final class PackTest {

  @Test
  void the_pack_compiles_and_its_samples_have_their_fields() {
    var pack = new PackLibrary().named("ltc").orElseThrow();
    var forms =
        pack.forms().stream().collect(Collectors.toMap(form -> form.key().value(), form -> form));
    assertThat(forms)
        .containsOnlyKeys(
            "account",
            "contact",
            "product",
            "sales_rep",
            "opportunity",
            "quote",
            "lead",
            "contract",
            "order",
            "delivery",
            "invoice",
            "receipt");
    for (FormDefinition definition : pack.forms()) {
      var result =
          FormCompiler.compile(
              "ws_test",
              pack.app().key(),
              definition,
              1,
              key -> java.util.Optional.ofNullable(forms.get(key.value())));
      assertThat(result)
          .as("%s: %s", definition.key(), problems(result))
          .isInstanceOf(FormCompiler.Result.Compiled.class);
      var form = ((FormCompiler.Result.Compiled) result).form();
      for (var sample : pack.samples()) {
        if (sample.form().equals(definition.key().value())) {
          var header = CsvTable.read(sample.csv().getBytes(StandardCharsets.UTF_8)).header();
          assertThat(ImportPlan.guessed(form, header).columns()).containsOnlyKeys(header);
        }
      }
    }
  }

  private static List<String> problems(FormCompiler.Result result) {
    return result instanceof FormCompiler.Result.Failed(var problems)
        ? problems.stream()
            .map(problem -> problem.path() + ": " + problem.message(Locale.ENGLISH))
            .toList()
        : List.of();
  }

  @Test
  void the_stages_are_those_of_the_sales_process() {
    var deal =
        new PackLibrary()
            .named("ltc").orElseThrow().forms().stream()
                .filter(form -> form.key().value().equals("opportunity"))
                .findFirst()
                .orElseThrow();
    assertThat(deal.stageField().orElseThrow().stages())
        .extracting(stage -> stage.title().zh() + " " + stage.probability())
        .containsExactly(
            "验证客户 10", "需求确认 25", "方案报价 50", "商务谈判 75", "合同审批 90", "赢单 100", "输单 0", "无效 0");
  }
}
