package dev.formwork.core.compile;

import static dev.formwork.core.testing.FieldSetting.byDefault;
import static dev.formwork.core.testing.FieldSetting.fill;
import static dev.formwork.core.testing.FieldSetting.requiredWhen;
import static dev.formwork.core.testing.FieldSetting.scale;
import static dev.formwork.core.testing.FieldSetting.searchable;
import static dev.formwork.core.testing.FieldSetting.unique;
import static dev.formwork.core.testing.FieldSetting.visibleWhen;
import static dev.formwork.core.testing.TestApp.form;

import dev.formwork.core.testing.GoldenFile;
import dev.formwork.core.testing.TestApp;
import dev.formwork.core.testing.TestForm;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the compiler makes of forms, statement by statement, as golden files. */
final class FormExplanationTest {

  private static final TestForm CLIENT =
      form("client")
          .recordTitle("name")
          .text("name", searchable(), unique())
          .number("level", scale(0))
          .member("owner", byDefault("ME()"))
          .sum("total", "deal", "client", "amount");

  private static final TestForm DEAL =
      form("deal")
          .recordTitle("name")
          .text("name", searchable())
          .money("amount")
          .date("due")
          .text("reason", visibleWhen("amount > 100"), requiredWhen("amount > 1000"))
          .text("clients_name")
          .lookup("client", "client", fill(Map.of("clients_name", "name")))
          .computed("weighted", "ROUND(amount * client.level / 10, 2)")
          .computed("is_late", "due < TODAY()")
          .subform("lines", row -> row.text("product").number("quantity", scale(0)))
          .validation("amount = EMPTY OR amount >= 0", "No negative amounts.");

  private static String explained(String form) {
    return FormExplanation.of(TestApp.compiled(CLIENT, DEAL).get(form));
  }

  private static GoldenFile golden(String name) {
    return new GoldenFile(FormExplanationTest.class, name);
  }

  @Test
  void a_form_with_a_lookup_formulas_and_rows_is_explained() {
    golden("form-deal.txt").holds(explained("deal"));
  }

  @Test
  void a_form_that_others_point_to_is_explained() {
    golden("form-client.txt").holds(explained("client"));
  }
}
