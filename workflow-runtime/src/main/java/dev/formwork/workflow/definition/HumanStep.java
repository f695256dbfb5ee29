package dev.formwork.workflow.definition;

import dev.formwork.core.naming.Title;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** A step that puts a task to people and waits for them. */
public sealed interface HumanStep extends Step permits ApproveStep, FillStep {

  /** Whom it is put to. */
  List<AssigneeRule> assign();

  /** What happens when nobody is found. */
  NoAssigneePolicy nobody();

  /** What the holder of the task may do with fields; others may be read. */
  Map<String, TaskFieldAccess> fields();

  /** Actions offered, with other labels than the usual; empty: the usual ones. */
  Map<ActionKind, Title> buttons();

  /** Nullable. */
  Deadline due();

  /** What all of them have. */
  static ObjectSchema describe(ObjectSchema schema) {
    return schema
        .required("assign")
        .people("assign")
        .saying("Whom it is put to.")
        .property("nobody", NoAssigneePolicy.schema())
        .map(
            "fields",
            ObjectSchema.words(EnumJson.words(TaskFieldAccess.values(), TaskFieldAccess::json)))
        .saying("What may be done with fields; others may be read.")
        .map("buttons", ObjectSchema.reference("title"))
        .saying("Actions offered, by other names than usual; unless given, the usual ones.")
        .reference("due", "due");
  }

  /** Keys of the steps it may go back to. */
  Stream<String> returnTargets();

  /** Keys of the earlier steps whose approvers choose its people. */
  default Stream<String> choosers() {
    return assign().stream()
        .map(rule -> rule instanceof AssigneeRule.ChosenBy(var by, _) ? by : null)
        .filter(Objects::nonNull);
  }

  @Override
  default void check(StepChecks checks) {
    checks.people("assign", assign());
    checks.fieldAccess("fields", fields());
    checks.deadline("due", due());
  }

  @Override
  default StepShape shape() {
    return StepShape.USER_TASK;
  }
}
