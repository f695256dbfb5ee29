package dev.formwork.core.expression.syntax;

/** Operators with one operand. */
public enum UnaryOperator {
  NOT,
  MINUS
}
