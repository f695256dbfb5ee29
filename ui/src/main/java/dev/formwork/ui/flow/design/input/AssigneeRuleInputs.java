package dev.formwork.ui.flow.design.input;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.textfield.IntegerField;
import dev.formwork.core.field.MemberField;
import dev.formwork.core.organization.Department;
import dev.formwork.core.organization.Membership;
import dev.formwork.core.organization.WorkspaceRole;
import dev.formwork.ui.expression.FormulaInput;
import dev.formwork.ui.flow.text.FlowText;
import dev.formwork.ui.text.UiTexts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The inputs of one assignee rule. */
final class AssigneeRuleInputs {

  private final JsonBinding jsonBinding;
  private final ObjectNode rule;
  private final Runnable onChange;

  AssigneeRuleInputs(JsonBinding jsonBinding, ObjectNode rule, Runnable onChange) {
    this.jsonBinding = jsonBinding;
    this.rule = rule;
    this.onChange = onChange;
  }

  List<Component> of(AssigneeRuleKind kind) {
    return switch (kind) {
      case SUBMITTER -> List.of();
      case MANAGER -> List.of(one(kind, withSubmitter(memberFields())), levels(), upTo());
      case MEMBER -> List.of(one(kind, members()));
      case ROLE -> List.of(one(kind, roles()));
      case DEPARTMENT -> List.of(one(kind, departments()));
      case HEAD -> List.of(one(kind, withSubmitter(departments())));
      case FIELD -> List.of(one(kind, memberFields()));
      case CHOSEN -> List.of(one(kind, steps()));
      case EXPRESSION -> List.of(expression(kind));
    };
  }

  /** One of several by name; what is stored but unknown is kept and shown as it is. */
  private ComboBox<String> one(AssigneeRuleKind kind, Map<String, String> offered) {
    var input = new ComboBox<String>();
    var value = rule.path(kind.property()).asText();
    if (!value.isEmpty()) {
      offered.putIfAbsent(value, value);
    }
    input.setItems(offered.keySet());
    input.setItemLabelGenerator(key -> offered.getOrDefault(key, key));
    input.setAriaLabel(kind.label());
    input.setPlaceholder(UiTexts.of("flow.who.choose"));
    input.setValue(value.isEmpty() ? null : value);
    input.setWidthFull();
    input.addValueChangeListener(
        event -> {
          if (event.getValue() != null) {
            rule.put(kind.property(), event.getValue());
            onChange.run();
          }
        });
    return input;
  }

  private IntegerField levels() {
    var input = new IntegerField(UiTexts.of("flow.who.levels"));
    input.setMin(1);
    input.setMax(10);
    input.setStepButtonsVisible(true);
    input.setValue(Math.max(1, rule.path("levels").asInt()));
    input.addValueChangeListener(
        event -> {
          var levels = event.getValue();
          if (levels != null && levels >= 1 && levels <= 10) {
            rule.put("levels", levels);
            onChange.run();
          }
        });
    return input;
  }

  private Checkbox upTo() {
    var box = new Checkbox(UiTexts.of("flow.who.up-to"));
    box.setValue(rule.path("upTo").asBoolean());
    box.addValueChangeListener(
        event -> {
          rule.put("upTo", event.getValue());
          onChange.run();
        });
    return box;
  }

  private FormulaInput expression(AssigneeRuleKind kind) {
    var stepFormulas = jsonBinding.formulas();
    return new FormulaInput(
        UiTexts.of("flow.who.expression"),
        stepFormulas.tools(),
        stepFormulas.names(),
        rule.path(kind.property()).asText(),
        written -> {
          rule.put(kind.property(), written == null ? "" : written);
          onChange.run();
        });
  }

  private static Map<String, String> withSubmitter(Map<String, String> others) {
    var all = new LinkedHashMap<String, String>();
    all.put("submitter", UiTexts.of("flow.who.of-submitter"));
    all.putAll(others);
    return all;
  }

  private Map<String, String> members() {
    var found = new LinkedHashMap<String, String>();
    jsonBinding.tools().people().standings().stream()
        .filter(Membership::active)
        .filter(one -> !one.service())
        .forEach(one -> found.put(one.member().toString(), one.name()));
    return found;
  }

  private Map<String, String> roles() {
    var found = new LinkedHashMap<String, String>();
    for (WorkspaceRole role : jsonBinding.tools().people().roles()) {
      found.put(role.key(), role.title().in(UiTexts.locale()));
    }
    return found;
  }

  /**
   * By name where it is the only one of that name, so that a flow can move to another workspace.
   */
  private Map<String, String> departments() {
    var found = new LinkedHashMap<String, String>();
    var all = jsonBinding.tools().people().departments();
    for (Department one : all) {
      boolean alone = all.stream().filter(other -> other.name().equals(one.name())).count() == 1;
      found.put(alone ? one.name() : one.id().toString(), one.name());
    }
    return found;
  }

  private Map<String, String> memberFields() {
    var found = new LinkedHashMap<String, String>();
    jsonBinding.formulas().tools().form().fields().stream()
        .filter(MemberField.class::isInstance)
        .forEach(field -> found.put(field.key().value(), field.title().in(UiTexts.locale())));
    return found;
  }

  private Map<String, String> steps() {
    var found = new LinkedHashMap<String, String>();
    jsonBinding
        .tools()
        .humanSteps(jsonBinding.step())
        .forEach(step -> found.put(step.key(), FlowText.title(step)));
    return found;
  }
}
