package dev.formwork.designer.explain;

/** Something cannot be explained; the message says why, to whoever asked. */
final class NotExplainedException extends Exception {

  private static final long serialVersionUID = 1L;

  NotExplainedException(String message) {
    super(message);
  }
}
