package dev.formwork.ui.flow;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import dev.formwork.ui.shell.Texts;
import dev.formwork.workflow.definition.FlowSettings;
import java.util.Arrays;

/** The settings of the whole flow. */
final class SettingsPanel extends Div {

  SettingsPanel(Edited flow) {
    addClassName("fw-properties");
    var key = new Span(Texts.of("property.key", flow.text("key")));
    key.addClassName("fw-muted");
    add(new H2(Texts.of("flow.settings")), key);
    add(TitleInput.line(flow, "title", "flow.title"));
    add(TitleInput.lines(flow, "description", "flow.description"));
    var rules = rules(flow);
    var now = flow.tools().flow().rules();
    add(
        FlowInputs.section(
            "flow.rules",
            FlowInputs.check(rules, "skipRepeated", "flow.rules.skip-repeated"),
            FlowInputs.check(rules, "skipSubmitter", "flow.rules.skip-submitter"),
            FlowInputs.check(rules, "takeBack", "flow.rules.take-back"),
            FlowInputs.choice(
                Texts.of("flow.rules.withdraw"),
                Arrays.stream(FlowSettings.Withdraw.values())
                    .map(FlowSettings.Withdraw::json)
                    .toList(),
                now.withdraw().json(),
                null,
                word -> Texts.of("flow.withdraw." + word),
                word -> rules.set("withdraw", word))));
    add(
        FlowInputs.folded(
            "flow.rules.more",
            false,
            FlowInputs.choice(
                Texts.of("flow.rules.missed"),
                Arrays.stream(FlowSettings.MissedRuns.values())
                    .map(FlowSettings.MissedRuns::json)
                    .toList(),
                now.missed().json(),
                null,
                word -> Texts.of("flow.missed." + word),
                word -> rules.set("missed", word)),
            FlowInputs.number(rules, "perMinute", "flow.rules.per-minute", 0)));
    add(new VariablesEditor(flow));
  }

  /** Written out in full: what is usual may be missing. */
  private static Edited rules(Edited flow) {
    return new Edited(
        flow::tools,
        null,
        () -> StepJson.of(flow.tools().flow().rules()),
        json -> flow.set("rules", json),
        flow::rebuild);
  }
}
