package dev.formwork.workflow.problem;

import dev.formwork.core.problem.ProblemCode;

/**
 * The problem codes of flows: what is wrong with their definitions, what instances and tasks do not
 * accept.
 */
public enum FlowProblem implements ProblemCode {
  DEPUTY_PERIOD("deputy-period"),
  DEPUTY_SELF("deputy-self"),
  FLOW_AGGREGATE("flow-aggregate", 1),
  FLOW_ANSWER("flow-answer", 1),
  FLOW_BUSY("flow-busy"),
  FLOW_CRON("flow-cron", 1),
  FLOW_CRON_NEVER("flow-cron-never", 1),
  FLOW_DECIDED_ALREADY("flow-decided-already"),
  FLOW_FORM("flow-form", 1),
  FLOW_HOOK("flow-hook"),
  FLOW_INSTANCE_NOT_FOUND("flow-instance-not-found"),
  FLOW_NEEDS_FORM("flow-needs-form"),
  FLOW_NO_CASES("flow-no-cases"),
  FLOW_NO_CONDITION("flow-no-condition"),
  FLOW_NO_LANES("flow-no-lanes"),
  FLOW_NO_SECRET("flow-no-secret", 1),
  FLOW_NO_SUBMITTER("flow-no-submitter"),
  FLOW_NO_WITHDRAWING("flow-no-withdrawing"),
  FLOW_NO_WHERE("flow-no-where", 1),
  FLOW_NOBODY_NAMED("flow-nobody-named"),
  FLOW_NOBODY_TO_URGE("flow-nobody-to-urge"),
  FLOW_NOT_A_DATE("flow-not-a-date", 1),
  FLOW_NOT_A_DELAY("flow-not-a-delay", 1),
  FLOW_NOT_A_TIME("flow-not-a-time", 1),
  FLOW_NOT_FOUND("flow-not-found", 2),
  FLOW_NOT_INTO("flow-not-into", 1),
  FLOW_NOT_NOW("flow-not-now"),
  FLOW_NOT_OVER("flow-not-over"),
  FLOW_NOT_PASSED("flow-not-passed", 1),
  FLOW_NOT_STARTABLE("flow-not-startable"),
  FLOW_NOT_STUCK("flow-not-stuck"),
  FLOW_NOT_YOURS("flow-not-yours"),
  FLOW_OTHER_TYPE("flow-other-type", 2),
  FLOW_OVER("flow-over"),
  FLOW_STEP_GONE("flow-step-gone", 1),
  FLOW_SERVER_OPEN("flow-server-open"),
  FLOW_STEP_TWICE("flow-step-twice", 1),
  FLOW_TIME_BEFORE("flow-time-before", 1),
  FLOW_TOO_DEEP("flow-too-deep", 1),
  FLOW_TOO_MANY_STEPS("flow-too-many-steps", 1),
  FLOW_UNKNOWN_STAGE("flow-unknown-stage", 1),
  FLOW_UNKNOWN_STEP("flow-unknown-step", 2),
  FLOW_UNKNOWN_VARIABLE("flow-unknown-variable", 1),
  FLOW_URGED_LATELY("flow-urged-lately", 1),
  FLOW_VARIABLE_IS_FIELD("flow-variable-is-field", 1),
  FLOW_VARIABLE_TWICE("flow-variable-twice"),
  FLOW_WAIT_ONE("flow-wait-one"),
  FLOW_WENT_ON("flow-went-on"),
  FLOW_WHERE_NEEDS_FORM("flow-where-needs-form"),
  FLOW_ZONE("flow-zone", 1),
  NOT_A_SIGNATURE("not-a-signature"),
  RECORD_APPROVED("record-approved", 1),
  RECORD_IN_APPROVAL("record-in-approval", 2),
  RECORD_MOVE_OF_FLOW("record-move-of-flow", 2),
  RECORD_STAGE_OF_FLOW("record-stage-of-flow", 1),
  RECORD_UNLOCK_REASON("record-unlock-reason"),
  TASK_ACTION_NOT_OFFERED("task-action-not-offered"),
  TASK_NOBODY("task-nobody"),
  TASK_NOT_FOUND("task-not-found"),
  TASK_NOT_YOURS("task-not-yours"),
  TASK_OTHER_KIND("task-other-kind"),
  TASK_OVER("task-over"),
  TASK_OVER_AT("task-over-at", 1),
  TASK_OVER_BY("task-over-by", 2),
  TASK_RECORD_GONE("task-record-gone", 1),
  TASK_SUBMITTER("task-submitter");

  /** Where the sentences of flows are. */
  public static final String BUNDLE = "dev.formwork.workflow.messages";

  private final String code;
  private final int arguments;

  FlowProblem(String code) {
    this(code, 0);
  }

  FlowProblem(String code, int arguments) {
    this.code = code;
    this.arguments = arguments;
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public int arguments() {
    return arguments;
  }

  @Override
  public String bundle() {
    return BUNDLE;
  }
}
