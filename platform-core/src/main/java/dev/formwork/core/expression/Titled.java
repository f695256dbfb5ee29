package dev.formwork.core.expression;

import java.util.UUID;

/** A record someone looks at from outside: its id, and what it is called. */
public interface Titled {

  UUID id();

  /** Nullable: not loaded or nameless. */
  String title();
}
