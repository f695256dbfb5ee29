package dev.formwork.workflow.engine;

import dev.formwork.core.expression.WorkCalendar;
import dev.formwork.workflow.compile.CompiledStep;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The inputs of a decision: time, calendar, values of expressions, people. They do not change while
 * the decision is made.
 */
public interface Facts {

  OffsetDateTime now();

  WorkCalendar calendar();

  /**
   * What an expression of a step gives about a subject; null when empty.
   *
   * @param subject null: none
   * @throws Missing when the subject was not loaded
   */
  Object value(CompiledStep step, String formula, Subject subject, InstanceState state);

  /** Rows that a loop over a subform goes through. */
  int rows(CompiledStep step, String subform, Subject subject);

  /**
   * Records that a loop goes through.
   *
   * @throws Missing when they were not looked for
   */
  List<UUID> records(CompiledStep step, Subject subject, InstanceState state);

  People people();

  /** A new id; never the same twice. */
  UUID newId();

  /** The organisation as assignee rules ask for it. */
  interface People {

    boolean isActive(UUID member);

    List<UUID> inRole(String role);

    /** By name or id. */
    List<UUID> inDepartment(String department);

    /** By name or id. */
    Optional<UUID> headOf(String department);

    /** The head of a member's own department. */
    Optional<UUID> headOfDepartmentOf(UUID member);

    Optional<UUID> managerOf(UUID member);

    /** Who stands in for a member now. */
    Optional<UUID> deputyOf(UUID member);
  }

  /**
   * Thrown by a decision that needs a record or query result that is not loaded; the caller loads
   * it and decides again.
   */
  final class Missing extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient CompiledStep step;
    private final transient Subject subject;

    public Missing(CompiledStep step, Subject subject) {
      super("Not loaded", null, false, false);
      this.step = step;
      this.subject = subject;
    }

    /** The loop whose records are wanted; null: the subject itself. */
    public CompiledStep step() {
      return step;
    }

    public Subject subject() {
      return subject;
    }
  }
}
