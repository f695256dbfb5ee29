package dev.formwork.ui.flow.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import dev.formwork.core.access.Caller;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.expression.function.BuiltInFunctions;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.Title;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.ui.flow.FlowContext;
import dev.formwork.ui.flow.design.input.EditForm;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.definition.FlowKey;
import dev.formwork.workflow.definition.Step;
import dev.formwork.workflow.definition.StepType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The inputs of steps: what one enters changes that, and nothing else of the step. */
final class StepUiTest {

  /** The examples that the JSON of steps is held against. */
  private static final Path EXAMPLES =
      Path.of("../workflow-runtime/src/test/resources/dev/formwork/workflow/definition/steps.json");

  private static final FlowDefinition FLOW =
      new FlowDefinition(
          new FlowKey("flow"),
          Title.of("Flow"),
          null,
          null,
          null,
          List.of(),
          null,
          null,
          List.of());

  private static final FlowContext CONTEXT =
      new FlowContext(
          Caller.system(new Workspace(new UUID(0, 1), "test", "Test", "ws_test")),
          new AppKey("app"),
          FLOW,
          Map.of(),
          BuiltInFunctions.INSTANCE,
          null,
          null,
          List.of(FLOW),
          null);

  @Test
  void a_new_title_leaves_all_else_of_a_step_as_it_was() throws IOException {
    var seen = EnumSet.noneOf(StepType.class);
    for (var json : DefinitionJson.tree(Files.readString(EXAMPLES))) {
      var step = DefinitionJson.read(json, Step.class);
      var stored = new ArrayList<Step>();
      retitle(step, stored);
      assertThat(stored).as(json.toString()).hasSize(1);
      assertThat(withoutTitle(stored.getFirst())).isEqualTo(withoutTitle(step));
      assertThat(stored.getFirst().title().en()).isEqualTo("Another");
      seen.add(step.type());
    }
    assertThat(seen).as("types with an example").containsExactly(StepType.values());
  }

  private static void retitle(Step step, List<Step> stored) {
    var panel = new Div();
    EditForm<Step> form =
        new EditForm<>(
            panel,
            () -> CONTEXT,
            step.key(),
            (UnaryOperator<Step> change) -> stored.add(change.apply(step)),
            () -> {});
    form.titled("flow.step.title", step.title());
    StepUi.inputsOf(step, form);
    all(panel)
        .filter(TextField.class::isInstance)
        .map(TextField.class::cast)
        .findFirst()
        .orElseThrow()
        .setValue("Another");
  }

  private static Stream<Component> all(Component component) {
    return Stream.concat(Stream.of(component), component.getChildren().flatMap(StepUiTest::all));
  }

  private static JsonNode withoutTitle(Step step) {
    try {
      var json = DefinitionJson.tree(DefinitionJson.write(step));
      ((ObjectNode) json).remove("title");
      return json;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
