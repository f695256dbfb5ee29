package dev.formwork.ui.field.input;

/** An input that keeps what was typed when it is no value; its value is empty meanwhile. */
public interface TypedInput {

  /** Null when all that was typed could be read. */
  Unread unread();

  /** Shows a text as if somebody had typed it and gone on. */
  void type(String text);

  /**
   * Tells when what was typed makes a difference without changing the value as a client does it: it
   * could not be read, it no longer stands there, or the server found the value for it.
   */
  void onTyped(Runnable listener);

  /**
   * Whether whoever types has gone on to something else, so that it can be told that it is wrong.
   */
  default boolean isSettled() {
    return true;
  }
}
