package dev.formwork.core.expression;

/** Under which heading a function is found. */
public enum FunctionCategory {
  LOGIC,
  TEXT,
  NUMBER,
  LIST,
  DATE,
  PEOPLE,
  RECORD,
  FINANCE,
  SYSTEM,
  /** Those a team wrote for itself, in JavaScript. */
  CUSTOM
}
