package dev.formwork.ui.flow.text;

import dev.formwork.core.naming.MemberId;
import dev.formwork.core.organization.Membership;
import dev.formwork.designer.flow.edit.FlowEdits;
import dev.formwork.ui.flow.FlowContext;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.AssigneeRule;
import java.util.List;
import java.util.stream.Collectors;

/** Assignee rules in words. */
public final class AssigneeText {

  private final FlowContext tools;

  public AssigneeText(FlowContext tools) {
    this.tools = tools;
  }

  String all(List<AssigneeRule> people) {
    return people.stream()
        .map(this::of)
        .collect(Collectors.joining(FlowText.words().word("comma")));
  }

  String of(AssigneeRule one) {
    return switch (one) {
      case AssigneeRule.Named(var member, _) -> member(member);
      case AssigneeRule.InRole(var role, _) -> UiTexts.of("flow.who.role-of", role(role));
      case AssigneeRule.InDepartment(var department, _) ->
          UiTexts.of("flow.who.department-of", department(department));
      case AssigneeRule.HeadOf(var department, _) ->
          "submitter".equals(department)
              ? UiTexts.of("flow.who.own-head")
              : UiTexts.of("flow.who.head-of", department(department));
      case AssigneeRule.Submitter _ -> UiTexts.of("flow.who.submitter");
      case AssigneeRule.ManagerOf manager -> manager(manager);
      case AssigneeRule.InField(var field, _) -> UiTexts.of("flow.who.field-of", field(field));
      case AssigneeRule.ChosenBy(var step, _) -> UiTexts.of("flow.who.chosen-in", step(step));
      case AssigneeRule.Computed(var expression, _) ->
          new FlowText(tools).expression(null, expression);
    };
  }

  private String manager(AssigneeRule.ManagerOf manager) {
    var of =
        "submitter".equals(manager.managerOf())
            ? UiTexts.of("flow.who.the-submitter")
            : field(manager.managerOf());
    int levels = Math.max(1, manager.levels());
    return levels == 1
        ? UiTexts.of("flow.who.manager-of", of)
        : UiTexts.of(
            manager.upTo() ? "flow.who.managers-up-to" : "flow.who.manager-above", of, levels);
  }

  String member(MemberId id) {
    return tools.people().standing(id).map(Membership::name).orElse(UiTexts.of("flow.who.left"));
  }

  public String role(String key) {
    return tools.people().roles().stream()
        .filter(role -> role.key().equals(key))
        .findFirst()
        .map(role -> role.title().in(UiTexts.locale()))
        .orElse(key);
  }

  /** By its name or its id. */
  String department(String named) {
    return tools.people().departments().stream()
        .filter(one -> one.id().toString().equals(named))
        .findFirst()
        .map(one -> one.name())
        .orElse(named);
  }

  private String field(String key) {
    return tools.formulas(null).tools().form().fields().stream()
        .filter(field -> field.key().value().equals(key))
        .findFirst()
        .map(field -> field.title().in(UiTexts.locale()))
        .orElse(key);
  }

  private String step(String key) {
    return FlowEdits.find(tools.flow(), key).map(FlowText::title).orElse(key);
  }
}
