package dev.formwork.ui.flow.design.input;

/**
 * What an input of the flow designer stands for: the value it began with, or the last valid one
 * that was entered.
 */
public final class Input<V> {

  private V value;
  private boolean rebuilds;

  Input(V value) {
    this.value = value;
  }

  public V value() {
    return value;
  }

  void set(V changed) {
    value = changed;
  }

  /** A change of it makes the panel anew: other inputs are needed then. */
  public Input<V> rebuilding() {
    rebuilds = true;
    return this;
  }

  boolean rebuilds() {
    return rebuilds;
  }
}
