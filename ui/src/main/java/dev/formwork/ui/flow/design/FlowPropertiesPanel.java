package dev.formwork.ui.flow.design;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.core.problem.Problem;
import dev.formwork.designer.flow.edit.FlowDefinitionJson;
import dev.formwork.designer.flow.edit.FlowEdits;
import dev.formwork.ui.flow.FlowContext;
import dev.formwork.ui.flow.design.input.FlowInputs;
import dev.formwork.ui.flow.design.input.JsonBinding;
import dev.formwork.ui.flow.design.input.LocalizedTextInput;
import dev.formwork.ui.flow.diagram.FlowCardIds;
import dev.formwork.ui.flow.step.StepUi;
import dev.formwork.ui.flow.text.FlowText;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.BranchStep;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.definition.ParallelStep;
import dev.formwork.workflow.definition.Step;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

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

  private final transient Supplier<FlowContext> tools;
  private final transient Listener listener;
  private final Div problems = new Div();
  private String shown;

  FlowPropertiesPanel(Supplier<FlowContext> tools, Listener listener) {
    this.tools = tools;
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
    var flow = tools.get().flow();
    int slash = shown.indexOf('/');
    if (shown.equals(FlowCardIds.FLOW)) {
      add(new FlowSettingsPanel(ofFlow()));
      addComponentAtIndex(1, problems);
    } else if (shown.equals(FlowCardIds.START)) {
      add(head("play-circle-o", "accent", UiTexts.of("flow.start"), List.of()), problems);
      add(new TriggerPanel(ofFlow()));
    } else if (slash > 0) {
      var key = shown.substring(0, slash);
      int way = Integer.parseInt(shown.substring(slash + 1));
      FlowEdits.find(flow, key).ifPresent(step -> way(step, way));
    } else {
      FlowEdits.find(flow, shown).ifPresent(this::step);
    }
  }

  private JsonBinding ofFlow() {
    return new JsonBinding(
        tools,
        null,
        () -> FlowDefinitionJson.of(tools.get().flow()),
        guarded(json -> listener.change(FlowDefinitionJson.flow(json))),
        this::build);
  }

  private JsonBinding ofStep(String key) {
    return new JsonBinding(
        tools,
        key,
        () ->
            FlowEdits.find(tools.get().flow(), key)
                .map(FlowDefinitionJson::of)
                .orElseGet(() -> JsonBinding.nodes().objectNode()),
        guarded(
            json ->
                listener.change(
                    FlowEdits.replace(tools.get().flow(), key, FlowDefinitionJson.step(json)))),
        this::build);
  }

  /** What cannot be read yet stays in its input until it can. */
  private Consumer<ObjectNode> guarded(Consumer<ObjectNode> store) {
    return json -> {
      try {
        store.accept(json);
      } catch (IllegalArgumentException e) {
        problems.removeAll();
        var line = new Div(e.getMessage());
        line.addClassName("fw-error");
        problems.add(line);
      }
    };
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
    var body = new Div();
    body.addClassName("fw-properties");
    var jsonBinding = ofStep(step.key());
    body.add(LocalizedTextInput.line(jsonBinding, "title", "flow.step.title"));
    StepUi.inputsOf(step, jsonBinding).forEach(body::add);
    var key = new Span(UiTexts.of("property.key", step.key()));
    key.addClassName("fw-muted");
    body.add(key);
    add(body);
  }

  private void way(Step step, int way) {
    boolean otherwise = step instanceof BranchStep branch && way == branch.cases().size();
    var title =
        step instanceof ParallelStep
            ? UiTexts.of("flow.lane", way + 1)
            : otherwise ? UiTexts.of("flow.otherwise") : UiTexts.of("flow.case.title");
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
    var body = new Div();
    body.addClassName("fw-properties");
    if (otherwise) {
      body.add(FlowInputs.hint("flow.otherwise.hint"));
    } else if (step instanceof ParallelStep) {
      body.add(FlowInputs.hint("flow.lane.hint"));
    } else {
      var one = ofStep(step.key()).at("cases", way);
      body.add(
          LocalizedTextInput.line(one, "title", "flow.case.name"),
          FlowInputs.condition(one, "when", "flow.case.when"),
          FlowInputs.hint("flow.case.hint"));
    }
    add(body);
  }
}
