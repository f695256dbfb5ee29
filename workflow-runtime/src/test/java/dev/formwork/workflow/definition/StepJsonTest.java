package dev.formwork.workflow.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.testing.GoldenFile;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The JSON of steps and triggers stays as it is: flows are stored in it. */
final class StepJsonTest {

  private static final GoldenFile STEPS = new GoldenFile(StepJsonTest.class, "steps.json");
  private static final GoldenFile TRIGGERS = new GoldenFile(StepJsonTest.class, "triggers.json");

  /** Where the examples name steps: by their own keys, in returns and as choosers. */
  private static final Pattern KEYS =
      Pattern.compile("(\"(?:key|step|return|chosenBy)\":\"\\w+)\"");

  @Test
  void steps_are_written_as_ever() {
    new GoldenFile(StepJsonTest.class, "steps.written.json").holds(written(STEPS, Step.class));
  }

  @Test
  void triggers_are_written_as_ever() {
    new GoldenFile(StepJsonTest.class, "triggers.written.json")
        .holds(written(TRIGGERS, Trigger.class));
  }

  @Test
  void what_was_written_is_read_as_the_same() throws JsonProcessingException {
    for (var json : DefinitionJson.tree(STEPS.read())) {
      var step = DefinitionJson.read(json, Step.class);
      var again = DefinitionJson.tree(DefinitionJson.write(step));
      assertThat(DefinitionJson.read(again, Step.class)).isEqualTo(step);
    }
  }

  @Test
  void other_keys_are_those_of_the_step_of_steps_inside_and_of_steps_it_names()
      throws JsonProcessingException {
    for (var json : DefinitionJson.tree(STEPS.read())) {
      var step = DefinitionJson.read(json, Step.class);
      assertThat(step.withKeys(UnaryOperator.identity())).isEqualTo(step);
      var renamed = DefinitionJson.write(step.withKeys(key -> key + "_2"));
      assertThat(DefinitionJson.tree(renamed))
          .isEqualTo(
              DefinitionJson.tree(KEYS.matcher(DefinitionJson.write(step)).replaceAll("$1_2\"")));
    }
  }

  @Test
  void every_kind_is_among_the_examples() {
    assertThat(kinds(STEPS, "type"))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(StepType.values()).map(StepType::json).toList());
    assertThat(kinds(TRIGGERS, "on")).hasSize(Trigger.class.getPermittedSubclasses().length);
  }

  private static Set<String> kinds(GoldenFile examples, String property) {
    return each(examples)
        .map(json -> json.path(property).asText())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<JsonNode> each(GoldenFile examples) {
    try {
      return StreamSupport.stream(DefinitionJson.tree(examples.read()).spliterator(), false);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> String written(GoldenFile examples, Class<T> type) {
    return each(examples)
        .map(json -> DefinitionJson.write(read(json, type)))
        .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
  }

  private static <T> T read(JsonNode json, Class<T> type) {
    try {
      return DefinitionJson.read(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json.toString(), e);
    }
  }
}
