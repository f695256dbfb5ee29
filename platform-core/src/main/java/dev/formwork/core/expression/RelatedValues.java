package dev.formwork.core.expression;

/** What was found in other forms for one record, before its expressions are worked out. */
@FunctionalInterface
public interface RelatedValues {

  /** The value of one question; null when empty. */
  Object of(Expression.Related question);
}
