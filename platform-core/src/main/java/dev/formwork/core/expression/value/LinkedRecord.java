package dev.formwork.core.expression.value;

import java.util.UUID;

/** A record that another one refers to: its id, its title, and the values read from it. */
public interface LinkedRecord {

  UUID id();

  /** Nullable: not loaded or nameless. */
  String title();

  /** The value of one of its fields, if it was loaded for that; null when empty. */
  default Object seen(String key) {
    return null;
  }
}
