package dev.formwork.workflow.definition;

/** A text is no length of time, or one of more than ten years. */
public final class NotADelayException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String text;

  NotADelayException(String text) {
    super("Not a length of time up to ten years, such as P2D, P1M or PT4H: " + text);
    this.text = text;
  }

  /** As it was written. */
  public String text() {
    return text;
  }
}
