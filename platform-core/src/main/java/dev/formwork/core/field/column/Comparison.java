package dev.formwork.core.field.column;

import java.util.List;

/** Comparisons that filters offer; what each means depends on the type of the field. */
public enum Comparison {
  IS("="),
  IS_NOT("="),
  CONTAINS("CONTAINS"),
  AT_LEAST(">="),
  AT_MOST("<="),
  EMPTY("="),
  NOT_EMPTY("<>");

  /** Of values that are the same or not. */
  static final List<Comparison> SAME = List.of(IS, IS_NOT, EMPTY, NOT_EMPTY);

  /** Of values with an order. */
  static final List<Comparison> ORDERED = List.of(AT_LEAST, AT_MOST, IS, EMPTY, NOT_EMPTY);

  /** Of keys of a list, of which a part says nothing. */
  public static List<Comparison> ofListed(ColumnType column) {
    return column.comparisons().stream().filter(one -> one != CONTAINS).toList();
  }

  private final String operator;

  Comparison(String operator) {
    this.operator = operator;
  }

  /** Whether it compares with something, rather than asking whether there is a value. */
  public boolean needsValue() {
    return this != EMPTY && this != NOT_EMPTY;
  }

  /**
   * The condition in the expression language.
   *
   * @param key of the field
   * @param literal compared with, as {@link ColumnType#literal} writes it; null unless it needs one
   */
  public String expression(String key, String literal) {
    var condition = key + " " + operator + " " + (needsValue() ? literal : "EMPTY");
    return this == IS_NOT ? "NOT (" + condition + ")" : condition;
  }
}
