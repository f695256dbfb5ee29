package dev.formwork.ui.flow.design;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import dev.formwork.designer.flow.edit.FlowDefinitionJson;
import dev.formwork.ui.flow.design.input.FlowInputs;
import dev.formwork.ui.flow.design.input.JsonBinding;
import dev.formwork.ui.flow.design.input.LocalizedTextInput;
import dev.formwork.ui.flow.design.input.VariablesEditor;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.FlowSettings;
import java.util.Arrays;

/** The settings of the whole flow. */
final class FlowSettingsPanel extends Div {

  FlowSettingsPanel(JsonBinding flow) {
    addClassName("fw-properties");
    var key = new Span(UiTexts.of("property.key", flow.text("key")));
    key.addClassName("fw-muted");
    add(new H2(UiTexts.of("flow.settings")), key);
    add(LocalizedTextInput.line(flow, "title", "flow.title"));
    add(LocalizedTextInput.lines(flow, "description", "flow.description"));
    var rules = rules(flow);
    var now = flow.tools().flow().rules();
    add(
        FlowInputs.section(
            "flow.rules",
            FlowInputs.check(rules, "skipRepeated", "flow.rules.skip-repeated"),
            FlowInputs.check(rules, "skipSubmitter", "flow.rules.skip-submitter"),
            FlowInputs.check(rules, "takeBack", "flow.rules.take-back"),
            FlowInputs.choice(
                UiTexts.of("flow.rules.withdraw"),
                Arrays.stream(FlowSettings.Withdraw.values())
                    .map(FlowSettings.Withdraw::json)
                    .toList(),
                now.withdraw().json(),
                null,
                word -> UiTexts.of("flow.withdraw." + word),
                word -> rules.set("withdraw", word))));
    add(
        FlowInputs.folded(
            "flow.rules.more",
            false,
            FlowInputs.choice(
                UiTexts.of("flow.rules.missed"),
                Arrays.stream(FlowSettings.MissedRuns.values())
                    .map(FlowSettings.MissedRuns::json)
                    .toList(),
                now.missed().json(),
                null,
                word -> UiTexts.of("flow.missed." + word),
                word -> rules.set("missed", word)),
            FlowInputs.number(rules, "perMinute", "flow.rules.per-minute", 0)));
    add(new VariablesEditor(flow));
  }

  /** Written out in full: what is usual may be missing. */
  private static JsonBinding rules(JsonBinding flow) {
    return new JsonBinding(
        flow::tools,
        null,
        () -> FlowDefinitionJson.of(flow.tools().flow().rules()),
        json -> flow.set("rules", json),
        flow::rebuild);
  }
}
