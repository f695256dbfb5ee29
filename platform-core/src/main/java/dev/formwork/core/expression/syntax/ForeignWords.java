package dev.formwork.core.expression.syntax;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Words of other languages where an operator or a value stands here, and what to write. */
public final class ForeignWords {

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("IS", "= EMPTY"),
          Map.entry("MOD", "%"),
          Map.entry("DIV", "QUOTIENT(number, divisor)"),
          Map.entry("XOR", "XOR(condition, other)"),
          Map.entry("EQ", "="),
          Map.entry("NE", "<>"),
          Map.entry("GT", ">"),
          Map.entry("GE", ">="),
          Map.entry("LT", "<"),
          Map.entry("LE", "<="),
          Map.entry("THEN", "IF(condition, then, else)"),
          Map.entry("并且", "AND"),
          Map.entry("且", "AND"),
          Map.entry("或者", "OR"),
          Map.entry("或", "OR"),
          Map.entry("等于", "="),
          Map.entry("不等于", "<>"),
          Map.entry("大于", ">"),
          Map.entry("小于", "<"),
          Map.entry("包含", "CONTAINS"));

  private static final Map<String, String> VALUES =
      Map.of(
          "NULL", "EMPTY", "NIL", "EMPTY", "NONE", "EMPTY", "BLANK", "EMPTY", "空", "EMPTY", "YES",
          "TRUE", "NO", "FALSE", "是", "TRUE", "否", "FALSE");

  private static final Map<String, String> OPERATORS =
      Map.of(
          "CONTAINS", "text CONTAINS \"part\"",
          "IN", "value IN (\"a\", \"b\")",
          "LIKE", "text LIKE \"a%\"",
          "BETWEEN", "value BETWEEN low AND high");

  private ForeignWords() {}

  /** For a word where an operator is expected. */
  static Optional<String> forWord(String word) {
    return Optional.ofNullable(WORDS.get(word.toUpperCase(Locale.ROOT)));
  }

  /** For an operator that was called like a function. */
  static Optional<String> forOperator(String keyword) {
    return Optional.ofNullable(OPERATORS.get(keyword));
  }

  /** For a name that is no field. */
  public static Optional<String> forValue(String name) {
    return Optional.ofNullable(VALUES.get(name.toUpperCase(Locale.ROOT)));
  }
}
