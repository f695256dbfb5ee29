package dev.formwork.ui.flow.design.input;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.Deadline;
import dev.formwork.workflow.definition.Deadline.OverdueAction;
import dev.formwork.workflow.definition.Deadline.Stage;
import dev.formwork.workflow.definition.Delay;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The due times of a task and what happens at each. */
public final class DeadlineEditor extends Div {

  private final transient EditForm<?> form;
  private final transient List<Stage> stages;
  private final transient Consumer<Deadline> onChange;
  private transient Deadline.Calendar calendar;

  /**
   * @param due nullable
   * @param onChange told with null when there is none any more
   */
  public DeadlineEditor(EditForm<?> form, Deadline due, Consumer<Deadline> onChange) {
    this.form = form;
    this.stages = new ArrayList<>(due == null ? List.of() : due.stages());
    this.calendar = due == null ? Deadline.Calendar.WORKING : due.calendar();
    this.onChange = onChange;
    addClassName("fw-flow-section");
    show();
  }

  private void store() {
    onChange.accept(stages.isEmpty() ? null : new Deadline(calendar, stages));
  }

  private void show() {
    removeAll();
    add(FlowInputs.hint("flow.due.help"));
    if (!stages.isEmpty()) {
      add(calendar());
    }
    for (int i = 0; i < stages.size(); i++) {
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
            List.of(Deadline.Calendar.values()),
            calendar,
            null,
            one -> UiTexts.of("flow.calendar." + one.json()),
            chosen -> {
              calendar = chosen;
              store();
            }));
  }

  private void addStage() {
    var after = Delay.ofDays(stages.size() + 1);
    stages.add(new Stage(after, OverdueAction.REMIND, null, null));
    store();
    show();
  }

  private void removeStage(int index) {
    stages.remove(index);
    store();
    show();
  }

  private Div stage(int index) {
    var stage = stages.get(index);
    var card = new Div();
    card.addClassNames("fw-rule", "fw-flow-stage");
    var remove =
        FlowInputs.icon(
            VaadinIcon.CLOSE_SMALL,
            UiTexts.of("flow.due.remove", index + 1),
            () -> removeStage(index));
    remove.addClassName("fw-rule-remove");
    card.add(remove);
    EditForm<Stage> inputs =
        form.of(
            card,
            change -> {
              stages.set(index, change.apply(stages.get(index)));
              store();
            },
            this::show);
    var after = inputs.requiredDuration("flow.due.after", stage.after());
    var then =
        inputs
            .choice(
                "flow.due.then",
                List.of(OverdueAction.values()),
                stage.then(),
                one -> UiTexts.of("flow.then." + one.json()))
            .rebuilding();
    var to =
        switch (stage.then()) {
          case ESCALATE, TRANSFER -> inputs.people("to", "flow.due.to", stage.to(), false);
          case REMIND, APPROVE, REJECT, RETURN -> new Input<>(stage.to());
        };
    var step =
        stage.then() == OverdueAction.RETURN
            ? inputs.humanStep("flow.return-to", stage.step())
            : new Input<>(stage.step());
    inputs.stores(_ -> new Stage(after.value(), then.value(), to.value(), step.value()));
    return card;
  }
}
