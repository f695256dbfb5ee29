package dev.formwork.workflow.engine;

/** The state of an instance. */
public enum InstanceStatus {
  RUNNING,
  /** Ended by itself. */
  DONE,
  REJECTED,
  WITHDRAWN,
  TERMINATED,
  /** Stands still at a step that failed, until someone retries it. */
  FAILED;

  public boolean isOver() {
    return switch (this) {
      case RUNNING, FAILED -> false;
      case DONE, REJECTED, WITHDRAWN, TERMINATED -> true;
    };
  }
}
