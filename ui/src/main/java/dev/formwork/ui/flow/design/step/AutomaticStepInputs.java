package dev.formwork.ui.flow.design.step;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.textfield.TextArea;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.MemberField;
import dev.formwork.core.field.MoneyField;
import dev.formwork.core.field.NumberField;
import dev.formwork.core.field.SerialField;
import dev.formwork.core.field.StageField;
import dev.formwork.core.field.SubformField;
import dev.formwork.ui.flow.design.input.AssigneeRulesEditor;
import dev.formwork.ui.flow.design.input.FlowInputs;
import dev.formwork.ui.flow.design.input.JsonBinding;
import dev.formwork.ui.flow.design.input.KeyValueEditor;
import dev.formwork.ui.flow.design.input.LocalizedTextInput;
import dev.formwork.ui.flow.design.input.NoAssigneeChoice;
import dev.formwork.ui.flow.design.input.ValueAssignmentsEditor;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** The settings of steps that Formwork does itself: records, e-mail, messages, HTTP, scripts. */
final class AutomaticStepInputs {

  private final JsonBinding jsonBinding;

  AutomaticStepInputs(JsonBinding jsonBinding) {
    this.jsonBinding = jsonBinding;
  }

  private static List<Field> fields(FormDefinition form, Predicate<Field> which) {
    return form == null ? List.of() : form.fields().stream().filter(which).toList();
  }

  private static boolean isSettable(Field field) {
    return !field.isDerived()
        && !(field instanceof SubformField)
        && !(field instanceof SerialField);
  }

  private Component formChoice(String none) {
    return FlowInputs.form(
        jsonBinding,
        "form",
        "flow.form",
        none,
        key -> {
          jsonBinding.set("form", key);
          jsonBinding.rebuild();
        });
  }

  private Component values(FormDefinition target) {
    var offered = fields(target, AutomaticStepInputs::isSettable);
    return new ValueAssignmentsEditor(
        jsonBinding,
        "set",
        "flow.values",
        FlowInputs.keys(offered),
        key -> FlowInputs.named(offered, key));
  }

  List<Component> create(Step.Create create) {
    return List.of(
        formChoice(null),
        values(jsonBinding.tools().form(create.form()).orElse(null)),
        FlowInputs.variable(jsonBinding, "into", "flow.into.record"));
  }

  List<Component> update(Step.Update update) {
    var parts = new ArrayList<Component>();
    parts.add(formChoice("flow.this-record"));
    if (update.form() != null) {
      parts.add(FlowInputs.where(jsonBinding, "where", update.form(), "flow.which"));
    }
    parts.add(
        values(
            update.form() == null
                ? jsonBinding.formulas().form()
                : jsonBinding.tools().form(update.form()).orElse(null)));
    return parts;
  }

  List<Component> delete(Step.Delete delete) {
    var parts = new ArrayList<Component>();
    parts.add(formChoice("flow.this-record"));
    if (delete.form() != null) {
      parts.add(FlowInputs.where(jsonBinding, "where", delete.form(), "flow.which"));
    }
    parts.add(FlowInputs.hint("flow.delete.hint"));
    return parts;
  }

  List<Component> aggregate(Step.Aggregate aggregate) {
    var parts = new ArrayList<Component>();
    parts.add(formChoice(null));
    parts.add(FlowInputs.where(jsonBinding, "where", aggregate.form(), "flow.which"));
    parts.add(
        FlowInputs.choice(
            UiTexts.of("flow.aggregate"),
            List.of("count", "sum", "average", "min", "max"),
            aggregate.of(),
            null,
            word -> UiTexts.of("flow.aggregate." + word),
            word -> {
              jsonBinding.set("of", word);
              jsonBinding.rebuild();
            }));
    if (!"count".equals(aggregate.of())) {
      parts.add(
          FlowInputs.field(
              jsonBinding,
              "field",
              "flow.aggregate.field",
              fields(
                  jsonBinding.tools().form(aggregate.form()).orElse(null),
                  field ->
                      field instanceof NumberField
                          || field instanceof MoneyField
                          || field.isDerived()),
              key -> jsonBinding.set("field", key)));
    }
    parts.add(FlowInputs.variable(jsonBinding, "into", "flow.into.number"));
    return parts;
  }

