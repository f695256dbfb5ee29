package dev.formwork.ui.flow.design.input;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import dev.formwork.core.field.MemberField;
import dev.formwork.core.organization.Department;
import dev.formwork.core.organization.Membership;
import dev.formwork.core.organization.WorkspaceRole;
import dev.formwork.ui.expression.FormulaInput;
import dev.formwork.ui.field.TypedInputs;
import dev.formwork.ui.field.input.TypedField;
import dev.formwork.ui.flow.text.FlowText;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.AssigneeRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The inputs of one assignee rule. */
final class AssigneeRuleInputs {

  private final InputKinds form;
  private final Consumer<AssigneeRule> onChange;
  private AssigneeRule rule;

  AssigneeRuleInputs(InputKinds form, AssigneeRule rule, Consumer<AssigneeRule> onChange) {
    this.form = form;
    this.rule = rule;
    this.onChange = onChange;
  }

  List<Component> all() {
    return switch (rule) {
      case AssigneeRule.Submitter _ -> List.of();
      case AssigneeRule.ManagerOf manager ->
          List.of(manager(manager), levels(manager), upTo(manager));
      case AssigneeRule.Named _ -> List.of(one(members()));
      case AssigneeRule.InRole _ -> List.of(one(roles()));
      case AssigneeRule.InDepartment _ -> List.of(one(departments()));
      case AssigneeRule.HeadOf _ -> List.of(one(withSubmitter(departments())));
      case AssigneeRule.InField _ -> List.of(one(memberFields()));
      case AssigneeRule.ChosenBy _ -> List.of(one(steps()));
      case AssigneeRule.Computed(var expression, _) -> List.of(expression(expression));
    };
  }

  private void change(AssigneeRule changed) {
    rule = changed;
    onChange.accept(changed);
  }

  private ComboBox<String> one(Map<String, String> offered) {
    var kind = AssigneeRuleKind.of(rule);
    return one(offered, value -> change(kind.rule(value, rule.weight())));
  }

  /** One of several by name; what is stored but unknown is kept and shown as it is. */
  private ComboBox<String> one(Map<String, String> offered, Consumer<String> onChoice) {
    var input = new ComboBox<String>();
    var value = AssigneeRuleKind.value(rule);
    if (value != null) {
      offered.putIfAbsent(value, value);
    }
    input.setItems(offered.keySet());
    input.setItemLabelGenerator(key -> offered.getOrDefault(key, key));
    input.setAriaLabel(AssigneeRuleKind.of(rule).label());
    input.setPlaceholder(UiTexts.of("flow.who.choose"));
    input.setValue(value);
    input.setWidthFull();
    input.addValueChangeListener(
        event -> {
          if (event.getValue() != null) {
            onChoice.accept(event.getValue());
          }
        });
    return input;
  }

  private AssigneeRule.ManagerOf managerNow(AssigneeRule.ManagerOf begun) {
    return rule instanceof AssigneeRule.ManagerOf now ? now : begun;
  }

  private ComboBox<String> manager(AssigneeRule.ManagerOf manager) {
    return one(
        withSubmitter(memberFields()),
        value -> {
          var now = managerNow(manager);
          change(new AssigneeRule.ManagerOf(value, now.levels(), now.upTo(), now.weight()));
        });
  }

  private TypedField<Integer> levels(AssigneeRule.ManagerOf manager) {
    var input = TypedInputs.whole(1, 10);
    input.setLabel(UiTexts.of("flow.who.levels"));
    input.setValue(Math.max(1, manager.levels()));
    input.addValueChangeListener(
        event -> {
          var levels = event.getValue();
          if (levels != null) {
            var now = managerNow(manager);
            change(new AssigneeRule.ManagerOf(now.managerOf(), levels, now.upTo(), now.weight()));
          }
        });
    return input;
  }

  private Checkbox upTo(AssigneeRule.ManagerOf manager) {
    var box = new Checkbox(UiTexts.of("flow.who.up-to"));
    box.setValue(manager.upTo());
    box.addValueChangeListener(
        event -> {
          var now = managerNow(manager);
          change(
              new AssigneeRule.ManagerOf(
                  now.managerOf(), now.levels(), event.getValue(), now.weight()));
        });
    return box;
  }

  private FormulaInput expression(String expression) {
    var formulas = form.formulas();
    return new FormulaInput(
        UiTexts.of("flow.who.expression"),
        formulas.tools(),
        formulas.names(),
        expression,
        written ->
            change(new AssigneeRule.Computed(FlowInputs.blankToNull(written), rule.weight())));
  }

  private static Map<String, String> withSubmitter(Map<String, String> others) {
    var all = new LinkedHashMap<String, String>();
    all.put(AssigneeRuleKind.OF_SUBMITTER, UiTexts.of("flow.who.of-submitter"));
    all.putAll(others);
    return all;
  }

  private Map<String, String> members() {
    var found = new LinkedHashMap<String, String>();
    form.context().people().standings().stream()
        .filter(Membership::active)
        .filter(one -> !one.service())
        .forEach(one -> found.put(one.member().toString(), one.name()));
    return found;
  }

  private Map<String, String> roles() {
    var found = new LinkedHashMap<String, String>();
    for (WorkspaceRole role : form.context().people().roles()) {
      found.put(role.key(), role.title().in(UiTexts.locale()));
    }
    return found;
  }

  /**
   * By name where it is the only one of that name, so that a flow can move to another workspace.
   */
  private Map<String, String> departments() {
    var found = new LinkedHashMap<String, String>();
    var all = form.context().people().departments();
    for (Department one : all) {
      boolean alone = all.stream().filter(other -> other.name().equals(one.name())).count() == 1;
      found.put(alone ? one.name() : one.id().toString(), one.name());
    }
    return found;
  }

  private Map<String, String> memberFields() {
    var found = new LinkedHashMap<String, String>();
    form.formulas().tools().form().fields().stream()
        .filter(MemberField.class::isInstance)
        .forEach(field -> found.put(field.key().value(), field.title().in(UiTexts.locale())));
    return found;
  }

  private Map<String, String> steps() {
    var found = new LinkedHashMap<String, String>();
    form.context()
        .humanSteps(form.step())
        .forEach(step -> found.put(step.key(), FlowText.title(step)));
    return found;
  }
}
