package dev.formwork.ui.flow.step;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.IntegerField;
import dev.formwork.ui.flow.design.input.AssigneeRulesEditor;
import dev.formwork.ui.flow.design.input.FlowInputs;
import dev.formwork.ui.flow.design.input.JsonBinding;
import dev.formwork.ui.flow.design.input.NoAssigneeChoice;
import dev.formwork.ui.flow.design.input.StepChoice;
import dev.formwork.ui.flow.design.input.TaskButtonsEditor;
import dev.formwork.ui.flow.text.FlowText;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.ApproveStep;
import dev.formwork.workflow.definition.VotingRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** People decide. */
final class ApproveStepUi implements StepUi<ApproveStep> {

  private static final int USUAL_SHARE = 60;

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.CHECK_CIRCLE_O;
  }

  @Override
  public String color() {
    return "amber";
  }

  @Override
  public List<Component> inputs(ApproveStep step, JsonBinding binding) {
    var decide = binding.get("decide");
    boolean weighted = "weighted".equals(mode(binding));
    var parts = new ArrayList<Component>();
    parts.add(new AssigneeRulesEditor(binding, "assign", "flow.who.decides", weighted));
    parts.add(decideMode(binding));
    if (decide.isObject()) {
      parts.add(share(binding));
    }
    parts.add(NoAssigneeChoice.of(binding));
    parts.add(reject(binding));
    var checks =
        new Div(
            FlowInputs.check(binding, "comment", "flow.comment-needed"),
            FlowInputs.check(binding, "sign", "flow.sign"));
    checks.addClassName("fw-flow-checks");
    parts.add(checks);
    parts.addAll(HumanStepInputs.of(binding, TaskButtonsEditor.DECIDING));
    return parts;
  }

  private static String mode(JsonBinding binding) {
    var decide = binding.get("decide");
    return decide.isObject() ? decide.path("mode").asText() : decide.asText("any");
  }

  private static Component decideMode(JsonBinding binding) {
    return FlowInputs.choice(
        UiTexts.of("flow.decide"),
        Arrays.stream(VotingRule.Mode.values()).map(VotingRule.Mode::json).toList(),
        mode(binding),
        null,
        word -> FlowText.words().word("decide." + word),
        word -> {
          boolean shared = word.equals("percent") || word.equals("weighted");
          binding.set(
              "decide",
              shared
                  ? JsonBinding.nodes()
                      .objectNode()
                      .put("mode", word)
                      .put("pass", binding.get("decide").path("pass").asInt(USUAL_SHARE))
                  : JsonBinding.nodes().textNode(word));
          binding.rebuild();
        });
  }

  private static Component share(JsonBinding binding) {
    var input = new IntegerField(UiTexts.of("flow.decide.pass"));
    input.setMin(1);
    input.setMax(100);
    input.setValue(binding.get("decide").path("pass").asInt(USUAL_SHARE));
    input.setWidthFull();
    input.addValueChangeListener(
        event -> {
          var share = event.getValue();
          if (share != null && share >= 1 && share <= 100) {
            binding.set(
                "decide",
                JsonBinding.nodes().objectNode().put("mode", mode(binding)).put("pass", share));
          }
        });
    return input;
  }

  private static Component reject(JsonBinding binding) {
    var reject = binding.get("reject");
    boolean returns = reject.isObject() || "return".equals(reject.asText());
    var what =
        FlowInputs.choice(
            UiTexts.of("flow.reject"),
            List.of("end", "return"),
            returns ? "return" : "end",
            null,
            word -> UiTexts.of("flow.reject." + word),
            word -> {
              binding.set("reject", word);
              binding.rebuild();
            });
    if (!returns) {
      return what;
    }
    var to =
        StepChoice.of(
            binding,
            reject.path("return").textValue(),
            "flow.return-to",
            key ->
                binding.set(
                    "reject",
                    key == null
                        ? JsonBinding.nodes().textNode("return")
                        : JsonBinding.nodes().objectNode().put("return", key)));
    return new Div(what, to);
  }
}
