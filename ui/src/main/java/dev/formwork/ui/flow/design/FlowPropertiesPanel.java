package dev.formwork.ui.flow.design;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.core.problem.Problem;
import dev.formwork.designer.flow.edit.BranchEdits;
import dev.formwork.designer.flow.edit.FlowEdits;
import dev.formwork.ui.flow.FlowContext;
import dev.formwork.ui.flow.design.input.EditForm;
import dev.formwork.ui.flow.design.input.FlowInputs;
import dev.formwork.ui.flow.diagram.FlowCardIds;
import dev.formwork.ui.flow.step.StepUi;
import dev.formwork.ui.flow.text.FlowText;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.BranchStep;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.definition.ParallelStep;
import dev.formwork.workflow.definition.Step;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The properties of the selected card. Rebuilt only when another card is selected or other inputs
 * are needed, so that nobody loses what they are typing.
 */
final class FlowPropertiesPanel extends Div {

  /** What the panel has done to the flow. */
  interface Listener {

    void change(FlowDefinition changed);

    /** Something with the chosen step or way, by the word the drawing uses for it. */
    void act(String action, String id);
  }

  private final transient Supplier<FlowContext> context;
  private final transient Listener listener;
  private final Div problems = new Div();
  private String shown;

  FlowPropertiesPanel(Supplier<FlowContext> context, Listener listener) {
    this.context = context;
    this.listener = listener;
    addClassName("fw-flow-panel");
    getElement().setAttribute("role", "region");
    getElement().setAttribute("aria-label", UiTexts.of("flow.panel"));
  }

  /**
   * @param id of a card
   */
  void show(String id, List<Problem> found) {
    shown = id;
    build();
    problems(found);
  }

  String shown() {
    return shown;
  }

  /** What is wrong with what is shown. */
  void problems(List<Problem> found) {
    problems.removeAll();
    found.forEach(
        problem -> {
          var line = new Div(UiTexts.of(problem));
          line.addClassName("fw-error");
          problems.add(line);
        });
  }

  private void build() {
    removeAll();
    setClassName("fw-flow-panel-chosen", !shown.equals(FlowCardIds.FLOW));
    var flow = context.get().flow();
    int slash = shown.indexOf('/');
    if (shown.equals(FlowCardIds.FLOW)) {
      var settings = properties();
      FlowSettingsPanel.addTo(ofFlow(settings));
      addComponentAtIndex(1, problems);
    } else if (shown.equals(FlowCardIds.START)) {
      add(head("play-circle-o", "accent", FlowText.words().word("start"), List.of()), problems);
      TriggerPanel.addTo(ofFlow(properties()));
    } else if (slash > 0) {
      var key = shown.substring(0, slash);
      int way = Integer.parseInt(shown.substring(slash + 1));
      FlowEdits.find(flow, key).ifPresent(step -> way(step, way));
    } else {
      FlowEdits.find(flow, shown).ifPresent(this::step);
    }
  }

  private Div properties() {
    var body = new Div();
    body.addClassName("fw-properties");
    add(body);
    return body;
  }

  private EditForm<FlowDefinition> ofFlow(Div body) {
    return new EditForm<>(
        body,
        context,
        null,
        change -> changed(() -> change.apply(context.get().flow())),
        this::build);
  }

  private <T> EditForm<T> ofStep(
      Div body, String key, BiFunction<FlowDefinition, UnaryOperator<T>, FlowDefinition> edit) {
    return new EditForm<>(
        body,
        context,
        key,
        change -> changed(() -> edit.apply(context.get().flow(), change)),
        this::build);
  }

  /** What cannot be stored yet stays in its input until it can. */
  private void changed(Supplier<FlowDefinition> change) {
    try {
      listener.change(change.get());
    } catch (IllegalArgumentException e) {
      problems.removeAll();
      var line = new Div(e.getMessage());
      line.addClassName("fw-error");
      problems.add(line);
    }
  }

  private Div head(String iconName, String color, String title, List<Component> actions) {
    var icon = new Icon("vaadin", iconName);
    icon.getElement().setAttribute("aria-hidden", "true");
    var mark = new Span(icon);
    mark.addClassName("fw-flow-mark-kind");
    mark.getElement().setAttribute("data-color", color);
    var head = new Div(mark, new H2(title));
    actions.forEach(head::add);
    var close =
        FlowInputs.icon(VaadinIcon.CLOSE, UiTexts.of("close"), () -> listener.act("close", shown));
    close.addClassName("fw-flow-panel-close");
    head.add(close);
    head.addClassName("fw-properties-head");
    return head;
  }

  private Component tool(VaadinIcon icon, String action) {
    var button =
        FlowInputs.icon(icon, UiTexts.of("flow.act." + action), () -> listener.act(action, shown));
    button.setId("flow-act-" + action);
    return button;
  }

  private void step(Step step) {
    var look = StepUi.of(step.type());
    add(
        head(
            look.iconName(),
            look.color(),
            FlowText.words().name(step.type()),
            List.of(
                tool(VaadinIcon.ARROW_UP, "up"),
                tool(VaadinIcon.ARROW_DOWN, "down"),
                tool(VaadinIcon.COPY_O, "duplicate"),
                tool(VaadinIcon.TRASH, "remove"))),
        problems);
    var body = properties();
    EditForm<Step> form =
        ofStep(body, step.key(), (flow, change) -> FlowEdits.change(flow, step.key(), change));
    form.titled("flow.step.title", step.title());
    StepUi.inputsOf(step, form);
    var key = new Span(UiTexts.of("property.key", step.key()));
    key.addClassName("fw-muted");
    body.add(key);
  }

  private void way(Step step, int way) {
    boolean otherwise = step instanceof BranchStep branch && way == branch.cases().size();
    var title =
        step instanceof ParallelStep
            ? UiTexts.of("flow.lane", way + 1)
            : otherwise ? FlowText.words().word("otherwise") : UiTexts.of("flow.case.title");
    add(
        head(
            "split",
            "purple",
            title,
            otherwise
                ? List.of()
                : List.of(
                    tool(VaadinIcon.ARROW_LEFT, "left"),
                    tool(VaadinIcon.ARROW_RIGHT, "right"),
                    tool(VaadinIcon.COPY_O, "duplicate"),
                    tool(VaadinIcon.TRASH, "remove"))),
        problems);
    var body = properties();
    if (otherwise) {
      body.add(FlowInputs.hint("flow.otherwise.hint"));
    } else if (step instanceof BranchStep branch) {
      branchCase(branch, way, body);
    } else {
      body.add(FlowInputs.hint("flow.lane.hint"));
    }
  }

  private void branchCase(BranchStep branch, int way, Div body) {
    EditForm<BranchStep.Case> form =
        ofStep(
            body,
            branch.key(),
            (flow, change) -> BranchEdits.changeCase(flow, branch.key(), way, change));
    var title = form.line("flow.case.name", branch.cases().get(way).title());
    var when = form.condition("flow.case.when", branch.cases().get(way).when());
    form.hint("flow.case.hint");
    form.stores(now -> new BranchStep.Case(title.value(), when.value(), now.steps()));
  }
}
