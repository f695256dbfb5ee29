package dev.formwork.workflow.compile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.workflow.definition.FlowDefinition;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What keeps a flow from being published, though one that was published before still runs. */
final class PublishingRulesTest {

  private static final Map<String, CompiledForm> FORMS = FlowForms.read();

  private static List<String> problems(String trigger, String steps) {
    var flow = flow(trigger, steps);
    assertThat(FlowCompiler.compile(flow, 1, FORMS))
        .isInstanceOf(FlowCompiler.Result.Compiled.class);
    return FlowCompiler.problems(flow, FORMS).stream()
        .map(problem -> problem.path() + " " + problem.code())
        .toList();
  }

  private static FlowDefinition flow(String trigger, String steps) {
    try {
      return DefinitionJson.mapper()
          .readValue(
              """
              {"key": "test", "title": {"en": "Test"}, "form": "request", "trigger": %s, "steps": [%s]}\
              """
                  .formatted(trigger, steps),
              FlowDefinition.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(steps, e);
    }
  }

  private static List<String> steps(String steps) {
    return problems("{\"on\": \"button\"}", steps);
  }

  @Test
  void a_step_over_records_says_which_ones() {
    for (var where : new String[] {"", ", \"where\": \"\"", ", \"where\": \"  \""}) {
      assertThat(
              steps(
                  "{\"type\": \"delete\", \"key\": \"d\", \"form\": \"order\"%s}".formatted(where)))
          .containsExactly("/steps/0/where flow-no-where");
      assertThat(
              steps(
                  "{\"type\": \"update\", \"key\": \"u\", \"form\": \"order\", \"set\": {\"total\": \"0\"}%s}"
                      .formatted(where)))
          .containsExactly("/steps/0/where flow-no-where");
    }
  }

  @Test
  void a_secret_is_sent_to_a_server_that_stands_in_the_address() {
    var step =
        "{\"type\": \"http\", \"key\": \"h\", \"url\": \"%s\", \"headers\": {\"Authorization\":"
            + " \"%s\"}}";
    assertThat(steps(step.formatted("https://{{ RECORDID() }}.example/", "Bearer secret:erp")))
        .containsExactly("/steps/0/url flow-server-open");
    assertThat(steps(step.formatted("https://{{ RECORDID() }}.example/", "none"))).isEmpty();
    assertThat(steps(step.formatted("https://erp.example/{{ RECORDID() }}", "secret:erp")))
        .isEmpty();
  }

  @Test
  void true_says_all_of_them_and_a_condition_says_some() {
    for (var where : new String[] {"TRUE", "true", "total > 1"}) {
      assertThat(
              steps(
                  "{\"type\": \"delete\", \"key\": \"d\", \"form\": \"order\", \"where\": \"%s\"}"
                      .formatted(where)))
          .isEmpty();
    }
  }

  @Test
  void the_record_in_hand_needs_no_condition() {
    assertThat(
            steps(
                "{\"type\": \"update\", \"key\": \"u\", \"set\": {\"amount\": \"1\"}}, {\"type\":"
                    + " \"delete\", \"key\": \"d\"}"))
        .isEmpty();
  }

  @Test
  void a_loop_that_changes_each_record_says_which_ones_too() {
    var loop =
        """
        {"type": "forEach", "key": "l", "form": "order"%s, "steps": [
          {"type": "branch", "key": "b", "cases": [{"when": "total > 1", "steps": [{"type": "delete", "key": "d"}]}]}]}\
        """;
    assertThat(steps(loop.formatted(""))).containsExactly("/steps/0/where flow-no-where");
    assertThat(steps(loop.formatted(", \"where\": \"TRUE\""))).isEmpty();
    assertThat(
            steps(
                "{\"type\": \"forEach\", \"key\": \"l\", \"form\": \"order\", \"steps\":"
                    + " [{\"type\": \"end\", \"key\": \"e\"}]}"))
        .isEmpty();
  }

  @Test
  void the_sentence_says_what_to_write_in_both_languages() {
    var found =
        FlowCompiler.problems(
                flow(
                    "{\"on\": \"button\"}",
                    "{\"type\": \"delete\", \"key\": \"d\", \"form\": \"order\"}"),
                FORMS)
            .getFirst();
    assertThat(Stream.of(Locale.ENGLISH, Locale.CHINESE).map(found::message))
        .allSatisfy(sentence -> assertThat(sentence).contains("TRUE", "status = \"draft\""));
  }

  @Test
  void a_schedule_that_never_comes_is_not_published() {
    assertThat(problems("{\"on\": \"schedule\", \"cron\": \"0 9 30 2 *\"}", ""))
        .containsExactly("/trigger/cron flow-cron-never");
    assertThat(problems("{\"on\": \"schedule\", \"cron\": \"0 9 29 2 *\"}", "")).isEmpty();
  }

  @Test
  void what_is_waited_for_lies_ahead() {
    assertThat(steps("{\"type\": \"wait\", \"key\": \"w\", \"for\": \"-P1D\"}"))
        .containsExactly("/steps/0/for flow-time-before");
    assertThat(
            steps(
                """
                {"type": "approve", "key": "a", "assign": [{"role": "r"}],
                 "due": {"stages": [{"after": "P1D"}, {"after": "-P2D"}]}}\
                """))
        .containsExactly("/steps/0/due/stages/1/after flow-time-before");
  }
}
