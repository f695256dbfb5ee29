package dev.formwork.ui.bench;

import java.util.Locale;

/** What the servers are asked for, in the order it is measured: writing makes the table grow. */
enum Load {
  READ(0.6),
  LIST(0.7),
  CHANGE(0.4),
  CREATE(0.45);

  /** The part of a hand-written handler's requests that the generated endpoint shall answer. */
  private final double aim;

  Load(double aim) {
    this.aim = aim;
  }

  String aim() {
    return Double.toString(aim);
  }

  /** As figures name it. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
