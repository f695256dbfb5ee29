package dev.formwork.core.expression.function;

/** Texts written into SQL, for those that are checked patterns of formulas and not values. */
final class SqlText {

  private SqlText() {}

  /** As a literal, whatever is in it; independent of how the server reads backslashes. */
  static String quoted(String text) {
    return text.indexOf('\\') < 0
        ? "'" + text.replace("'", "''") + "'"
        : "E'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
  }
}
