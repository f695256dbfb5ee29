package dev.formwork.workflow.engine;

import dev.formwork.core.problem.ProblemCode;
import java.util.List;

/**
 * An event that the instance does not accept in its present state. Nothing changes. Becomes a
 * refusal for the user at the edge.
 */
public final class EventRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient ProblemCode code;
  private final transient List<Object> arguments;

  EventRefusedException(ProblemCode code, Object... arguments) {
    super(code.code(), null, false, false);
    this.code = code;
    this.arguments = List.of(arguments);
  }

  /** What is wrong, for people. */
  public ProblemCode type() {
    return code;
  }

  public List<Object> arguments() {
    return arguments;
  }
}
