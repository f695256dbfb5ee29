package dev.formwork.core.expression;

import static dev.formwork.core.expression.ValueType.BOOLEAN;
import static dev.formwork.core.expression.ValueType.DATE_TIME;
import static dev.formwork.core.expression.ValueType.MEMBER;
import static dev.formwork.core.expression.ValueType.NOTHING;
import static dev.formwork.core.expression.ValueType.NUMBER;
import static dev.formwork.core.expression.ValueType.TEXT;

import java.util.List;

/**
 * The scalar functions: signature here, meaning in {@link Evaluator} and {@link SqlCompiler}, help
 * in the message bundles.
 */
public enum Function {
  IF(NOTHING, List.of(BOOLEAN, NOTHING, NOTHING), 2),
  DEFAULT(NOTHING, List.of(NOTHING, NOTHING), 2),
  ISEMPTY(BOOLEAN, List.of(NOTHING), 1),
  ROUND(NUMBER, List.of(NUMBER, NUMBER), 1),
  ABS(NUMBER, List.of(NUMBER), 1),
  LEN(NUMBER, List.of(TEXT), 1),
  UPPER(TEXT, List.of(TEXT), 1),
  LOWER(TEXT, List.of(TEXT), 1),
  TRIM(TEXT, List.of(TEXT), 1),
  TODAY(ValueType.DATE, List.of(), 0),
  NOW(DATE_TIME, List.of(), 0),
  DATE(ValueType.DATE, List.of(TEXT), 1),
  ADDDAYS(ValueType.DATE, List.of(ValueType.DATE, NUMBER), 2),
  DAYS(NUMBER, List.of(ValueType.DATE, ValueType.DATE), 2),
  YEAR(NUMBER, List.of(ValueType.DATE), 1),
  MONTH(NUMBER, List.of(ValueType.DATE), 1),
  ME(MEMBER, List.of(), 0);

  private final ValueType result;
  private final List<ValueType> parameters;
  private final int required;

  /**
   * NOTHING as a result means: the common type of the arguments behind the condition; as a
   * parameter: anything.
   */
  Function(ValueType result, List<ValueType> parameters, int required) {
    this.result = result;
    this.parameters = parameters;
    this.required = required;
  }

  ValueType result() {
    return result;
  }

  public List<ValueType> parameters() {
    return parameters;
  }

  public int required() {
    return required;
  }
}
