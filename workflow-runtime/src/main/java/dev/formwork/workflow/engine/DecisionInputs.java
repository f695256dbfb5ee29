package dev.formwork.workflow.engine;

import dev.formwork.core.expression.WorkCalendar;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.RecordId;
import dev.formwork.workflow.compile.CompiledStep;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The inputs of a decision: time, calendar, values of expressions, people. They do not change while
 * the decision is made.
 */
public interface DecisionInputs {

  OffsetDateTime now();

  WorkCalendar calendar();

  /**
   * What an expression of a step gives about a subject; null when empty.
   *
   * @param subjectRecord null: none
   * @throws MissingInput when the subject was not loaded
   */
  Object value(CompiledStep step, String formula, SubjectRecord subjectRecord, InstanceState state);

  /** Rows that a loop over a subform goes through. */
  int rows(CompiledStep step, String subform, SubjectRecord subjectRecord);

  /**
   * Records that a loop goes through.
   *
   * @throws MissingInput when they were not looked for
   */
  List<RecordId> records(CompiledStep step, SubjectRecord subjectRecord, InstanceState state);

  Directory people();

  /** A new id; never the same twice. */
  UUID newId();

  /** The organisation as assignee rules ask for it. */
  interface Directory {

    boolean isActive(MemberId member);

    List<MemberId> inRole(String role);

    /** By name or id. */
    List<MemberId> inDepartment(String department);

    /** By name or id. */
    Optional<MemberId> headOf(String department);

    /** The head of a member's own department. */
    Optional<MemberId> headOfDepartmentOf(MemberId member);

    Optional<MemberId> managerOf(MemberId member);

    /** Who stands in for a member now. */
    Optional<MemberId> deputyOf(MemberId member);
  }

  /**
   * Thrown by a decision that needs a record or query result that is not loaded; the caller loads
   * it and decides again.
   */
  final class MissingInput extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient CompiledStep step;
    private final transient SubjectRecord subjectRecord;

    public MissingInput(CompiledStep step, SubjectRecord subjectRecord) {
      super("Not loaded", null, false, false);
      this.step = step;
      this.subjectRecord = subjectRecord;
    }

    /** The loop whose records are wanted; null: the subject itself. */
    public CompiledStep step() {
      return step;
    }

    public SubjectRecord subject() {
      return subjectRecord;
    }
  }
}
