package dev.formwork.ui.flow.design.step;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.IntegerField;
import dev.formwork.ui.flow.design.input.AssigneeRulesEditor;
import dev.formwork.ui.flow.design.input.DeadlineEditor;
import dev.formwork.ui.flow.design.input.FlowInputs;
import dev.formwork.ui.flow.design.input.JsonBinding;
import dev.formwork.ui.flow.design.input.LocalizedTextInput;
import dev.formwork.ui.flow.design.input.NoAssigneeChoice;
import dev.formwork.ui.flow.design.input.StepChoice;
import dev.formwork.ui.flow.design.input.TaskButtonsEditor;
import dev.formwork.ui.flow.design.input.TaskFieldAccessEditor;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.VotingRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The settings of steps that people do: approve, fill in, copy to. */
final class HumanStepInputs {

  private static final int USUAL_SHARE = 60;

  private final JsonBinding jsonBinding;

  HumanStepInputs(JsonBinding jsonBinding) {
    this.jsonBinding = jsonBinding;
  }

  List<Component> approve() {
    var decide = jsonBinding.get("decide");
    boolean weighted = "weighted".equals(mode());
    var parts = new ArrayList<Component>();
    parts.add(new AssigneeRulesEditor(jsonBinding, "assign", "flow.who.decides", weighted));
    parts.add(decideMode());
    if (decide.isObject()) {
      parts.add(share());
    }
    parts.add(NoAssigneeChoice.of(jsonBinding));
    parts.add(reject());
    var checks =
        new Div(
            FlowInputs.check(jsonBinding, "comment", "flow.comment-needed"),
            FlowInputs.check(jsonBinding, "sign", "flow.sign"));
    checks.addClassName("fw-flow-checks");
    parts.add(checks);
    parts.add(fields());
    parts.add(due());
    parts.add(buttons(TaskButtonsEditor.DECIDING));
    return parts;
  }

  List<Component> fill() {
    return List.of(
        new AssigneeRulesEditor(jsonBinding, "assign", "flow.who.fills", false),
        NoAssigneeChoice.of(jsonBinding),
        fields(),
        due(),
        buttons(TaskButtonsEditor.FILLING));
  }

  List<Component> tell() {
    return List.of(
        new AssigneeRulesEditor(jsonBinding, "to", "flow.who.told", false),
        LocalizedTextInput.template(jsonBinding, "message", "flow.message"));
  }

  private String mode() {
    var decide = jsonBinding.get("decide");
    return decide.isObject() ? decide.path("mode").asText() : decide.asText("any");
  }

  private Component decideMode() {
    return FlowInputs.choice(
        UiTexts.of("flow.decide"),
        Arrays.stream(VotingRule.Mode.values()).map(VotingRule.Mode::json).toList(),
        mode(),
        null,
        word -> UiTexts.of("flow.decide." + word),
        word -> {
          boolean shared = word.equals("percent") || word.equals("weighted");
          jsonBinding.set(
              "decide",
              shared
                  ? JsonBinding.nodes()
                      .objectNode()
                      .put("mode", word)
                      .put("pass", jsonBinding.get("decide").path("pass").asInt(USUAL_SHARE))
                  : JsonBinding.nodes().textNode(word));
          jsonBinding.rebuild();
        });
  }

  private Component share() {
    var input = new IntegerField(UiTexts.of("flow.decide.pass"));
    input.setMin(1);
    input.setMax(100);
    input.setValue(jsonBinding.get("decide").path("pass").asInt(USUAL_SHARE));
    input.setWidthFull();
    input.addValueChangeListener(
        event -> {
          var share = event.getValue();
          if (share != null && share >= 1 && share <= 100) {
            jsonBinding.set(
                "decide", JsonBinding.nodes().objectNode().put("mode", mode()).put("pass", share));
          }
        });
    return input;
  }

  private Component reject() {
    var reject = jsonBinding.get("reject");
    boolean returns = reject.isObject() || "return".equals(reject.asText());
    var what =
        FlowInputs.choice(
            UiTexts.of("flow.reject"),
            List.of("end", "return"),
            returns ? "return" : "end",
            null,
            word -> UiTexts.of("flow.reject." + word),
            word -> {
              jsonBinding.set("reject", word);
              jsonBinding.rebuild();
            });
    if (!returns) {
      return what;
    }
    var to =
        StepChoice.of(
            jsonBinding,
            reject.path("return").textValue(),
            "flow.return-to",
            key ->
                jsonBinding.set(
                    "reject",
                    key == null
                        ? JsonBinding.nodes().textNode("return")
                        : JsonBinding.nodes().objectNode().put("return", key)));
    return new Div(what, to);
  }

  private Component fields() {
    return FlowInputs.folded(
        "flow.fields",
        !jsonBinding.get("fields").isEmpty(),
        new TaskFieldAccessEditor(jsonBinding));
  }

  private Component due() {
    return FlowInputs.folded(
        "flow.due",
        !jsonBinding.get("due").isMissingNode(),
        new DeadlineEditor(jsonBinding.at("due")));
  }

  private Component buttons(List<dev.formwork.workflow.definition.ActionKind> offered) {
    return FlowInputs.folded(
        "flow.buttons",
        !jsonBinding.get("buttons").isEmpty(),
        new TaskButtonsEditor(jsonBinding, offered));
  }
}
