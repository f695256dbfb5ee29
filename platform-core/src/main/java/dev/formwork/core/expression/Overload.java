package dev.formwork.core.expression;

import dev.formwork.core.expression.value.ValueType;
import java.util.List;

/**
 * One way to call a function.
 *
 * @param result its type; null: that of the parameters marked as the same
 * @param sql null: there is no SQL that means the same
 */
public record Overload(
    List<Parameter> parameters, ValueType result, FunctionBody body, SqlTemplate sql) {

  int required() {
    return (int) parameters.stream().filter(parameter -> !parameter.optional()).count();
  }

  boolean takes(int count) {
    if (count <= parameters.size()) {
      return count >= required();
    }
    return repeating() > 0 && (count - parameters.size()) % repeating() == 0;
  }

  /** How many parameters at the end are repeated together. */
  private int repeating() {
    return (int) parameters.stream().filter(Parameter::repeated).count();
  }

  /** What stands at a place; the last parameters may be repeated. */
  Parameter parameter(int place) {
    int size = parameters.size();
    return parameters.get(place < size ? place : size - repeating() + (place - size) % repeating());
  }
}
