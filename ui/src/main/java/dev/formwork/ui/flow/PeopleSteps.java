package dev.formwork.ui.flow;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.IntegerField;
import dev.formwork.ui.shell.Texts;
import dev.formwork.workflow.definition.VotingRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The settings of steps that people do: approve, fill in, copy to. */
final class PeopleSteps {

  private static final int USUAL_SHARE = 60;

  private final Edited edited;

  PeopleSteps(Edited edited) {
    this.edited = edited;
  }

  List<Component> approve() {
    var decide = edited.get("decide");
    boolean weighted = "weighted".equals(mode());
    var parts = new ArrayList<Component>();
    parts.add(new AssigneeEditor(edited, "assign", "flow.who.decides", weighted));
    parts.add(decideMode());
    if (decide.isObject()) {
      parts.add(share());
    }
    parts.add(NobodyChoice.of(edited));
    parts.add(reject());
    var checks =
        new Div(
            FlowInputs.check(edited, "comment", "flow.comment-needed"),
            FlowInputs.check(edited, "sign", "flow.sign"));
    checks.addClassName("fw-flow-checks");
    parts.add(checks);
    parts.add(fields());
    parts.add(due());
    parts.add(buttons(ButtonsEditor.DECIDING));
    return parts;
  }

  List<Component> fill() {
    return List.of(
        new AssigneeEditor(edited, "assign", "flow.who.fills", false),
        NobodyChoice.of(edited),
        fields(),
        due(),
        buttons(ButtonsEditor.FILLING));
  }

  List<Component> tell() {
    return List.of(
        new AssigneeEditor(edited, "to", "flow.who.told", false),
        TitleInput.template(edited, "message", "flow.message"));
  }

  private String mode() {
    var decide = edited.get("decide");
    return decide.isObject() ? decide.path("mode").asText() : decide.asText("any");
  }

  private Component decideMode() {
    return FlowInputs.choice(
        Texts.of("flow.decide"),
        Arrays.stream(VotingRule.Mode.values()).map(VotingRule.Mode::json).toList(),
        mode(),
        null,
        word -> Texts.of("flow.decide." + word),
        word -> {
          boolean shared = word.equals("percent") || word.equals("weighted");
          edited.set(
              "decide",
              shared
                  ? Edited.nodes()
                      .objectNode()
                      .put("mode", word)
                      .put("pass", edited.get("decide").path("pass").asInt(USUAL_SHARE))
                  : Edited.nodes().textNode(word));
          edited.rebuild();
        });
  }

  private Component share() {
    var input = new IntegerField(Texts.of("flow.decide.pass"));
    input.setMin(1);
    input.setMax(100);
    input.setValue(edited.get("decide").path("pass").asInt(USUAL_SHARE));
    input.setWidthFull();
    input.addValueChangeListener(
        event -> {
          var share = event.getValue();
          if (share != null && share >= 1 && share <= 100) {
            edited.set(
                "decide", Edited.nodes().objectNode().put("mode", mode()).put("pass", share));
          }
        });
    return input;
  }

  private Component reject() {
    var reject = edited.get("reject");
    boolean returns = reject.isObject() || "return".equals(reject.asText());
    var what =
        FlowInputs.choice(
            Texts.of("flow.reject"),
            List.of("end", "return"),
            returns ? "return" : "end",
            null,
            word -> Texts.of("flow.reject." + word),
            word -> {
              edited.set("reject", word);
              edited.rebuild();
            });
    if (!returns) {
      return what;
    }
    var to =
        StepChoice.of(
            edited,
            reject.path("return").textValue(),
            "flow.return-to",
            key ->
                edited.set(
                    "reject",
                    key == null
                        ? Edited.nodes().textNode("return")
                        : Edited.nodes().objectNode().put("return", key)));
    return new Div(what, to);
  }

  private Component fields() {
    return FlowInputs.folded(
        "flow.fields", !edited.get("fields").isEmpty(), new FieldUseEditor(edited));
  }

  private Component due() {
    return FlowInputs.folded(
        "flow.due", !edited.get("due").isMissingNode(), new DueEditor(edited.at("due")));
  }

  private Component buttons(List<dev.formwork.workflow.definition.ActionKind> offered) {
    return FlowInputs.folded(
        "flow.buttons", !edited.get("buttons").isEmpty(), new ButtonsEditor(edited, offered));
  }
}
