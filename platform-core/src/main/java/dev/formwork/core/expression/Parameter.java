package dev.formwork.core.expression;

import dev.formwork.core.expression.value.ValueType;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a function wants at one place.
 *
 * @param types it takes; empty: any
 * @param same all parameters with this mark are of one type, which may also be the result's
 * @param optional may be left out; {@code fallback} stands in for it
 * @param fallback null: empty
 * @param repeated the last one only: any number of them, at least one
 * @param literal what the written text must satisfy; null unless it must be written out
 * @param option compared with the first value: of a field with options, one of them
 * @param examples of what may be written out, for whoever wrote something else; null: none
 */
public record Parameter(
    String name,
    Set<ValueType> types,
    boolean same,
    boolean optional,
    Object fallback,
    boolean repeated,
    Predicate<String> literal,
    String examples,
    boolean option) {

  public static Parameter of(String name, ValueType... types) {
    return new Parameter(name, Set.of(types), false, false, null, false, null, null, false);
  }

  /** Takes anything. */
  public static Parameter any(String name) {
    return of(name);
  }

  /** Takes anything, but all such parameters the same. */
  public static Parameter same(String name) {
    return new Parameter(name, Set.of(), true, false, null, false, null, null, false);
  }

  /** A text that is written out, so that it is checked before it is used. */
  public static Parameter literal(String name, Predicate<String> valid) {
    return literal(name, valid, null);
  }

  /** The same, with examples of what may stand there. */
  public static Parameter literal(String name, Predicate<String> valid, String examples) {
    return new Parameter(
        name, Set.of(ValueType.TEXT), false, false, null, false, valid, examples, false);
  }

  public Parameter or(Object otherwise) {
    return new Parameter(name, types, same, true, otherwise, repeated, literal, examples, option);
  }

  public Parameter repeat() {
    return new Parameter(name, types, same, optional, fallback, true, literal, examples, option);
  }

  /** Compared with the first value. */
  public Parameter asOption() {
    return new Parameter(name, types, same, optional, fallback, repeated, literal, examples, true);
  }

  /** The type an empty argument is given; nothing when several are possible. */
  ValueType onlyType() {
    return types.size() == 1 ? types.iterator().next() : ValueType.NOTHING;
  }

  boolean takes(ValueType type) {
    return types.isEmpty() || type == ValueType.NOTHING || types.contains(type);
  }
}
