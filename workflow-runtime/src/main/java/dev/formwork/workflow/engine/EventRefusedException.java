package dev.formwork.workflow.engine;

import java.util.List;

/**
 * An event that the instance does not accept in its present state. Nothing changes. Becomes a
 * refusal for the user at the edge.
 */
public final class EventRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;
  private final transient List<Object> arguments;

  EventRefusedException(String code, Object... arguments) {
    super(code, null, false, false);
    this.code = code;
    this.arguments = List.of(arguments);
  }

  /** Of the sentence for people. */
  public String code() {
    return code;
  }

  public List<Object> arguments() {
    return arguments;
  }
}
