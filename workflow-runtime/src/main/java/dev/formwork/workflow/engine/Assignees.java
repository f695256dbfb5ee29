package dev.formwork.workflow.engine;

import dev.formwork.core.expression.value.LinkedRecord;
import dev.formwork.workflow.compile.CompiledStep;
import dev.formwork.workflow.definition.Assignee;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Resolves assignee rules to active members. */
final class Assignees {

  /** Beyond as many levels nobody is anybody's manager. */
  private static final int MAX_LEVELS = 30;

  private final Facts facts;
  private final CompiledStep step;
  private final Subject subject;
  private final Instance instance;
  private final InstanceState state;

  Assignees(
      Facts facts, CompiledStep step, Subject subject, Instance instance, InstanceState state) {
    this.facts = facts;
    this.step = step;
    this.subject = subject;
    this.instance = instance;
    this.state = state;
  }

  /** Somebody found, and how much their voice counts. */
  record Found(UUID member, int weight) {}

  /**
   * In the order of the rules; each person once.
   *
   * @param path of the rules in the step, such as {@code assign}
   */
  List<Found> find(List<Assignee> rules, String path) {
    var found = new ArrayList<Found>();
    for (int i = 0; i < rules.size(); i++) {
      var rule = rules.get(i);
      for (var member : members(rule, path + "/" + i)) {
        boolean isNew = found.stream().noneMatch(one -> one.member.equals(member));
        if (isNew && facts.people().isActive(member)) {
          found.add(new Found(member, rule.weight()));
        }
      }
    }
    return List.copyOf(found);
  }

  private List<UUID> members(Assignee rule, String path) {
    var people = facts.people();
    return switch (rule) {
      case Assignee.Named(var member, _) -> member == null ? List.of() : List.of(member);
      case Assignee.InRole(var role, _) -> people.inRole(role);
      case Assignee.InDepartment(var department, _) -> people.inDepartment(department);
      case Assignee.HeadOf(var department, _) ->
          list(
              Position.SUBMITTER.equals(department)
                  ? Optional.ofNullable(instance.submitter()).flatMap(people::headOfDepartmentOf)
                  : people.headOf(department));
      case Assignee.Submitter _ -> list(Optional.ofNullable(instance.submitter()));
      case Assignee.ManagerOf one -> managers(one, path);
      case Assignee.InField _, Assignee.Computed _ ->
          list(Optional.ofNullable(member(facts.value(step, path, subject, state))));
      case Assignee.ChosenBy _ -> state.chosen().getOrDefault(step.key(), List.of());
    };
  }

  private static List<UUID> list(Optional<UUID> member) {
    return member.map(List::of).orElse(List.of());
  }

  private List<UUID> managers(Assignee.ManagerOf rule, String path) {
    var at =
        Position.SUBMITTER.equals(rule.managerOf())
            ? instance.submitter()
            : member(facts.value(step, path, subject, state));
    var chain = new ArrayList<UUID>();
    int levels = Math.min(MAX_LEVELS, Math.max(1, rule.levels()));
    for (int i = 0; i < levels && at != null; i++) {
      at = facts.people().managerOf(at).orElse(null);
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

  private static UUID member(Object value) {
    return switch (value) {
      case UUID id -> id;
      case LinkedRecord target -> target.id();
      case null, default -> null;
    };
  }
}
