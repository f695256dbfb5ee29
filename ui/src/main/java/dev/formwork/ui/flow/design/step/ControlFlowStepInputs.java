package dev.formwork.ui.flow.design.step;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.SubformField;
import dev.formwork.ui.flow.design.input.DurationInput;
import dev.formwork.ui.flow.design.input.FlowInputs;
import dev.formwork.ui.flow.design.input.JsonBinding;
import dev.formwork.ui.flow.design.input.KeyValueEditor;
import dev.formwork.ui.flow.design.input.ValueAssignmentsEditor;
import dev.formwork.ui.flow.text.FlowText;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.definition.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * The settings of steps that decide how the flow continues: branch, parallel, loops, wait, call,
 * end.
 */
final class ControlFlowStepInputs {

  private final JsonBinding jsonBinding;

  ControlFlowStepInputs(JsonBinding jsonBinding) {
    this.jsonBinding = jsonBinding;
  }

  List<Component> branch() {
    return List.of(
        FlowInputs.choice(
            UiTexts.of("flow.branch.which"),
            List.of("first", "every"),
            jsonBinding.get("every").asBoolean() ? "every" : "first",
            null,
            word -> UiTexts.of("flow.branch." + word),
            word -> jsonBinding.set("every", word.equals("every"))),
        FlowInputs.hint("flow.branch.hint"));
  }

  List<Component> parallel(Step.Parallel parallel) {
    var offered = new ArrayList<String>(List.of("0", "1"));
    for (int i = 2; i < parallel.lanes().size(); i++) {
      offered.add(Integer.toString(i));
    }
    return List.of(
        FlowInputs.choice(
            UiTexts.of("flow.join"),
            offered,
            Integer.toString(parallel.join()),
            null,
            word ->
                switch (word) {
                  case "0" -> UiTexts.of("flow.join.all");
                  case "1" -> UiTexts.of("flow.join.any");
                  default -> UiTexts.of("flow.join.some", word);
                },
            word -> jsonBinding.set("join", Integer.parseInt(word))),
        FlowInputs.hint("flow.join.hint"));
  }

  List<Component> each(Step.ForEach each) {
    var parts = new ArrayList<Component>();
    parts.add(
        FlowInputs.choice(
            UiTexts.of("flow.each.of"),
            List.of("rows", "form"),
            each.rows() != null ? "rows" : "form",
            null,
            word -> UiTexts.of("flow.each.of." + word),
            word -> change(word)));
    if (each.rows() != null) {
      parts.add(
          FlowInputs.field(
              jsonBinding,
              "rows",
              "flow.each.subform",
              subforms(),
              key -> jsonBinding.set("rows", key)));
    } else {
      parts.add(
          FlowInputs.form(
              jsonBinding,
              "form",
              "flow.form",
              null,
              key -> {
                jsonBinding.set("form", key);
                jsonBinding.rebuild();
              }));
      parts.add(FlowInputs.where(jsonBinding, "where", each.form(), "flow.which"));
      parts.add(FlowInputs.number(jsonBinding, "limit", "flow.each.limit", Step.ForEach.MOST));
    }
    parts.add(FlowInputs.number(jsonBinding, "atOnce", "flow.each.at-once", 1));
    return parts;
  }

  private List<Field> subforms() {
    var form = jsonBinding.formulas().form();
    return form == null
        ? List.of()
        : form.fields().stream().filter(SubformField.class::isInstance).toList();
  }

  private void change(String of) {
    if (of.equals("rows")) {
      jsonBinding.set("form", (String) null);
      jsonBinding.set("where", (String) null);
      jsonBinding.set("rows", subforms().isEmpty() ? "rows" : subforms().getFirst().key().value());
    } else {
      jsonBinding.set("rows", (String) null);
      jsonBinding.tools().forms().stream()
          .findFirst()
          .ifPresent(form -> jsonBinding.set("form", form.key().value()));
    }
    jsonBinding.rebuild();
  }

  List<Component> repeat() {
    return List.of(
        FlowInputs.condition(jsonBinding, "while", "flow.repeat.condition"),
        FlowInputs.number(jsonBinding, "max", "flow.repeat.max", 100));
  }

