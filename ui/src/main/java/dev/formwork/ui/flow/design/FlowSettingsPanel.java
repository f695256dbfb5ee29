package dev.formwork.ui.flow.design;

import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.ui.flow.design.input.EditForm;
import dev.formwork.ui.flow.design.input.FlowInputs;
import dev.formwork.ui.flow.design.input.Input;
import dev.formwork.ui.flow.design.input.VariablesEditor;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.definition.FlowSettings;
import java.util.LinkedHashSet;
import java.util.List;

/** The settings of the whole flow. */
final class FlowSettingsPanel {

  private FlowSettingsPanel() {}

  /** Adds them to a form whose container has the class {@code fw-properties}. */
  static void addTo(EditForm<FlowDefinition> form) {
    var flow = form.context().flow();
    var key = new Span(UiTexts.of("property.key", flow.key()));
    key.addClassName("fw-muted");
    form.add(new H2(UiTexts.of("flow.settings")));
    form.add(key);
    var title = form.line("flow.title", flow.title());
    var description = form.lines("flow.description", flow.description());
    rules(form.part(FlowDefinition::rules, FlowDefinition::withRules), flow.rules());
    var variables =
        form.input(flow.variables(), told -> new VariablesEditor(form, flow.variables(), told));
    form.stores(
        now ->
            new FlowDefinition(
                now.key(),
                title.value(),
                description.value(),
                now.form(),
                now.trigger(),
                variables.value(),
                now.rules(),
                now.steps()));
  }

  private static void rules(EditForm<FlowSettings> form, FlowSettings rules) {
    var usual = form.section("flow.rules");
    var skipRepeated = usual.flag("flow.rules.skip-repeated", rules.skipRepeated());
    var skipSubmitter = usual.flag("flow.rules.skip-submitter", rules.skipSubmitter());
    var takeBack = usual.flag("flow.rules.take-back", rules.takeBack());
    var withdraw =
        usual.choice(
            "flow.rules.withdraw",
            List.of(FlowSettings.Withdraw.values()),
            rules.withdraw(),
            one -> UiTexts.of("flow.withdraw." + one.json()));
    var open = opened(form, rules);
    var more = form.folded("flow.rules.more", false);
    var missed =
        more.choice(
            "flow.rules.missed",
            List.of(FlowSettings.MissedRuns.values()),
            rules.missed(),
            one -> UiTexts.of("flow.missed." + one.json()));
    var perMinute = more.count("flow.rules.per-minute", rules.perMinute(), 0);
    form.stores(
        _ ->
            new FlowSettings(
                skipRepeated.value(),
                skipSubmitter.value(),
                withdraw.value(),
                takeBack.value(),
                missed.value(),
                perMinute.value(),
                open.value()));
  }

  private static Input<List<String>> opened(EditForm<FlowSettings> form, FlowSettings rules) {
    var offered = form.context().form().map(FormDefinition::fields).orElse(List.of());
    var keys = new LinkedHashSet<>(FlowInputs.keys(offered));
    keys.addAll(rules.open());
    return form.input(
        rules.open(),
        told ->
            FlowInputs.several(
                "flow.rules.open",
                "flow.rules.open.none",
                keys,
                rules.open(),
                key -> FlowInputs.named(offered, key),
                told));
  }
}
