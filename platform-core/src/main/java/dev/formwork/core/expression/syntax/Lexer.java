package dev.formwork.core.expression.syntax;

import dev.formwork.core.expression.value.FullWidth;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Cuts the text of an expression into tokens. Signs of full width, curly quotes and the operators
 * of other languages that can mean only one thing are taken for what they stand for.
 */
final class Lexer {

  /**
   * Longer than any formula people write, short enough that nothing downstream can be made slow
   * with it.
   */
  static final int MAX_LENGTH = 10_000;

  private static final int MAX_DIGITS = 60;
  private static final Pattern POWER = Pattern.compile("[eE][+-]?[0-9]{1,2}(?![\\p{L}\\p{Nd}_.])");
  private static final Set<String> KEYWORDS =
      Set.of("AND", "OR", "NOT", "IN", "CONTAINS", "BETWEEN", "LIKE", "TRUE", "FALSE", "EMPTY");
  private static final String SYMBOLS = "=<>+-*/%^&(),.";

  /** How operators of two signs are written here; the others have no meaning. */
  private static final Map<String, String> PAIRS =
      Map.of(
          "<>", "<>", "<=", "<=", ">=", ">=", "==", "=", "!=", "<>", "&&", "AND", "||", "OR", "**",
          "^");

  /** Turned round, these can mean only one thing. */
  private static final Map<String, String> TURNED = Map.of("=>", ">=", "=<", "<=");

  /** What to write for signs that mean something elsewhere. */
  private static final Map<Character, String> INSTEAD =
      Map.ofEntries(
          Map.entry('!', "NOT"),
          Map.entry('?', "IF(condition, then, else)"),
          Map.entry(':', "SUM(lines.amount)"),
          Map.entry('[', "(\"a\", \"b\")"),
          Map.entry('`', "\"text\""),
          Map.entry('「', "\"text\""),
          Map.entry('《', "\"text\""),
          Map.entry('\\', "\"\""),
          Map.entry('$', "amount"),
          Map.entry('@', "amount"),
          Map.entry('~', "REGEXMATCH(text, \"pattern\")"));

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
      char c = FullWidth.narrow(source.charAt(at));
      if (FullWidth.isSpace(c)) {
        at++;
      } else if (isDigit(c) || isFraction(c)) {
        number();
      } else if (c == '"' || c == '\'') {
        text();
      } else if (c == '{') {
        quotedName();
      } else if (c == '=' && tokens.isEmpty()) {
        // As every formula of a spreadsheet begins.
        at++;
      } else if (Character.isLetter(source.codePointAt(at)) || c == '_') {
        name();
      } else {
        symbol(c);
      }
    }
    tokens.add(new Lexeme(Lexeme.Kind.END, "", source.length()));
    return tokens;
  }

  /** A number that begins with its point, as in {@code .5}; behind a name, a point goes on. */
  private boolean isFraction(char c) {
    return c == '.'
        && isDigitAt(at + 1)
        && (tokens.isEmpty()
            || switch (tokens.getLast().kind()) {
              case NAME, QUOTED_NAME -> false;
              case NUMBER, TEXT, KEYWORD, SYMBOL, END -> true;
            });
  }

  private void number() {
    int start = at;
    digits();
    if (at + 1 < source.length()
        && FullWidth.narrow(source.charAt(at)) == '.'
        && isDigitAt(at + 1)) {
      at++;
      digits();
    }
    exponent();
    var number = FullWidth.narrow(source.substring(start, at));
    if (at - start > MAX_DIGITS || new BigDecimal(number).toPlainString().length() > MAX_DIGITS) {
      throw new ExpressionProblemException(
          start, ExpressionProblemCode.NUMBER_TOO_LONG, MAX_DIGITS);
    }
    add(Lexeme.Kind.NUMBER, number, start);
  }

  /** The power of ten of a number, as in {@code 1.5e3}. */
  private void exponent() {
    var power = POWER.matcher(source).region(at, source.length());
    if (power.lookingAt()) {
      at = power.end();
    }
  }

  private void digits() {
    while (isDigitAt(at)) {
      at++;
    }
  }

  private void text() {
    int start = at++;
    var ends = ends(source.charAt(start));
    var text = new StringBuilder();
    while (at < source.length()) {
      char c = source.charAt(at++);
      if (c == '\0') {
        // PostgreSQL takes it in no text.
        at--;
        throw unexpected(c);
      } else if (ends.indexOf(c) < 0) {
        text.append(c);
      } else if (at < source.length() && source.charAt(at) == c && !isCurly(c)) {
        text.append(c);
        at++;
      } else {
        add(Lexeme.Kind.TEXT, text.toString(), start);
        return;
      }
    }
    throw new ExpressionProblemException(start, ExpressionProblemCode.TEXT_NOT_CLOSED);
  }

  /** What closes a text. One opened by a curly quote may hold straight ones. */
  private String ends(char open) {
    if (!isCurly(open)) {
      return String.valueOf(open);
    }
    var curly = FullWidth.narrow(open) == '"' ? "“”" : "‘’";
    boolean closed = curly.chars().anyMatch(quote -> source.indexOf(quote, at) >= 0);
    return closed ? curly : String.valueOf(FullWidth.narrow(open));
  }

  private static boolean isCurly(char quote) {
    return "“”‘’".indexOf(quote) >= 0;
  }

  private void quotedName() {
    int start = at;
    int end = source.indexOf(source.charAt(at) == '{' ? '}' : '｝', at);
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
    var upper = FullWidth.narrow(name).toUpperCase(Locale.ROOT);
    boolean keyword =
        KEYWORDS.contains(upper)
            && !(upper.equals("NOT") && at < source.length() && source.charAt(at) == '.');
    add(keyword ? Lexeme.Kind.KEYWORD : Lexeme.Kind.NAME, keyword ? upper : name, start);
  }

  private void symbol(char c) {
    var written = FullWidth.narrow(source.substring(at, Math.min(at + 2, source.length())));
    var pair = PAIRS.getOrDefault(written, TURNED.get(written));
    if (pair != null) {
      operator(pair, 2);
      return;
    }
    switch (source.charAt(at)) {
      case '≤' -> operator("<=", 1);
      case '≥' -> operator(">=", 1);
      case '≠' -> operator("<>", 1);
      case ';' -> operator(",", 1);
      default -> {
        if (SYMBOLS.indexOf(c) < 0) {
          throw unexpected(c);
        }
        operator(String.valueOf(c), 1);
      }
    }
  }

  private void operator(String written, int length) {
    add(KEYWORDS.contains(written) ? Lexeme.Kind.KEYWORD : Lexeme.Kind.SYMBOL, written, at);
    at += length;
  }

  private ExpressionProblemException unexpected(char c) {
    var written = new String(Character.toChars(source.codePointAt(at)));
    return INSTEAD.containsKey(c)
        ? new ExpressionProblemException(
            at, ExpressionProblemCode.WRITE_INSTEAD, written, INSTEAD.get(c))
        : new ExpressionProblemException(at, ExpressionProblemCode.UNEXPECTED_CHARACTER, written);
  }

  private void add(Lexeme.Kind kind, String text, int position) {
    tokens.add(new Lexeme(kind, text, position));
  }

  private static boolean isNamePart(int c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '＿';
  }

  private boolean isDigitAt(int place) {
    return place < source.length() && isDigit(FullWidth.narrow(source.charAt(place)));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