  List<Component> await(Step.Wait wait) {
    var kind = wait.until() != null ? "until" : wait.event() != null ? "event" : "for";
    var parts = new ArrayList<Component>();
    parts.add(
        FlowInputs.choice(
            UiTexts.of("flow.wait.what"),
            List.of("for", "until", "event"),
            kind,
            null,
            word -> UiTexts.of("flow.wait.kind." + word),
            this::changeWait));
    switch (kind) {
      case "until" -> parts.add(FlowInputs.formula(jsonBinding, "until", "flow.wait.until.label"));
      case "event" -> parts.addAll(event());
      default -> {
        parts.add(
            new DurationInput(
                UiTexts.of("flow.wait.long"),
                jsonBinding.text("for"),
                delay -> {
                  if (delay != null) {
                    jsonBinding.set("for", delay);
                  }
                }));
        parts.add(
            FlowInputs.choice(
                UiTexts.of("flow.due.calendar"),
                List.of("real", "working"),
                jsonBinding.get("calendar").asText("real"),
                null,
                word -> UiTexts.of("flow.calendar." + word),
                word -> jsonBinding.set("calendar", word)));
      }
    }
    return parts;
  }

  private void changeWait(String kind) {
    jsonBinding.set("for", kind.equals("for") ? "P1D" : null);
    jsonBinding.set("until", kind.equals("until") ? "NOW()" : null);
    jsonBinding.set(
        "event",
        kind.equals("event") ? JsonBinding.nodes().objectNode().put("when", "TRUE") : null);
    jsonBinding.rebuild();
  }

  private List<Component> event() {
    var event = jsonBinding.at("event");
    var other = event.text("form");
    var form =
        FlowInputs.form(
            event,
            "form",
            "flow.wait.of",
            "flow.this-record",
            key -> {
              event.set("form", key);
              jsonBinding.rebuild();
            });
    var timeout =
        new DurationInput(
            UiTexts.of("flow.wait.timeout"),
            event.text("timeout"),
            delay -> event.set("timeout", delay));
    return other == null
        ? List.of(form, FlowInputs.condition(event, "when", "flow.wait.condition"), timeout)
        : List.of(form, FlowInputs.where(event, "where", other, "flow.which"), timeout);
  }

  List<Component> call(Step.Call call) {
    var tools = jsonBinding.tools();
    var flows = tools.others();
    var parts = new ArrayList<Component>();
    parts.add(
        FlowInputs.choice(
            UiTexts.of("flow.call.flow"),
            flows.stream()
                .map(flow -> flow.key().value())
                .filter(key -> !key.equals(tools.flow().key().value()))
                .toList(),
            call.flow(),
            null,
            key -> named(flows, key),
            key -> {
              jsonBinding.set("flow", key);
              jsonBinding.rebuild();
            }));
    parts.add(FlowInputs.check(jsonBinding, "wait", "flow.call.wait"));
    var theirs =
        flows.stream()
            .filter(flow -> flow.key().value().equals(call.flow()))
            .findFirst()
            .map(flow -> flow.variables().stream().map(one -> one.key()).toList())
            .orElse(List.of());
    parts.add(new ValueAssignmentsEditor(jsonBinding, "in", "flow.call.in", theirs, key -> key));
    if (call.waits()) {
      parts.add(
          new KeyValueEditor(
              jsonBinding, "out", "flow.call.out", "flow.call.here", "flow.call.there"));
    }
    return parts;
  }

  private static String named(List<FlowDefinition> flows, String key) {
    return flows.stream()
        .filter(flow -> flow.key().value().equals(key))
        .findFirst()
        .map(flow -> flow.title().in(UiTexts.locale()))
        .orElse(key);
  }

  List<Component> end() {
    return List.of(
        FlowInputs.choice(
            UiTexts.of("flow.end.outcome"),
            List.of("approved", "rejected"),
            jsonBinding.text("outcome"),
            UiTexts.of("flow.end.done"),
            FlowText::outcome,
            word -> jsonBinding.set("outcome", word)),
        new Div(FlowInputs.hint("flow.end.hint")));
  }
}
