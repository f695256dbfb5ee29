package dev.formwork.core.expression;

import java.util.List;

/** A function of the language: one declaration says everything about it. */
public sealed interface ExpressionFunction
    permits ScalarFunction, AggregateFunction, SubqueryFunction {

  /** In capitals, as it is stored. */
  String name();

  FunctionCategory family();

  FunctionHelp help();

  /** How it is called, for people: {@code ROUND(number, digits)}. */
  List<String> signatures();

  /** Whether lists, filters and permissions may use it. */
  boolean hasSql();
}
