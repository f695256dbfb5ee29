package dev.formwork.core.expression;

import java.util.UUID;

/** A record someone looks at from outside: its id, what it is called, and what was asked of it. */
public interface Titled {

  UUID id();

  /** Nullable: not loaded or nameless. */
  String title();

  /** The value of one of its fields, if it was loaded for that; null when empty. */
  default Object seen(String key) {
    return null;
  }
}
