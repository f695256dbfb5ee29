package dev.formwork.core.rights;

import static dev.formwork.core.testing.FieldSetting.reveals;
import static dev.formwork.core.testing.TestApp.form;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.permission.FormPermissions;
import dev.formwork.core.testing.GoldenFile;
import dev.formwork.core.testing.TestApp;
import dev.formwork.core.testing.TestForm;
import org.junit.jupiter.api.Test;

/** What is compiled from permission sets, as a golden file. */
final class FormPermissionsExplanationTest {

  private static final TestForm CLIENT = form("client").text("name").number("level");

  private static final TestForm DEAL =
      form("deal")
          .recordTitle("name")
          .text("name")
          .money("amount")
          .member("owner")
          .date("due")
          .lookup("client", "client")
          .computed("half", "amount / 2")
          .computed("quarter", "half / 2")
          .computed("rounded", "ROUND(amount, -3)", reveals())
          .computed("weighted", "client.level * 2")
          .subform("lines", row -> row.text("product").number("price"));

  private static final String SETS =
      """
      {"sets": [
        {"key": "everyone", "who": {"everyone": true}, "actions": ["read", "create"]},
        {"key": "own", "who": {"roles": ["sales", "desk"], "members": ["00000000-0000-0000-0000-00000000000a"]},
         "actions": ["read", "change", "history"], "rows": "owner = ME() AND due >= TODAY()",
         "fields": {"amount": "hidden", "lines.price": "read"}, "mayGiveAway": true},
        {"key": "covered", "who": {"departments": ["00000000-0000-0000-0000-00000000000d"]}, "actions": ["read"],
         "otherFields": "read", "fields": {"name": "masked", "lines": "hidden"}}]}""";

  private static PermissionCompiler.Result compiled(String sets) throws JsonProcessingException {
    var deal = TestApp.compiled(CLIENT, DEAL).get("deal");
    return PermissionCompiler.compile(
        deal, DefinitionJson.read(DefinitionJson.tree(sets), FormPermissions.class));
  }

  @Test
  void sets_are_explained_with_their_records_and_fields() throws JsonProcessingException {
    var result = compiled(SETS);
    assertThat(result.problems()).isEmpty();
    new GoldenFile(FormPermissionsExplanationTest.class, "permissions-deal.txt")
        .holds(
            FormPermissionsExplanation.of(
                TestApp.compiled(CLIENT, DEAL).get("deal"), result.sets()));
  }
}
