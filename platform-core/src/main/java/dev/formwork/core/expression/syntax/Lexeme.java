package dev.formwork.core.expression.syntax;

/**
 * One word of an expression.
 *
 * @param text as meant: a text literal without its quotes, a keyword in upper case
 * @param position of its first character in the source, from 0
 */
record Lexeme(Kind kind, String text, int position) {

  enum Kind {
    NUMBER,
    TEXT,
    NAME,
    QUOTED_NAME,
    KEYWORD,
    SYMBOL,
    END
  }

  boolean is(String symbolOrKeyword) {
    return (kind == Kind.SYMBOL || kind == Kind.KEYWORD) && text.equals(symbolOrKeyword);
  }
}
