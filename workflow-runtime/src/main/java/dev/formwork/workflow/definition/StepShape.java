package dev.formwork.workflow.definition;

/** What a step is in drawings, in the words of BPMN. */
public enum StepShape {
  USER_TASK,
  SEND_TASK,
  SERVICE_TASK,
  SCRIPT_TASK,
  CALL_ACTIVITY,
  /** A frame around steps that are passed again and again. */
  SUB_PROCESS,
  CATCH_EVENT,
  END_EVENT,
  /** A gateway that opens ways, and one that joins them. */
  GATEWAYS
}
