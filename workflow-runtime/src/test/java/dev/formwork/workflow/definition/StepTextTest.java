package dev.formwork.workflow.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.definition.DefinitionJson;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

/** Steps in words. */
final class StepTextTest {

  private static final StepText ENGLISH = new StepText(Locale.ENGLISH);

  /** Names everything by its key. */
  private static final SentenceContext KEYS =
      new SentenceContext() {
        @Override
        public StepText text() {
          return ENGLISH;
        }

        @Override
        public String people(List<AssigneeRule> rules) {
          return rules.size() + " rules";
        }

        @Override
        public String form(String key) {
          return key;
        }

        @Override
        public String flow(String key) {
          return key;
        }

        @Override
        public String field(String step, String key) {
          return key;
        }

        @Override
        public Optional<String> stage(String field, String stage) {
          return Optional.ofNullable(stage);
        }

        @Override
        public String expression(String step, String source) {
          return source;
        }

        @Override
        public String records(String step, String form, String where) {
          return where == null ? "all" : where;
        }

        @Override
        public String assignments(String form, Map<String, String> set) {
          return String.join(", ", set.keySet());
        }
      };

  @Test
  void every_word_is_there_in_both_languages() {
    var english = bundle(Locale.ENGLISH);
    assertThat(bundle(Locale.CHINESE).keySet()).isEqualTo(english.keySet());
    for (var type : StepType.values()) {
      assertThat(english.getString("type." + type.word())).isNotBlank();
      assertThat(english.getString("type." + type.word() + ".help")).isNotBlank();
    }
    for (var type : TriggerType.values()) {
      assertThat(english.getString("trigger." + type.json())).isNotBlank();
      assertThat(english.getString("trigger." + type.json() + ".help")).isNotBlank();
      assertThat(english.getString("trigger." + type.json() + ".short")).isNotBlank();
    }
  }

  private static ResourceBundle bundle(Locale locale) {
    return ResourceBundle.getBundle("dev.formwork.workflow.definition.steps", locale);
  }

  @Test
  void every_type_makes_a_step_of_its_own_type_that_can_be_said_in_words() {
    var flow =
        new FlowDefinition(
            new FlowKey("one"), null, null, null, null, List.of(), null, null, List.of());
    var surroundings = new FlowSurroundings(flow, null, List.of(), List.of());
    for (var type : StepType.values()) {
      var step = type.usual("key", surroundings);
      assertThat(step.type()).isEqualTo(type);
      assertThat(step.key()).isEqualTo("key");
      assertThat(step.sentence(KEYS)).isNotNull();
      assertThat(StepType.named(type.json())).isEqualTo(type);
    }
  }

  @Test
  void every_type_makes_a_trigger_of_its_own_type_that_is_read_by_its_word() throws Exception {
    var flow =
        new FlowDefinition(
            new FlowKey("one"), null, null, null, null, List.of(), null, null, List.of());
    var surroundings = new FlowSurroundings(flow, null, List.of(), List.of());
    for (var type : TriggerType.values()) {
      var trigger = type.usual(surroundings, "amount > 1");
      assertThat(trigger.type()).isEqualTo(type);
      assertThat(trigger.condition()).isEqualTo(type.hasCondition() ? "amount > 1" : null);
      assertThat(DefinitionJson.mapper().valueToTree(trigger).path("on").asText())
          .isEqualTo(type.json());
    }
  }

  @Test
  void a_sentence_says_what_a_step_does() {
    assertThat(new UpdateStep("u", null, "order", "total > 1", Map.of("total", "0")).sentence(KEYS))
        .isEqualTo("order · total > 1 · total");
    assertThat(new WaitStep("w", null, Delay.of("P1DT4H"), null, null, null).sentence(KEYS))
        .isEqualTo("1 day 4 hours");
    assertThat(new EndStep("e", null, "approved").sentence(KEYS)).isEqualTo("Approved");
    assertThat(new EndStep("e", null, "parked").sentence(KEYS)).isEqualTo("parked");
  }
}
