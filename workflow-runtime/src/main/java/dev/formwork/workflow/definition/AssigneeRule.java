package dev.formwork.workflow.definition;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.formwork.core.naming.MemberId;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A rule that gives members for a task. In JSON its first property says which rule it is: {@code
 * {"managerOf": "submitter", "levels": 2}}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({
  @JsonSubTypes.Type(AssigneeRule.Named.class),
  @JsonSubTypes.Type(AssigneeRule.InRole.class),
  @JsonSubTypes.Type(AssigneeRule.InDepartment.class),
  @JsonSubTypes.Type(AssigneeRule.HeadOf.class),
  @JsonSubTypes.Type(AssigneeRule.Submitter.class),
  @JsonSubTypes.Type(AssigneeRule.ManagerOf.class),
  @JsonSubTypes.Type(AssigneeRule.InField.class),
  @JsonSubTypes.Type(AssigneeRule.ChosenBy.class),
  @JsonSubTypes.Type(AssigneeRule.Computed.class)
})
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public sealed interface AssigneeRule {

  /** The submitter alone. */
  static List<AssigneeRule> submitterAlone() {
    return List.of(new Submitter(true, 0));
  }

  /** How much their voice counts in a weighted decision; 0: one. */
  int weight();

  /** The same rules for steps under other keys. */
  static List<AssigneeRule> withKeys(List<AssigneeRule> rules, UnaryOperator<String> keys) {
    return rules.stream()
        .map(
            rule ->
                rule instanceof ChosenBy(var by, var weight)
                    ? new ChosenBy(keys.apply(by), weight)
                    : rule)
        .toList();
  }

  record Named(MemberId member, int weight) implements AssigneeRule {}

  /** Everyone who has a role, by its key. */
  record InRole(String role, int weight) implements AssigneeRule {}

  /** Everyone in a department and below it, by its name or id. */
  record InDepartment(String department, int weight) implements AssigneeRule {}

  /** The head of a department: by name, id, or {@code submitter} for the submitter's own. */
  record HeadOf(String headOf, int weight) implements AssigneeRule {}

  /** Whoever started the flow. */
  record Submitter(boolean submitter, int weight) implements AssigneeRule {}

  /**
   * The manager of the submitter or of a member field.
   *
   * @param managerOf {@code submitter}, or the key of a member field
   * @param levels how many steps up; 0 or 1: the manager
   * @param upTo all managers on the way, one after the other, up to that level, rather than the one
   *     at the top
   */
  record ManagerOf(String managerOf, int levels, boolean upTo, int weight)
      implements AssigneeRule {}

  /** The member in a field of the record, or in a variable. */
  record InField(String field, int weight) implements AssigneeRule {}

  /** Whom whoever approved an earlier step chose. */
  record ChosenBy(String chosenBy, int weight) implements AssigneeRule {}

  /** An expression that gives a member. */
  record Computed(String expression, int weight) implements AssigneeRule {}
}
