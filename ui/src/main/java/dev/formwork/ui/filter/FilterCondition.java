package dev.formwork.ui.filter;

import dev.formwork.core.field.Field;

/**
 * One condition of a filter.
 *
 * @param label as a chip shows it
 * @param expression in the expression language
 */
public record FilterCondition(Field field, String label, String expression) {

  /** A text as a literal of the language. */
  public static String literal(String text) {
    return "\"" + text.replace("\"", "\"\"") + "\"";
  }
}
