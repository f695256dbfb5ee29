package dev.formwork.core.expression.value;

/** Text order as PostgreSQL has it under the collation "C": by code point, not by UTF-16 unit. */
final class CodePointOrder {

  private CodePointOrder() {}

  static int compare(String left, String right) {
    int length = Math.min(left.length(), right.length());
    for (int i = 0; i < length; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        boolean bothSame = Character.isSurrogate(a) == Character.isSurrogate(b);
        return bothSame ? Character.compare(a, b) : Character.isSurrogate(a) ? 1 : -1;
      }
    }
    return Integer.compare(left.length(), right.length());
  }
}
