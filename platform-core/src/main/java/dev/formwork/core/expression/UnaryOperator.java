package dev.formwork.core.expression;

/** Operators with one operand. */
public enum UnaryOperator {
  NOT,
  MINUS
}
