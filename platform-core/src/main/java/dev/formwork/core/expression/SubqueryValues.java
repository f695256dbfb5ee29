package dev.formwork.core.expression;

/** The results of a record's subqueries, loaded before its expressions are evaluated. */
@FunctionalInterface
public interface SubqueryValues {

  /** The value of one question; null when empty. */
  Object of(Expression.Subquery question);
}
