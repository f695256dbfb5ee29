package dev.formwork.core.expression.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Cuts the text of an expression into tokens. */
final class Lexer {

  /**
   * Longer than any formula people write, short enough that nothing downstream can be made slow
   * with it.
   */
  static final int MAX_LENGTH = 10_000;

  private static final int MAX_DIGITS = 60;
  private static final Set<String> KEYWORDS =
      Set.of("AND", "OR", "NOT", "IN", "CONTAINS", "BETWEEN", "LIKE", "TRUE", "FALSE", "EMPTY");
  private static final String SYMBOLS = "=<>+-*/%^&(),.";

  private final String source;
  private final List<Lexeme> tokens = new ArrayList<>();
  private int at;

  private Lexer(String source) {
    this.source = source;
  }

  static List<Lexeme> tokens(String source) {
    if (source.length() > MAX_LENGTH) {
      throw new ExpressionProblemException(MAX_LENGTH, ExpressionProblemCode.TOO_LONG, MAX_LENGTH);
    }
    return new Lexer(source).run();
  }

  private List<Lexeme> run() {
    while (at < source.length()) {
      char c = source.charAt(at);
      if (Character.isWhitespace(c)) {
        at++;
      } else if (isDigit(c)) {
        number();
      } else if (c == '"') {
        text();
      } else if (c == '{') {
        quotedName();
      } else if (Character.isLetter(source.codePointAt(at)) || c == '_') {
        name();
      } else {
        symbol(c);
      }
    }
    tokens.add(new Lexeme(Lexeme.Kind.END, "", source.length()));
    return tokens;
  }

  private void number() {
    int start = at;
    digits();
    if (at + 1 < source.length() && source.charAt(at) == '.' && isDigit(source.charAt(at + 1))) {
      at++;
      digits();
    }
    if (at - start > MAX_DIGITS) {
      throw new ExpressionProblemException(
          start, ExpressionProblemCode.NUMBER_TOO_LONG, MAX_DIGITS);
    }
    add(Lexeme.Kind.NUMBER, source.substring(start, at), start);
  }

  private void digits() {
    while (at < source.length() && isDigit(source.charAt(at))) {
      at++;
    }
  }

  private void text() {
    int start = at++;
    var text = new StringBuilder();
    while (at < source.length()) {
      char c = source.charAt(at++);
      if (c != '"') {
        text.append(c);
      } else if (at < source.length() && source.charAt(at) == '"') {
        text.append('"');
        at++;
      } else {
        add(Lexeme.Kind.TEXT, text.toString(), start);
        return;
      }
    }
    throw new ExpressionProblemException(start, ExpressionProblemCode.TEXT_NOT_CLOSED);
  }

  private void quotedName() {
    int start = at;
    int end = source.indexOf('}', at);
    if (end < 0) {
      throw new ExpressionProblemException(start, ExpressionProblemCode.NAME_NOT_CLOSED);
    }
    at = end + 1;
    add(Lexeme.Kind.QUOTED_NAME, source.substring(start + 1, end).strip(), start);
  }

  private void name() {
    int start = at;
    while (at < source.length() && isNamePart(source.codePointAt(at))) {
      at += Character.charCount(source.codePointAt(at));
    }
    var name = source.substring(start, at);
    var upper = name.toUpperCase(Locale.ROOT);
    boolean keyword =
        KEYWORDS.contains(upper)
            && !(upper.equals("NOT") && at < source.length() && source.charAt(at) == '.');
    add(keyword ? Lexeme.Kind.KEYWORD : Lexeme.Kind.NAME, keyword ? upper : name, start);
  }

  private void symbol(char c) {
    var two = source.substring(at, Math.min(at + 2, source.length()));
    if (two.equals("<>") || two.equals("<=") || two.equals(">=")) {
      add(Lexeme.Kind.SYMBOL, two, at);
      at += 2;
    } else if (SYMBOLS.indexOf(c) >= 0) {
      add(Lexeme.Kind.SYMBOL, String.valueOf(c), at);
      at++;
    } else {
      throw new ExpressionProblemException(
          at,
          ExpressionProblemCode.UNEXPECTED_CHARACTER,
          new String(Character.toChars(source.codePointAt(at))));
    }
  }

  private void add(Lexeme.Kind kind, String text, int position) {
    tokens.add(new Lexeme(kind, text, position));
  }

  private static boolean isNamePart(int c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
