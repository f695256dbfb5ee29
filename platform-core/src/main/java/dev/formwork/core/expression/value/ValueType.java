package dev.formwork.core.expression.value;

import dev.formwork.core.problem.MessageKeyArgument;

/** What a value is. {@code NOTHING} is the type of {@code EMPTY} and fits everywhere. */
public enum ValueType implements MessageKeyArgument {
  NOTHING("text"),
  TEXT("text"),
  NUMBER("numeric"),
  BOOLEAN("boolean"),
  DATE("date"),
  DATE_TIME("timestamptz"),
  TIME("time"),
  MEMBER("uuid"),
  DEPARTMENT("uuid"),
  RECORD("uuid"),
  TEXTS("text[]"),
  NUMBERS("numeric[]"),
  DATES("date[]"),
  MOMENTS("timestamptz[]"),
  ROWS("text");

  private final String cast;

  ValueType(String cast) {
    this.cast = cast;
  }

  /** The PostgreSQL type, as written behind {@code ::}. */
  public String cast() {
    return cast;
  }

  @Override
  public String messageKey() {
    return "type." + name();
  }

  public boolean fits(ValueType wanted) {
    return this == wanted || this == NOTHING || wanted == NOTHING;
  }

  public boolean isList() {
    return switch (this) {
      case TEXTS, NUMBERS, DATES, MOMENTS -> true;
      case NOTHING,
          TEXT,
          NUMBER,
          BOOLEAN,
          DATE,
          DATE_TIME,
          TIME,
          MEMBER,
          DEPARTMENT,
          RECORD,
          ROWS ->
          false;
    };
  }

  /** Of what this is a list; itself unless it is one. */
  public ValueType element() {
    return switch (this) {
      case TEXTS -> TEXT;
      case NUMBERS -> NUMBER;
      case DATES -> DATE;
      case MOMENTS -> DATE_TIME;
      case NOTHING,
          TEXT,
          NUMBER,
          BOOLEAN,
          DATE,
          DATE_TIME,
          TIME,
          MEMBER,
          DEPARTMENT,
          RECORD,
          ROWS ->
          this;
    };
  }

  /** The list of these; null when the language has no such list. */
  public ValueType list() {
    return switch (this) {
      case TEXT, NOTHING -> TEXTS;
      case NUMBER -> NUMBERS;
      case DATE -> DATES;
      case DATE_TIME -> MOMENTS;
      case BOOLEAN, TIME, MEMBER, DEPARTMENT, RECORD, TEXTS, NUMBERS, DATES, MOMENTS, ROWS -> null;
    };
  }

  /** Whether values have an order, so that there is a smallest one. */
  public boolean isOrdered() {
    return switch (this) {
      case TEXT, NUMBER, DATE, DATE_TIME, TIME, NOTHING -> true;
      case BOOLEAN, MEMBER, DEPARTMENT, RECORD, TEXTS, NUMBERS, DATES, MOMENTS, ROWS -> false;
    };
  }
}
