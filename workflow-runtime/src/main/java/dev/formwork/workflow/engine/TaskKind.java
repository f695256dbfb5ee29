package dev.formwork.workflow.engine;

/** What someone is asked for. */
public enum TaskKind {
  APPROVE,
  FILL,
  /** To mend what came back, and submit it again. */
  REVISE,
  OPINION
}
