package dev.formwork.ui.flow.design.input;

import dev.formwork.core.naming.MemberId;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.AssigneeRule;
import java.util.Locale;
import java.util.UUID;

/** The kinds of assignee rules, in the order in which they are offered. */
enum AssigneeRuleKind {
  SUBMITTER,
  MANAGER,
  MEMBER,
  ROLE,
  DEPARTMENT,
  HEAD,
  FIELD,
  CHOSEN,
  EXPRESSION;

  static final String OF_SUBMITTER = "submitter";

  static AssigneeRuleKind of(AssigneeRule rule) {
    return switch (rule) {
      case AssigneeRule.Submitter _ -> SUBMITTER;
      case AssigneeRule.ManagerOf _ -> MANAGER;
      case AssigneeRule.Named _ -> MEMBER;
      case AssigneeRule.InRole _ -> ROLE;
      case AssigneeRule.InDepartment _ -> DEPARTMENT;
      case AssigneeRule.HeadOf _ -> HEAD;
      case AssigneeRule.InField _ -> FIELD;
      case AssigneeRule.ChosenBy _ -> CHOSEN;
      case AssigneeRule.Computed _ -> EXPRESSION;
    };
  }

  String label() {
    return UiTexts.of("flow.who." + name().toLowerCase(Locale.ROOT));
  }

  /** As most people want it; what is still to be said is missing. */
  AssigneeRule fresh() {
    return switch (this) {
      case MANAGER, HEAD -> rule(OF_SUBMITTER, 0);
      case SUBMITTER, MEMBER, ROLE, DEPARTMENT, FIELD, CHOSEN, EXPRESSION -> rule(null, 0);
    };
  }

  /**
   * @param value what the rule is about; null: it is still to be said
   */
  AssigneeRule rule(String value, int weight) {
    return switch (this) {
      case SUBMITTER -> new AssigneeRule.Submitter(true, weight);
      case MANAGER -> new AssigneeRule.ManagerOf(value, 0, false, weight);
      case MEMBER ->
          new AssigneeRule.Named(
              value == null ? null : new MemberId(UUID.fromString(value)), weight);
      case ROLE -> new AssigneeRule.InRole(value, weight);
      case DEPARTMENT -> new AssigneeRule.InDepartment(value, weight);
      case HEAD -> new AssigneeRule.HeadOf(value, weight);
      case FIELD -> new AssigneeRule.InField(value, weight);
      case CHOSEN -> new AssigneeRule.ChosenBy(value, weight);
      case EXPRESSION -> new AssigneeRule.Computed(value, weight);
    };
  }

  /** What a rule is about; null for the submitter, and while it is still to be said. */
  static String value(AssigneeRule rule) {
    return switch (rule) {
      case AssigneeRule.Submitter _ -> null;
      case AssigneeRule.ManagerOf manager -> manager.managerOf();
      case AssigneeRule.Named(var member, _) -> member == null ? null : member.toString();
      case AssigneeRule.InRole(var role, _) -> role;
      case AssigneeRule.InDepartment(var department, _) -> department;
      case AssigneeRule.HeadOf(var department, _) -> department;
      case AssigneeRule.InField(var field, _) -> field;
      case AssigneeRule.ChosenBy(var step, _) -> step;
      case AssigneeRule.Computed(var expression, _) -> expression;
    };
  }

  /** The same rule with another weight. */
  static AssigneeRule weighted(AssigneeRule rule, int weight) {
    return rule instanceof AssigneeRule.ManagerOf manager
        ? new AssigneeRule.ManagerOf(manager.managerOf(), manager.levels(), manager.upTo(), weight)
        : of(rule).rule(value(rule), weight);
  }

  /** Whether nothing is still to be said. */
  static boolean isFinished(AssigneeRule rule) {
    var value = value(rule);
    return rule instanceof AssigneeRule.Submitter || value != null && !value.isBlank();
  }
}
