package dev.formwork.workflow.explain;

import static dev.formwork.core.testing.TestApp.form;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.testing.GoldenFile;
import dev.formwork.core.testing.TestApp;
import dev.formwork.core.testing.TestForm;
import dev.formwork.workflow.compile.FlowCompiler;
import dev.formwork.workflow.definition.FlowDefinition;
import org.junit.jupiter.api.Test;

/** What is compiled from flows, as golden files. */
final class FlowExplanationTest {

  private static final TestForm CLIENT =
      form("client").text("name").number("limit").member("owner");

  private static final TestForm DEAL =
      form("deal")
          .recordTitle("name")
          .text("name")
          .money("amount")
          .text("note")
          .lookup("client", "client");

  private static final String APPROVAL =
      """
      {"key": "approval", "title": {"en": "Approval"}, "form": "deal",
       "trigger": {"on": "record.submitted", "when": "amount > 100"},
       "variables": [{"key": "reason", "type": "text"}],
       "steps": [
        {"type": "branch", "key": "size", "cases": [
          {"when": "amount > client.limit", "steps": [
            {"type": "approve", "key": "director", "assign": [{"role": "director"}, {"expression": "client.owner"}],
             "due": {"stages": [{"after": "P2D", "then": "remind"}]}}]}],
         "otherwise": [
          {"type": "approve", "key": "manager", "assign": [{"managerOf": "submitter"}]}]},
        {"type": "parallel", "key": "both", "lanes": [
          [{"type": "update", "key": "noted", "set": {"note": "\\"Approved \\" & name", "amount": "amount + 1"}}],
          [{"type": "notify", "key": "told", "to": [{"submitter": true}], "message": {"en": "{{ name }} is through"}}]]},
        {"type": "forEach", "key": "others", "form": "deal", "where": "amount > 1000 AND client.limit > 5", "steps": []},
        {"type": "end", "key": "over"}]}""";

  private static String explained(String flow) throws JsonProcessingException {
    var definition = DefinitionJson.read(DefinitionJson.tree(flow), FlowDefinition.class);
    return switch (FlowCompiler.compile(definition, 1, TestApp.compiled(CLIENT, DEAL))) {
      case FlowCompiler.Result.Compiled(var compiled) -> FlowExplanation.of(compiled, "w1");
      case FlowCompiler.Result.Failed(var problems) -> throw new AssertionError(problems);
    };
  }

  @Test
  void a_flow_with_conditions_people_and_statements_is_explained() throws JsonProcessingException {
    new GoldenFile(FlowExplanationTest.class, "flow-approval.txt").holds(explained(APPROVAL));
  }

  @Test
  void a_flow_is_explained_the_same_every_time() throws JsonProcessingException {
    assertThat(explained(APPROVAL)).isEqualTo(explained(APPROVAL));
  }
}
