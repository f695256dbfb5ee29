package dev.formwork.workflow.engine;

import static dev.formwork.workflow.engine.EngineFixture.flow;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.formwork.core.definition.DefinitionJson;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A loop goes through the rows there were, wherever they stand by now. */
final class RowsOfLoopsTest {

  private static final String LOOP =
      """
      {"type": "forEach", "key": "each", "rows": "lines", "steps": [
        {"type": "fill", "key": "f", "assign": [{"member": "00000000-0000-0001-0000-000000000001"}]}]}""";

  private static SubjectRecord subject(Instance instance) {
    var task =
        instance.state().open().stream()
            .filter(Token.UserTask.class::isInstance)
            .findFirst()
            .orElseThrow();
    return TokenQueries.subject(flow(LOOP), instance, task.id());
  }

  @Test
  void each_round_speaks_of_a_row_by_its_id() {
    var run = InstanceDriver.begin(flow(LOOP));
    assertThat(subject(run.instance()).rowId()).isEqualTo(new UUID(9, 0));
    run.does(1, new Event.TaskDecision.Complete());
    assertThat(subject(run.instance()).rowId()).isEqualTo(new UUID(9, 1));
  }

  @Test
  void a_state_that_was_stored_with_places_alone_goes_on_by_them() throws JsonProcessingException {
    var json =
        """
        {"is": "lanes", "id": 1, "step": "each", "open": [1], "done": 1, "next": 2, "total": 2}""";
    var block = (Token.Block) DefinitionJson.mapper().readValue(json, Token.class);
    assertThat(block.row(1)).isNull();
    assertThat(block.total()).isEqualTo(2);
  }
}
