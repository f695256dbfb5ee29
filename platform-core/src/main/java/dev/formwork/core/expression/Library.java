package dev.formwork.core.expression;

import java.util.Collection;
import java.util.Optional;

/** The functions an expression may call. */
public interface Library {

  /** By its name in capitals. */
  Optional<Function> named(String name);

  Collection<Function> all();
}
