package dev.formwork.designer.form;

import static dev.formwork.core.testing.FieldSetting.byDefault;
import static dev.formwork.core.testing.TestApp.form;
import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.testing.TestApp;
import dev.formwork.designer.definition.Reference;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A form tells what it uses: other forms, fields, also of its own. */
final class FormReferencesTest {

  private static List<Reference> references() {
    return FormReferences.of(
        TestApp.compiled(
                form("client")
                    .text("name")
                    .number("credit")
                    .sum("owed", "deal", "client", "amount"),
                form("deal")
                    .text("name")
                    .money("amount")
                    .lookup("client", "client")
                    .computed("left", "client.credit - amount")
                    .number("other", byDefault("COUNTRECORDS(\"client\", credit > 5)"))
                    .subform("lines", row -> row.number("price").number("count"))
                    .computed("total", "SUM(lines.price * lines.count)")
                    .validation("amount > 0", "Positive"))
            .get("deal"));
  }

  private static Reference to(String path, String form, String field) {
    return new Reference(path, DefinitionKind.FORM, form, field);
  }

  @Test
  void lookups_refer_to_the_form_looked_into() {
    assertThat(references()).contains(to("/fields/2/form", "client", null));
  }

  @Test
  void formulas_refer_to_fields_here_behind_lookups_and_of_rows() {
    assertThat(references())
        .contains(
            to("/fields/3/expression", "deal", "client"),
            to("/fields/3/expression", "client", "credit"),
            to("/fields/3/expression", "deal", "amount"),
            to("/fields/6/expression", "deal", "lines"),
            to("/fields/6/expression", "deal", "lines.price"));
  }

  @Test
  void questions_to_other_forms_and_rules_count_as_well() {
    assertThat(references())
        .contains(
            to("/fields/4/default", "client", null),
            to("/fields/4/default", "client", "credit"),
            to("/validations/0/check", "deal", "amount"));
  }

  @Test
  void rollups_refer_to_what_they_add_up() {
    var client =
        FormReferences.of(
            TestApp.compiled(
                    form("client").text("name").sum("owed", "deal", "client", "amount"),
                    form("deal").money("amount").lookup("client", "client"))
                .get("client"));
    assertThat(client)
        .contains(to("/fields/1/from", "deal", null), to("/fields/1", "deal", "amount"));
  }
}
