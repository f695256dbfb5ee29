package dev.formwork.ui.flow.step;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.ui.flow.design.input.DurationInput;
import dev.formwork.ui.flow.design.input.FlowInputs;
import dev.formwork.ui.flow.design.input.JsonBinding;
import dev.formwork.ui.flow.text.FlowText;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.WaitStep;
import java.util.ArrayList;
import java.util.List;

/** Waits for a time, a date or an event. */
final class WaitStepUi implements StepUi<WaitStep> {

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.HOURGLASS;
  }

  @Override
  public String color() {
    return "gray";
  }

  @Override
  public List<Component> inputs(WaitStep step, JsonBinding binding) {
    var kind = step.until() != null ? "until" : step.event() != null ? "event" : "for";
    var parts = new ArrayList<Component>();
    parts.add(
        FlowInputs.choice(
            UiTexts.of("flow.wait.what"),
            List.of("for", "until", "event"),
            kind,
            null,
            word -> UiTexts.of("flow.wait.kind." + word),
            word -> change(binding, word)));
    switch (kind) {
      case "until" -> parts.add(FlowInputs.formula(binding, "until", "flow.wait.until.label"));
      case "event" -> parts.addAll(event(binding));
      default -> parts.addAll(duration(binding));
    }
    return parts;
  }

  private static void change(JsonBinding binding, String kind) {
    binding.set("for", kind.equals("for") ? "P1D" : null);
    binding.set("until", kind.equals("until") ? "NOW()" : null);
    binding.set(
        "event",
        kind.equals("event") ? JsonBinding.nodes().objectNode().put("when", "TRUE") : null);
    binding.rebuild();
  }

  private static List<Component> duration(JsonBinding binding) {
    return List.of(
        new DurationInput(
            UiTexts.of("flow.wait.long"),
            binding.text("for"),
            delay -> {
              if (delay != null) {
                binding.set("for", delay);
              }
            }),
        FlowInputs.choice(
            UiTexts.of("flow.due.calendar"),
            List.of("real", "working"),
            binding.get("calendar").asText("real"),
            null,
            word -> UiTexts.of("flow.calendar." + word),
            word -> binding.set("calendar", word)));
  }

  private static List<Component> event(JsonBinding binding) {
    var event = binding.at("event");
    var other = event.text("form");
    var form =
        FlowInputs.form(
            event,
            "form",
            "flow.wait.of",
            FlowText.words().word("this-record"),
            key -> {
              event.set("form", key);
              binding.rebuild();
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
}
