package dev.formwork.core.expression;

import java.util.List;

/**
 * One way to call a function.
 *
 * @param result its type; null: that of the parameters marked as the same
 * @param sql null: there is no SQL that means the same
 */
public record Overload(List<Parameter> parameters, ValueType result, Body body, SqlForm sql) {

  int required() {
    return (int) parameters.stream().filter(parameter -> !parameter.optional()).count();
  }

  boolean takes(int count) {
    return count >= required()
        && (count <= parameters.size() || !parameters.isEmpty() && parameters.getLast().repeated());
  }

  /** What stands at a place; the last parameter may be repeated. */
  Parameter parameter(int place) {
    return parameters.get(Math.min(place, parameters.size() - 1));
  }
}
