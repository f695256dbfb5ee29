package dev.formwork.ui.flow;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.ui.shell.Texts;
import dev.formwork.workflow.definition.Deadline;
import java.util.Arrays;
import java.util.List;

/** The due times of a task and what happens at each. */
final class DueEditor extends Div {

  private static final String STAGES = "stages";

  private final transient Edited edited;

  DueEditor(Edited due) {
    this.edited = due;
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
            Texts.of("flow.due.calendar"),
            List.of("working", "real"),
            edited.get("calendar").asText("working"),
            null,
            word -> Texts.of("flow.calendar." + word),
            word -> edited.set("calendar", word)));
  }

  private void addStage() {
    int days = edited.get(STAGES).size() + 1;
    edited.append(
        STAGES, Edited.nodes().objectNode().put("after", "P" + days + "D").put("then", "remind"));
  }

  private Div stage(int index) {
    var stage = edited.at(STAGES, index);
    var after =
        new DelayInput(
            Texts.of("flow.due.after"),
            stage.text("after"),
            delay -> {
              if (delay != null) {
                stage.set("after", delay);
              }
            });
    var then =
        FlowInputs.choice(
            Texts.of("flow.due.then"),
            Arrays.stream(Deadline.OverdueAction.values())
                .map(Deadline.OverdueAction::json)
                .toList(),
            stage.get("then").asText("remind"),
            null,
            word -> Texts.of("flow.then." + word),
            word -> {
              stage.set("then", word);
              edited.rebuild();
            });
    var remove =
        FlowInputs.icon(
            VaadinIcon.CLOSE_SMALL,
            Texts.of("flow.due.remove", index + 1),
            () -> edited.removeAt(STAGES, index));
    remove.addClassName("fw-rule-remove");
    var card = new Div(remove, after, then);
    card.addClassNames("fw-rule", "fw-flow-stage");
    switch (stage.get("then").asText("remind")) {
      case "escalate", "transfer" ->
          card.add(new AssigneeEditor(stage, "to", "flow.due.to", false));
      case "return" -> card.add(StepChoice.of(stage, "step", "flow.return-to"));
      default -> {}
    }
    return card;
  }
}
