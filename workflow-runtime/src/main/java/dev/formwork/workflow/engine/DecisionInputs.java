package dev.formwork.workflow.engine;

import dev.formwork.core.expression.WorkCalendar;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.RecordId;
import dev.formwork.workflow.compile.CompiledStep;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
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

  /**
   * Whether a record was not deleted.
   *
   * @throws MissingInput when it was not looked for
   */
  boolean isThere(SubjectRecord subjectRecord);

  /** Rows that a loop over a subform goes through. */
  int rows(CompiledStep step, String subform, SubjectRecord subjectRecord);

  /** Records of which a loop goes through so many before it looks for the next. */
  int PART = 1_000;

  /**
   * Records that a loop goes through.
   *
   * @param ids the first of them, in their order
   * @param until the last of all; null: these are all
   * @param total how many there are, also where the loop stops before
   */
  record Found(List<RecordId> ids, RecordId until, int total) {

    static Found all(List<RecordId> ids) {
      return new Found(ids, null, ids.size());
    }
  }

  /**
   * Records that a loop goes through.
   *
   * @throws MissingInput when they were not looked for
   */
  Found records(CompiledStep step, SubjectRecord subjectRecord, InstanceState state);

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

    /** Whom a member named to stand in for them now. */
    Optional<MemberId> deputyOf(MemberId member);

    /**
     * Who acts for a member now: their deputy, or, where that one is away too, the deputy's. Empty
     * when the member acts, also where all stand in for each other in a circle and nobody is there.
     */
    default Optional<MemberId> standInFor(MemberId member) {
      var passed = new LinkedHashSet<MemberId>();
      passed.add(member);
      var next = deputyOf(member);
      while (next.isPresent()) {
        if (!passed.add(next.get())) {
          return Optional.empty();
        }
        next = deputyOf(next.get());
      }
      return passed.size() == 1 ? Optional.empty() : Optional.of(passed.getLast());
    }
  }

  /**
   * Thrown by a decision that needs a record or query result that is not loaded; the caller loads
   * it and decides again.
   */
  final class MissingInput extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient CompiledStep step;
    private final transient SubjectRecord subjectRecord;
    private final boolean presence;

    public MissingInput(CompiledStep step, SubjectRecord subjectRecord) {
      this(step, subjectRecord, false);
    }

    private MissingInput(CompiledStep step, SubjectRecord subjectRecord, boolean presence) {
      super("Not loaded", null, false, false);
      this.step = step;
      this.subjectRecord = subjectRecord;
      this.presence = presence;
    }

    /** Whether a record is there is wanted, not what it holds. */
    public static MissingInput presenceOf(SubjectRecord subjectRecord) {
      return new MissingInput(null, subjectRecord, true);
    }

    public boolean isPresence() {
      return presence;
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
