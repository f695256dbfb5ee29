package dev.formwork.core.expression;

import java.util.Collection;
import java.util.Optional;

/** The functions an expression may call. */
public interface FunctionLibrary {

  /** By its name in capitals. */
  Optional<ExpressionFunction> named(String name);

  Collection<ExpressionFunction> all();
}
