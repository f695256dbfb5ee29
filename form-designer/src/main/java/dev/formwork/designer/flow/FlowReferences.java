package dev.formwork.designer.flow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.designer.definition.ExpressionReferences;
import dev.formwork.designer.definition.Reference;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.compile.CompiledStep;
import dev.formwork.workflow.compile.Template;
import dev.formwork.workflow.definition.ContainerStep;
import dev.formwork.workflow.definition.Trigger;
import java.util.ArrayList;
import java.util.List;

/** What a compiled flow refers to: its form, other forms and flows, fields and functions. */
final class FlowReferences {

  private final CompiledFlow flow;
  private final List<Reference> found = new ArrayList<>();

  private FlowReferences(CompiledFlow flow) {
    this.flow = flow;
  }

  static List<Reference> of(CompiledFlow flow) {
    var references = new FlowReferences(flow);
    references.trigger();
    flow.steps().values().forEach(references::step);
    return List.copyOf(references.found);
  }

  private void trigger() {
    if (flow.form() != null) {
      form("/form", flow.form().key(), null);
    }
    switch (flow.definition().trigger()) {
      case Trigger.Changed changed ->
          changed.fields().forEach(field -> own("/trigger/fields", field));
      case Trigger.DateReached reached -> own("/trigger/field", reached.field());
      case Trigger.TaskEvent event -> flow("/trigger/flow", event.flow());
      case Trigger.Created _,
          Trigger.Submitted _,
          Trigger.Deleted _,
          Trigger.Schedule _,
          Trigger.Webhook _,
          Trigger.Button _,
          Trigger.CalledByFlow _ -> {}
    }
    expression("/trigger/when", flow.when(), flow.form());
    expression("/trigger/from", flow.from(), flow.form());
    expression("/trigger/to", flow.to(), flow.form());
  }

  private void step(CompiledStep step) {
    var at = path(step);
    var json = FlowDifferences.alone(step.step());
    var named = json.path("form").textValue();
    if (named != null) {
      form(at + "/form", named, null);
    }
    flow(at + "/flow", json.path("flow").textValue());
    var of = named != null ? named : flow.form() == null ? null : flow.form().key();
    fields(at, json, of);
    step.formulas()
        .forEach((key, formula) -> expression(at + "/" + key, formula, step.context().form()));
    step.templates().entrySet().stream()
        .filter(one -> json.at("/" + one.getKey()).isTextual())
        .forEach(one -> template(at + "/" + one.getKey(), one.getValue(), step.context().form()));
  }

  /** Fields that a step names without a formula. */
  private void fields(String at, JsonNode json, String form) {
    for (var property : List.of("set", "fields")) {
      json.path(property)
          .fieldNames()
          .forEachRemaining(field -> form(at + "/" + property + "/" + field, form, field));
    }
    for (var property : List.of("field", "rows")) {
      if (json.path(property).isTextual()) {
        form(at + "/" + property, form, json.path(property).textValue());
      }
    }
  }

  private void template(String at, Template template, CompiledForm form) {
    for (var part : template.parts()) {
      if (part instanceof Template.Part.Formula(var expression)) {
        expression(at, expression, form);
      }
    }
  }

  private String path(CompiledStep step) {
    var place = step.place();
    if (place.parent() == null) {
      return "/steps/" + place.index();
    }
    var parent = flow.steps().get(place.parent());
    return path(parent)
        + ((ContainerStep) parent.step()).blockPath(place.lane())
        + "/"
        + place.index();
  }

  private void own(String path, String field) {
    form(path, flow.form().key(), field);
  }

  /**
   * @param form null: there is no record
   */
  private void form(String path, String form, String field) {
    if (form != null) {
      found.add(new Reference(path, DefinitionKind.FORM, form, field));
    }
  }

  /**
   * @param key nullable
   */
  private void flow(String path, String key) {
    if (key != null) {
      found.add(new Reference(path, DefinitionKind.FLOW, key, null));
    }
  }

  /**
   * @param expression nullable
   * @param form null: it speaks of no record, and of nothing that could be used
   */
  private void expression(String path, CompiledExpression expression, CompiledForm form) {
    if (expression != null && form != null) {
      found.addAll(ExpressionReferences.of(path, expression.tree(), form));
    }
  }
}