  List<Component> http() {
    return List.of(
        FlowInputs.choice(
            UiTexts.of("flow.http.method"),
            List.of("GET", "POST", "PUT", "PATCH", "DELETE"),
            jsonBinding.text("method"),
            null,
            word -> word,
            word -> jsonBinding.set("method", word)),
        FlowInputs.text(jsonBinding, "url", "flow.http.url"),
        new KeyValueEditor(
            jsonBinding, "headers", "flow.http.headers", "flow.http.header", "flow.http.value"),
        code(FlowInputs.area(jsonBinding, "body", "flow.http.body")),
        FlowInputs.hint("flow.http.hint"),
        new KeyValueEditor(
            jsonBinding, "into", "flow.http.into", "flow.variable", "flow.http.pointer"));
  }

  private static TextArea code(TextArea input) {
    input.addClassName("fw-code");
    input.setMinRows(4);
    return input;
  }

  List<Component> email() {
    return List.of(
        new AssigneeRulesEditor(jsonBinding, "to", "flow.email.to", false),
        FlowInputs.formula(jsonBinding, "address", "flow.email.address"),
        LocalizedTextInput.template(jsonBinding, "subject", "flow.email.subject"),
        LocalizedTextInput.template(jsonBinding, "text", "flow.email.text"));
  }

  List<Component> message() {
    return List.of(
        FlowInputs.choice(
            UiTexts.of("flow.message.channel"),
            Arrays.stream(Step.Channel.values()).map(Step.Channel::json).toList(),
            jsonBinding.text("channel"),
            null,
            word -> UiTexts.of("flow.channel." + word),
            word -> jsonBinding.set("channel", word)),
        FlowInputs.text(jsonBinding, "url", "flow.message.url"),
        FlowInputs.hint("flow.message.hint"),
        LocalizedTextInput.template(jsonBinding, "text", "flow.message"));
  }

  List<Component> script() {
    return List.of(
        code(FlowInputs.area(jsonBinding, "script", "flow.script")),
        FlowInputs.hint("flow.script.hint"),
        FlowInputs.variable(jsonBinding, "into", "flow.into.result"));
  }

  List<Component> transition(Step.Transition transition) {
    var stages = fields(jsonBinding.formulas().form(), StageField.class::isInstance);
    var parts = new ArrayList<Component>();
    parts.add(
        FlowInputs.field(
            jsonBinding,
            "field",
            "flow.transition.field",
            stages,
            key -> {
              jsonBinding.set("field", key);
              jsonBinding.rebuild();
            }));
    stages.stream()
        .filter(field -> field.key().value().equals(transition.field()))
        .map(StageField.class::cast)
        .forEach(
            stage ->
                parts.add(
                    FlowInputs.choice(
                        UiTexts.of("flow.transition.stage"),
                        stage.stages().stream().map(one -> one.key()).toList(),
                        transition.to(),
                        null,
                        key ->
                            stage
                                .stage(key)
                                .map(one -> one.title().in(UiTexts.locale()))
                                .orElse(key),
                        key -> jsonBinding.set("to", key))));
    return parts;
  }

  List<Component> assign(Step.Assign assign) {
    var parts = new ArrayList<Component>();
    parts.add(
        FlowInputs.field(
            jsonBinding,
            "field",
            "flow.assign.field",
            fields(jsonBinding.formulas().form(), MemberField.class::isInstance),
            key -> jsonBinding.set("field", key)));
    parts.add(new AssigneeRulesEditor(jsonBinding, "among", "flow.assign.among", false));
    parts.add(
        FlowInputs.choice(
            UiTexts.of("flow.assign.by"),
            List.of("turn", "load"),
            assign.by().json(),
            null,
            word -> UiTexts.of("flow.assign." + word),
            word -> {
              jsonBinding.set("by", word);
              jsonBinding.rebuild();
            }));
    var form = jsonBinding.formulas().form();
    if (assign.by() == Step.AssignBy.LOAD && form != null) {
      parts.add(
          FlowInputs.where(jsonBinding, "load", form.key().value(), "flow.assign.load.which"));
    }
    parts.add(NoAssigneeChoice.of(jsonBinding));
    return parts;
  }
}
