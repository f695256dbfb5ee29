package dev.formwork.ui.flow.design;

import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.field.Field;
import dev.formwork.ui.flow.design.input.EditForm;
import dev.formwork.ui.flow.design.input.FlowInputs;
import dev.formwork.ui.flow.design.input.Input;
import dev.formwork.ui.flow.design.input.VariablesEditor;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.definition.FlowSettings;
import dev.formwork.workflow.definition.OwnedField;
import java.util.LinkedHashMap;
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
    var owned = owned(form, flow);
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
                owned.value().stream().map(field -> owned(flow, field)).toList(),
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
    var open = fields(form, "flow.rules.open", rules.open());
    var after =
        usual.choice(
            "flow.rules.after",
            List.of(FlowSettings.AfterApproval.values()),
            rules.after(),
            one -> UiTexts.of("flow.after." + one.json()));
    var openAfter = fields(form, "flow.rules.open-after", rules.openAfter());
    var openTo = otherFlows(form, rules);
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
                open.value(),
                openTo.value(),
                rules.openFor(),
                after.value(),
                openAfter.value()));
  }

  private static Input<List<String>> fields(
      EditForm<FlowSettings> form, String label, List<String> chosen) {
    var offered = form.context().form().map(FormDefinition::fields).orElse(List.of());
    var keys = new LinkedHashSet<>(FlowInputs.keys(offered));
    keys.addAll(chosen);
    return form.input(
        chosen,
        told ->
            FlowInputs.several(
                label,
                "flow.rules.open.none",
                keys,
                chosen,
                key -> FlowInputs.named(offered, key),
                told));
  }

  /** Other flows of the same form that may change a record in approval. */
  private static Input<List<String>> otherFlows(EditForm<FlowSettings> form, FlowSettings rules) {
    var own = form.context().flow();
    var titles = new LinkedHashMap<String, String>();
    form.context().others().stream()
        .filter(flow -> !flow.key().equals(own.key()))
        .forEach(
            flow ->
                titles.put(
                    flow.key().value(),
                    flow.title() == null ? flow.key().value() : flow.title().in(UiTexts.locale())));
    rules.openTo().forEach(key -> titles.putIfAbsent(key, key));
    return form.input(
        rules.openTo(),
        told ->
            FlowInputs.several(
                "flow.rules.open-to",
                "flow.rules.open-to.none",
                titles.keySet(),
                rules.openTo(),
                titles::get,
                told));
  }

  /** Fields that flows set, and no person. */
  private static Input<List<String>> owned(EditForm<FlowDefinition> form, FlowDefinition flow) {
    var offered =
        form.context().form().map(FormDefinition::fields).orElse(List.of()).stream()
            .filter(Field::isEntered)
            .toList();
    var chosen = flow.owns().stream().map(OwnedField::field).toList();
    var keys = new LinkedHashSet<>(FlowInputs.keys(offered));
    keys.addAll(chosen);
    return form.input(
        chosen,
        told ->
            FlowInputs.several(
                "flow.owns",
                "flow.owns.none",
                keys,
                chosen,
                key -> FlowInputs.named(offered, key),
                told));
  }

  /** With the moves by hand that it has; those are written in the flow's JSON. */
  private static OwnedField owned(FlowDefinition flow, String key) {
    return flow.owns().stream()
        .filter(one -> one.field().equals(key))
        .findFirst()
        .orElseGet(() -> new OwnedField(key, List.of(), List.of()));
  }
}
