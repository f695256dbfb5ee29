package dev.formwork.workflow.engine;

import dev.formwork.core.expression.value.LinkedRecord;
import dev.formwork.core.naming.MemberId;
import dev.formwork.workflow.compile.CompiledStep;
import dev.formwork.workflow.definition.AssigneeRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Resolves assignee rules to active members. */
final class AssigneeResolver {

  /** Beyond as many levels nobody is anybody's manager. */
  private static final int MAX_LEVELS = 30;

  private final DecisionInputs decisionInputs;
  private final CompiledStep step;
  private final SubjectRecord subjectRecord;
  private final Instance instance;
  private final InstanceState state;

  AssigneeResolver(
      DecisionInputs decisionInputs,
      CompiledStep step,
      SubjectRecord subjectRecord,
      Instance instance,
      InstanceState state) {
    this.decisionInputs = decisionInputs;
    this.step = step;
    this.subjectRecord = subjectRecord;
    this.instance = instance;
    this.state = state;
  }

  /** Somebody found, and how much their voice counts. */
  record Found(MemberId member, int weight) {}

  /**
   * In the order of the rules; each person once.
   *
   * @param path of the rules in the step, such as {@code assign}
   */
  List<Found> find(List<AssigneeRule> rules, String path) {
    var found = new ArrayList<Found>();
    for (int i = 0; i < rules.size(); i++) {
      var rule = rules.get(i);
      for (var member : members(rule, path + "/" + i)) {
        boolean isNew = found.stream().noneMatch(one -> one.member.equals(member));
        if (isNew && decisionInputs.people().isActive(member)) {
          found.add(new Found(member, rule.weight()));
        }
      }
    }
    return List.copyOf(found);
  }

  private List<MemberId> members(AssigneeRule rule, String path) {
    var directory = decisionInputs.people();
    return switch (rule) {
      case AssigneeRule.Named(var member, _) -> member == null ? List.of() : List.of(member);
      case AssigneeRule.InRole(var role, _) -> directory.inRole(role);
      case AssigneeRule.InDepartment(var department, _) -> directory.inDepartment(department);
      case AssigneeRule.HeadOf(var department, _) ->
          list(
              Token.SUBMITTER.equals(department)
                  ? Optional.ofNullable(instance.submitter()).flatMap(directory::headOfDepartmentOf)
                  : directory.headOf(department));
      case AssigneeRule.Submitter _ -> list(Optional.ofNullable(instance.submitter()));
      case AssigneeRule.ManagerOf one -> managers(one, path);
      case AssigneeRule.InField _, AssigneeRule.Computed _ ->
          list(Optional.ofNullable(member(decisionInputs.value(step, path, subjectRecord, state))));
      case AssigneeRule.ChosenBy _ -> state.chosen().getOrDefault(step.key(), List.of());
    };
  }

  private static List<MemberId> list(Optional<MemberId> member) {
    return member.map(List::of).orElse(List.of());
  }

  private List<MemberId> managers(AssigneeRule.ManagerOf rule, String path) {
    var at =
        Token.SUBMITTER.equals(rule.managerOf())
            ? instance.submitter()
            : member(decisionInputs.value(step, path, subjectRecord, state));
    var chain = new ArrayList<MemberId>();
    int levels = Math.min(MAX_LEVELS, Math.max(1, rule.levels()));
    for (int i = 0; i < levels && at != null; i++) {
      at = decisionInputs.people().managerOf(at).orElse(null);
      if (at != null && !chain.contains(at)) {
        chain.add(at);
      } else {
        break;
      }
    }
    if (rule.upTo()) {
      return chain;
    }
    return chain.size() < levels ? List.of() : List.of(chain.getLast());
  }

  private static MemberId member(Object value) {
    return switch (value) {
      case UUID id -> new MemberId(id);
      case LinkedRecord target -> new MemberId(target.id());
      case null, default -> null;
    };
  }
}
