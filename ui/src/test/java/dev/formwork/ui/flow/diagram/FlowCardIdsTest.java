package dev.formwork.ui.flow.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.workflow.definition.FlowDefinition;
import org.junit.jupiter.api.Test;

final class FlowCardIdsTest {

  private static final FlowDefinition FLOW =
      flow(
          """
          {"key": "f", "title": {"en": "F"}, "steps": [
            {"type": "branch", "key": "b", "cases": [{"steps": [{"type": "end", "key": "c"}]}],
             "otherwise": [{"type": "end", "key": "o"}]},
            {"type": "parallel", "key": "p", "lanes": [[], [{"type": "end", "key": "l"}]]},
            {"type": "repeat", "key": "r", "steps": [{"type": "end", "key": "s"}]}]}
          """);

  private static FlowDefinition flow(String json) {
    try {
      return DefinitionJson.read(DefinitionJson.tree(json), FlowDefinition.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String card(String path) {
    return new FlowCardIds(FLOW).of(Problem.at(path, CoreProblem.REQUIRED));
  }

  @Test
  void a_problem_stands_on_the_card_it_is_about() {
    assertThat(card("/steps/0/title")).isEqualTo("b");
    assertThat(card("/steps/0/cases/0/when")).isEqualTo("b/0");
    assertThat(card("/steps/0/cases/0/steps/0/outcome")).isEqualTo("c");
    assertThat(card("/steps/0/otherwise/0")).isEqualTo("o");
    assertThat(card("/steps/1/lanes/1/0/outcome")).isEqualTo("l");
    assertThat(card("/steps/1/lanes/0")).isEqualTo("p/0");
    assertThat(card("/steps/2/while")).isEqualTo("r");
    assertThat(card("/steps/2/steps/0/key")).isEqualTo("s");
  }

  @Test
  void what_belongs_to_no_card_belongs_to_the_flow() {
    assertThat(card("/trigger/when")).isEqualTo(FlowCardIds.START);
    assertThat(card("/form")).isEqualTo(FlowCardIds.START);
    assertThat(card("/variables/0/key")).isEqualTo(FlowCardIds.FLOW);
    assertThat(card("")).isEqualTo(FlowCardIds.FLOW);
    assertThat(card("/steps")).isEqualTo(FlowCardIds.FLOW);
  }
}
