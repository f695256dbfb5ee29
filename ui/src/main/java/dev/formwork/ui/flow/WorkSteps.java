package dev.formwork.ui.flow;

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
import dev.formwork.ui.shell.Texts;
import dev.formwork.workflow.definition.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** The settings of steps that Formwork does itself: records, e-mail, messages, HTTP, scripts. */
final class WorkSteps {

  private final Edited edited;

  WorkSteps(Edited edited) {
    this.edited = edited;
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
        edited,
        "form",
        "flow.form",
        none,
        key -> {
          edited.set("form", key);
          edited.rebuild();
        });
  }

  private Component values(FormDefinition target) {
    var offered = fields(target, WorkSteps::isSettable);
    return new ValuesEditor(
        edited,
        "set",
        "flow.values",
        FlowInputs.keys(offered),
        key -> FlowInputs.named(offered, key));
  }

  List<Component> create(Step.Create create) {
    return List.of(
        formChoice(null),
        values(edited.tools().form(create.form()).orElse(null)),
        FlowInputs.variable(edited, "into", "flow.into.record"));
  }

  List<Component> update(Step.Update update) {
    var parts = new ArrayList<Component>();
    parts.add(formChoice("flow.this-record"));
    if (update.form() != null) {
      parts.add(FlowInputs.where(edited, "where", update.form(), "flow.which"));
    }
    parts.add(
        values(
            update.form() == null
                ? edited.formulas().form()
                : edited.tools().form(update.form()).orElse(null)));
    return parts;
  }

  List<Component> delete(Step.Delete delete) {
    var parts = new ArrayList<Component>();
    parts.add(formChoice("flow.this-record"));
    if (delete.form() != null) {
      parts.add(FlowInputs.where(edited, "where", delete.form(), "flow.which"));
    }
    parts.add(FlowInputs.hint("flow.delete.hint"));
    return parts;
  }

  List<Component> aggregate(Step.Aggregate aggregate) {
    var parts = new ArrayList<Component>();
    parts.add(formChoice(null));
    parts.add(FlowInputs.where(edited, "where", aggregate.form(), "flow.which"));
    parts.add(
        FlowInputs.choice(
            Texts.of("flow.aggregate"),
            List.of("count", "sum", "average", "min", "max"),
            aggregate.of(),
            null,
            word -> Texts.of("flow.aggregate." + word),
            word -> {
              edited.set("of", word);
              edited.rebuild();
            }));
    if (!"count".equals(aggregate.of())) {
      parts.add(
          FlowInputs.field(
              edited,
              "field",
              "flow.aggregate.field",
              fields(
                  edited.tools().form(aggregate.form()).orElse(null),
                  field ->
                      field instanceof NumberField
                          || field instanceof MoneyField
                          || field.isDerived()),
              key -> edited.set("field", key)));
    }
    parts.add(FlowInputs.variable(edited, "into", "flow.into.number"));
    return parts;
  }

  List<Component> http() {
    return List.of(
        FlowInputs.choice(
            Texts.of("flow.http.method"),
            List.of("GET", "POST", "PUT", "PATCH", "DELETE"),
            edited.text("method"),
            null,
            word -> word,
            word -> edited.set("method", word)),
        FlowInputs.text(edited, "url", "flow.http.url"),
        new PairsEditor(
            edited, "headers", "flow.http.headers", "flow.http.header", "flow.http.value"),
        code(FlowInputs.area(edited, "body", "flow.http.body")),
        FlowInputs.hint("flow.http.hint"),
        new PairsEditor(edited, "into", "flow.http.into", "flow.variable", "flow.http.pointer"));
  }

  private static TextArea code(TextArea input) {
    input.addClassName("fw-code");
    input.setMinRows(4);
    return input;
  }

  List<Component> email() {
    return List.of(
        new AssigneeEditor(edited, "to", "flow.email.to", false),
        FlowInputs.formula(edited, "address", "flow.email.address"),
        TitleInput.template(edited, "subject", "flow.email.subject"),
        TitleInput.template(edited, "text", "flow.email.text"));
  }

  List<Component> message() {
    return List.of(
        FlowInputs.choice(
            Texts.of("flow.message.channel"),
            Arrays.stream(Step.Channel.values()).map(Step.Channel::json).toList(),
            edited.text("channel"),
            null,
            word -> Texts.of("flow.channel." + word),
            word -> edited.set("channel", word)),
        FlowInputs.text(edited, "url", "flow.message.url"),
        FlowInputs.hint("flow.message.hint"),
        TitleInput.template(edited, "text", "flow.message"));
  }

  List<Component> script() {
    return List.of(
        code(FlowInputs.area(edited, "script", "flow.script")),
        FlowInputs.hint("flow.script.hint"),
        FlowInputs.variable(edited, "into", "flow.into.result"));
  }

  List<Component> transition(Step.Transition transition) {
    var stages = fields(edited.formulas().form(), StageField.class::isInstance);
    var parts = new ArrayList<Component>();
    parts.add(
        FlowInputs.field(
            edited,
            "field",
            "flow.transition.field",
            stages,
            key -> {
              edited.set("field", key);
              edited.rebuild();
            }));
    stages.stream()
        .filter(field -> field.key().value().equals(transition.field()))
        .map(StageField.class::cast)
        .forEach(
            stage ->
                parts.add(
                    FlowInputs.choice(
                        Texts.of("flow.transition.stage"),
                        stage.stages().stream().map(one -> one.key()).toList(),
                        transition.to(),
                        null,
                        key ->
                            stage.stage(key).map(one -> one.title().in(Texts.locale())).orElse(key),
                        key -> edited.set("to", key))));
    return parts;
  }

  List<Component> assign(Step.Assign assign) {
    var parts = new ArrayList<Component>();
    parts.add(
        FlowInputs.field(
            edited,
            "field",
            "flow.assign.field",
            fields(edited.formulas().form(), MemberField.class::isInstance),
            key -> edited.set("field", key)));
    parts.add(new AssigneeEditor(edited, "among", "flow.assign.among", false));
    parts.add(
        FlowInputs.choice(
            Texts.of("flow.assign.by"),
            List.of("turn", "load"),
            assign.by().json(),
            null,
            word -> Texts.of("flow.assign." + word),
            word -> {
              edited.set("by", word);
              edited.rebuild();
            }));
    var form = edited.formulas().form();
    if (assign.by() == Step.AssignBy.LOAD && form != null) {
      parts.add(FlowInputs.where(edited, "load", form.key().value(), "flow.assign.load.which"));
    }
    parts.add(NobodyChoice.of(edited));
    return parts;
  }
}
