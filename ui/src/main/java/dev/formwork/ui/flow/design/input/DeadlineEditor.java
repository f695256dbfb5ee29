package dev.formwork.ui.flow.design.input;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.Deadline;
import java.util.Arrays;
import java.util.List;

/** The due times of a task and what happens at each. */
public final class DeadlineEditor extends Div {

  private static final String STAGES = "stages";

  private final transient JsonBinding jsonBinding;

  public DeadlineEditor(JsonBinding due) {
    this.jsonBinding = due;
    addClassName("fw-flow-section");
    add(FlowInputs.hint("flow.due.help"));
    int count = due.get(STAGES).size();
    if (count > 0) {
      add(calendar());
    }
    for (int i = 0; i < count; i++) {
      add(stage(i));
    }
    var add = FlowInputs.small("flow.due.add", VaadinIcon.PLUS, this::addStage);
    add.setId("add-due");
    add(add);
  }

  private Div calendar() {
    return new Div(
        FlowInputs.choice(
            UiTexts.of("flow.due.calendar"),
            List.of("working", "real"),
            jsonBinding.get("calendar").asText("working"),
            null,
            word -> UiTexts.of("flow.calendar." + word),
            word -> jsonBinding.set("calendar", word)));
  }

  private void addStage() {
    int days = jsonBinding.get(STAGES).size() + 1;
    jsonBinding.append(
        STAGES,
        JsonBinding.nodes().objectNode().put("after", "P" + days + "D").put("then", "remind"));
  }

  private Div stage(int index) {
    var stage = jsonBinding.at(STAGES, index);
    var after =
        new DurationInput(
            UiTexts.of("flow.due.after"),
            stage.text("after"),
            delay -> {
              if (delay != null) {
                stage.set("after", delay);
              }
            });
    var then =
        FlowInputs.choice(
            UiTexts.of("flow.due.then"),
            Arrays.stream(Deadline.OverdueAction.values())
                .map(Deadline.OverdueAction::json)
                .toList(),
            stage.get("then").asText("remind"),
            null,
            word -> UiTexts.of("flow.then." + word),
            word -> {
              stage.set("then", word);
              jsonBinding.rebuild();
            });
    var remove =
        FlowInputs.icon(
            VaadinIcon.CLOSE_SMALL,
            UiTexts.of("flow.due.remove", index + 1),
            () -> jsonBinding.removeAt(STAGES, index));
    remove.addClassName("fw-rule-remove");
    var card = new Div(remove, after, then);
    card.addClassNames("fw-rule", "fw-flow-stage");
    switch (stage.get("then").asText("remind")) {
      case "escalate", "transfer" ->
          card.add(new AssigneeRulesEditor(stage, "to", "flow.due.to", false));
      case "return" -> card.add(StepChoice.of(stage, "step", "flow.return-to"));
      default -> {}
    }
    return card;
  }
}
