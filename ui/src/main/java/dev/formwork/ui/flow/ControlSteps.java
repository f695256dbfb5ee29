package dev.formwork.ui.flow;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.SubformField;
import dev.formwork.ui.shell.Texts;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.definition.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * The settings of steps that decide how the flow continues: branch, parallel, loops, wait, call,
 * end.
 */
final class ControlSteps {

  private final Edited edited;

  ControlSteps(Edited edited) {
    this.edited = edited;
  }

  List<Component> branch() {
    return List.of(
        FlowInputs.choice(
            Texts.of("flow.branch.which"),
            List.of("first", "every"),
            edited.get("every").asBoolean() ? "every" : "first",
            null,
            word -> Texts.of("flow.branch." + word),
            word -> edited.set("every", word.equals("every"))),
        FlowInputs.hint("flow.branch.hint"));
  }

  List<Component> parallel(Step.Parallel parallel) {
    var offered = new ArrayList<String>(List.of("0", "1"));
    for (int i = 2; i < parallel.lanes().size(); i++) {
      offered.add(Integer.toString(i));
    }
    return List.of(
        FlowInputs.choice(
            Texts.of("flow.join"),
            offered,
            Integer.toString(parallel.join()),
            null,
            word ->
                switch (word) {
                  case "0" -> Texts.of("flow.join.all");
                  case "1" -> Texts.of("flow.join.any");
                  default -> Texts.of("flow.join.some", word);
                },
            word -> edited.set("join", Integer.parseInt(word))),
        FlowInputs.hint("flow.join.hint"));
  }

  List<Component> each(Step.ForEach each) {
    var parts = new ArrayList<Component>();
    parts.add(
        FlowInputs.choice(
            Texts.of("flow.each.of"),
            List.of("rows", "form"),
            each.rows() != null ? "rows" : "form",
            null,
            word -> Texts.of("flow.each.of." + word),
            word -> change(word)));
    if (each.rows() != null) {
      parts.add(
          FlowInputs.field(
              edited, "rows", "flow.each.subform", subforms(), key -> edited.set("rows", key)));
    } else {
      parts.add(
          FlowInputs.form(
              edited,
              "form",
              "flow.form",
              null,
              key -> {
                edited.set("form", key);
                edited.rebuild();
              }));
      parts.add(FlowInputs.where(edited, "where", each.form(), "flow.which"));
      parts.add(FlowInputs.number(edited, "limit", "flow.each.limit", Step.ForEach.MOST));
    }
    parts.add(FlowInputs.number(edited, "atOnce", "flow.each.at-once", 1));
    return parts;
  }

  private List<Field> subforms() {
    var form = edited.formulas().form();
    return form == null
        ? List.of()
        : form.fields().stream().filter(SubformField.class::isInstance).toList();
  }

  private void change(String of) {
    if (of.equals("rows")) {
      edited.set("form", (String) null);
      edited.set("where", (String) null);
      edited.set("rows", subforms().isEmpty() ? "rows" : subforms().getFirst().key().value());
    } else {
      edited.set("rows", (String) null);
      edited.tools().forms().stream()
          .findFirst()
          .ifPresent(form -> edited.set("form", form.key().value()));
    }
    edited.rebuild();
  }

  List<Component> repeat() {
    return List.of(
        FlowInputs.condition(edited, "while", "flow.repeat.condition"),
        FlowInputs.number(edited, "max", "flow.repeat.max", 100));
  }

  List<Component> await(Step.Wait wait) {
    var kind = wait.until() != null ? "until" : wait.event() != null ? "event" : "for";
    var parts = new ArrayList<Component>();
    parts.add(
        FlowInputs.choice(
            Texts.of("flow.wait.what"),
            List.of("for", "until", "event"),
            kind,
            null,
            word -> Texts.of("flow.wait.kind." + word),
            this::changeWait));
    switch (kind) {
      case "until" -> parts.add(FlowInputs.formula(edited, "until", "flow.wait.until.label"));
      case "event" -> parts.addAll(event());
      default -> {
        parts.add(
            new DelayInput(
                Texts.of("flow.wait.long"),
                edited.text("for"),
                delay -> {
                  if (delay != null) {
                    edited.set("for", delay);
                  }
                }));
        parts.add(
            FlowInputs.choice(
                Texts.of("flow.due.calendar"),
                List.of("real", "working"),
                edited.get("calendar").asText("real"),
                null,
                word -> Texts.of("flow.calendar." + word),
                word -> edited.set("calendar", word)));
      }
    }
    return parts;
  }

  private void changeWait(String kind) {
    edited.set("for", kind.equals("for") ? "P1D" : null);
    edited.set("until", kind.equals("until") ? "NOW()" : null);
    edited.set(
        "event", kind.equals("event") ? Edited.nodes().objectNode().put("when", "TRUE") : null);
    edited.rebuild();
  }

  private List<Component> event() {
    var event = edited.at("event");
    var other = event.text("form");
    var form =
        FlowInputs.form(
            event,
            "form",
            "flow.wait.of",
            "flow.this-record",
            key -> {
              event.set("form", key);
              edited.rebuild();
            });
    var timeout =
        new DelayInput(
            Texts.of("flow.wait.timeout"),
            event.text("timeout"),
            delay -> event.set("timeout", delay));
    return other == null
        ? List.of(form, FlowInputs.condition(event, "when", "flow.wait.condition"), timeout)
        : List.of(form, FlowInputs.where(event, "where", other, "flow.which"), timeout);
  }

  List<Component> call(Step.Call call) {
    var tools = edited.tools();
    var flows = tools.others();
    var parts = new ArrayList<Component>();
    parts.add(
        FlowInputs.choice(
            Texts.of("flow.call.flow"),
            flows.stream()
                .map(flow -> flow.key().value())
                .filter(key -> !key.equals(tools.flow().key().value()))
                .toList(),
            call.flow(),
            null,
            key -> named(flows, key),
            key -> {
              edited.set("flow", key);
              edited.rebuild();
            }));
    parts.add(FlowInputs.check(edited, "wait", "flow.call.wait"));
    var theirs =
        flows.stream()
            .filter(flow -> flow.key().value().equals(call.flow()))
            .findFirst()
            .map(flow -> flow.variables().stream().map(one -> one.key()).toList())
            .orElse(List.of());
    parts.add(new ValuesEditor(edited, "in", "flow.call.in", theirs, key -> key));
    if (call.waits()) {
      parts.add(
          new PairsEditor(edited, "out", "flow.call.out", "flow.call.here", "flow.call.there"));
    }
    return parts;
  }

  private static String named(List<FlowDefinition> flows, String key) {
    return flows.stream()
        .filter(flow -> flow.key().value().equals(key))
        .findFirst()
        .map(flow -> flow.title().in(Texts.locale()))
        .orElse(key);
  }

  List<Component> end() {
    return List.of(
        FlowInputs.choice(
            Texts.of("flow.end.outcome"),
            List.of("approved", "rejected"),
            edited.text("outcome"),
            Texts.of("flow.end.done"),
            FlowWords::outcome,
            word -> edited.set("outcome", word)),
        new Div(FlowInputs.hint("flow.end.hint")));
  }
}
