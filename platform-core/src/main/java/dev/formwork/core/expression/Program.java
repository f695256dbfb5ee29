package dev.formwork.core.expression;

import dev.formwork.core.expression.value.LinkedRecord;

/** An expression compiled for the JVM. Pure: the same scope gives the same value. */
@FunctionalInterface
public interface Program {

  /**
   * The value: a BigDecimal, String, Boolean, LocalDate, OffsetDateTime, UUID, {@link
   * LinkedRecord}, list of these, or null for empty.
   */
  Object run(EvaluationContext evaluationContext);
}
