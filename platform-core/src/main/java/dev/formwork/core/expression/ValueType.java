package dev.formwork.core.expression;

/** What a value is. {@code NOTHING} is the type of {@code EMPTY} and fits everywhere. */
public enum ValueType {
  NOTHING,
  TEXT,
  NUMBER,
  BOOLEAN,
  DATE,
  DATE_TIME,
  MEMBER,
  RECORD,
  TEXTS,
  ROWS;

  boolean fits(ValueType wanted) {
    return this == wanted || this == NOTHING || wanted == NOTHING;
  }
}
