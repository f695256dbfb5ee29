package dev.formwork.workflow.engine;

import java.util.List;

/**
 * An event that an instance, as it stands, does not take; nothing changes.
 *
 * <p>Travels as an exception within a decision and becomes a refusal at the edge.
 */
public final class Refused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;
  private final transient List<Object> arguments;

  Refused(String code, Object... arguments) {
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
