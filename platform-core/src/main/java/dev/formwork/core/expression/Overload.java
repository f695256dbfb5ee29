package dev.formwork.core.expression;

import dev.formwork.core.expression.value.ValueType;
import java.util.List;

/**
 * One way to call a function.
 *
 * @param result its type; null: that of the parameters marked as the same
 * @param sql null: there is no SQL that means the same
 * @param closing what may stand alone behind the repeated ones; null: nothing
 */
public record Overload(
    List<Parameter> parameters,
    ValueType result,
    FunctionBody body,
    SqlTemplate sql,
    Parameter closing) {

  public Overload(
      List<Parameter> parameters, ValueType result, FunctionBody body, SqlTemplate sql) {
    this(parameters, result, body, sql, null);
  }

  int required() {
    return (int) parameters.stream().filter(parameter -> !parameter.optional()).count();
  }

  boolean takes(int count) {
    if (count <= parameters.size()) {
      return count >= required();
    }
    int behind = repeating() == 0 ? -1 : (count - parameters.size()) % repeating();
    return behind == 0 || behind == 1 && closing != null;
  }

  /** How many parameters at the end are repeated together. */
  private int repeating() {
    return (int) parameters.stream().filter(Parameter::repeated).count();
  }

  /** What stands at a place of so many; the last parameters may be repeated. */
  Parameter parameter(int place, int count) {
    int size = parameters.size();
    if (place < size) {
      return parameters.get(place);
    }
    boolean closes = closing != null && place == count - 1 && (count - size) % repeating() == 1;
    return closes ? closing : parameters.get(size - repeating() + (place - size) % repeating());
  }
}
