package dev.formwork.workflow.definition;

import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.field.Field;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A flow among the forms and flows of its app: what a new step can refer to.
 *
 * @param form whose records go through the flow; null: none
 * @param forms of the app
 * @param flows of the app
 */
public record FlowSurroundings(
    FlowDefinition flow,
    FormDefinition form,
    List<FormDefinition> forms,
    List<FlowDefinition> flows) {

  public FlowSurroundings {
    forms = List.copyOf(forms);
    flows = List.copyOf(flows);
  }

  /** The flow's form, or else the first of the app. */
  Optional<String> anyForm() {
    return Optional.ofNullable(form)
        .or(() -> forms.stream().findFirst())
        .map(one -> one.key().value());
  }

  /** The first other flow of the app. */
  Optional<String> otherFlow() {
    return flows.stream()
        .map(one -> one.key().value())
        .filter(key -> !key.equals(flow.key().value()))
        .findFirst();
  }

  /** The first variable of a type. */
  Optional<String> variable(Variable.Type type) {
    return flow.variables().stream()
        .filter(one -> one.type() == type)
        .map(Variable::key)
        .findFirst();
  }

  /** The first field of a type on the flow's form. */
  Optional<String> field(Class<?> type) {
    return field(type::isInstance);
  }

  Optional<String> field(Predicate<Field> which) {
    return form == null
        ? Optional.empty()
        : form.fields().stream().filter(which).map(field -> field.key().value()).findFirst();
  }
}
