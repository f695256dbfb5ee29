package dev.formwork.core.expression.syntax;

import dev.formwork.core.expression.syntax.Lexeme.Kind;
import dev.formwork.core.expression.value.FullWidth;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Recursive descent over the tokens, loosest operator first: {@code OR, AND, NOT, comparison, &, +
 * -, * / %, ^, -x, call}. The grammar is in {@code docs/expressions.md}.
 */
public final class Parser {

  private static final int MAX_DEPTH = 60;

  /** More than people write; each is a level of the tree, and trees are walked by recursion. */
  private static final int MAX_OPERATORS = 800;

  private static final Map<String, BinaryOperator> COMPARISONS =
      Map.of(
          "=", BinaryOperator.EQUAL,
          "<>", BinaryOperator.NOT_EQUAL,
          "<", BinaryOperator.LESS,
          "<=", BinaryOperator.LESS_OR_EQUAL,
          ">", BinaryOperator.GREATER,
          ">=", BinaryOperator.GREATER_OR_EQUAL,
          "IN", BinaryOperator.IN,
          "CONTAINS", BinaryOperator.CONTAINS,
          "LIKE", BinaryOperator.LIKE);
  private static final Map<String, BinaryOperator> SUMS =
      Map.of("+", BinaryOperator.ADD, "-", BinaryOperator.SUBTRACT);
  private static final Map<String, BinaryOperator> PRODUCTS =
      Map.of(
          "*", BinaryOperator.MULTIPLY, "/", BinaryOperator.DIVIDE, "%", BinaryOperator.REMAINDER);

  /** Keywords that are values. */
  private static final Set<String> OPERANDS = Set.of("TRUE", "FALSE", "EMPTY");

  private final List<Lexeme> tokens;
  private int at;
  private int depth;

  /** Where the parenthesis of a list of perhaps one item opens; -1: nowhere. */
  private int listAt = -1;

  private final List<ExpressionProblem> problems = new ArrayList<>();

  private Parser(List<Lexeme> tokens) {
    this.tokens = tokens;
  }

  /**
   * What was read.
   *
   * @param problems mistakes the reader went on behind, in the order of their places
   */
  public record Parsed(SyntaxTree tree, List<ExpressionProblem> problems) {}

  /**
   * Reads a whole expression. A mistake inside parentheses is noted, and reading goes on behind the
   * next comma or parenthesis, so that all mistakes are found at once.
   */
  public static Parsed parse(String source) {
    var parser = new Parser(Lexer.tokens(source));
    if (parser.peek().kind() == Kind.END) {
      throw new ExpressionProblemException(0, ExpressionProblemCode.NOTHING_THERE);
    }
    if (parser.tokens.stream().filter(Parser::isOperator).count() > MAX_OPERATORS) {
      throw new ExpressionProblemException(
          0, ExpressionProblemCode.TOO_MANY_OPERATORS, MAX_OPERATORS);
    }
    var tree = parser.item();
    if (parser.peek().kind() != Kind.END) {
      parser.problems.add(parser.unexpected().problem());
    }
    return new Parsed(tree, List.copyOf(parser.problems));
  }

  private static boolean isOperator(Lexeme lexeme) {
    return lexeme.kind() == Kind.SYMBOL && !",().".contains(lexeme.text())
        || lexeme.kind() == Kind.KEYWORD;
  }

  /** One expression among others; behind a mistake, reading goes on at its end. */
  private SyntaxTree item() {
    int start = peek().position();
    int outer = depth;
    try {
      return either();
    } catch (ExpressionProblemException e) {
      problems.add(e.problem());
      depth = outer;
      skipItem();
      return new SyntaxTree.Unreadable(start);
    }
  }

  private void skipItem() {
    for (int open = 0; peek().kind() != Kind.END; next()) {
      if (open == 0 && (peek().is(",") || peek().is(")"))) {
        return;
      }
      open += peek().is("(") ? 1 : peek().is(")") ? -1 : 0;
    }
  }

  private SyntaxTree either() {
    deeper();
    var left = both();
    while (peek().is("OR")) {
      int position = next().position();
      left = new SyntaxTree.Binary(position, BinaryOperator.OR, left, both());
    }
    depth--;
    return left;
  }

  private SyntaxTree both() {
    var left = negation();
    while (peek().is("AND")) {
      int position = next().position();
      left = new SyntaxTree.Binary(position, BinaryOperator.AND, left, negation());
    }
    return left;
  }

  private SyntaxTree negation() {
    int nots = 0;
    int position = peek().position();
    while (peek().is("NOT") && !tokens.get(at + 1).is("(")) {
      next();
      nots++;
    }
    var operand = peek().is("NOT") ? notOfParenthesis() : comparison();
    return nots % 2 == 0 ? operand : new SyntaxTree.Unary(position, UnaryOperator.NOT, operand);
  }

  private SyntaxTree notOfParenthesis() {
    int position = next().position();
    return new SyntaxTree.Unary(position, UnaryOperator.NOT, comparison());
  }

  private SyntaxTree comparison() {
    var left = joined();
    if (peek().is("NOT") && tokens.get(at + 1).kind() == Kind.KEYWORD) {
      int position = next().position();
      return new SyntaxTree.Unary(position, UnaryOperator.NOT, compared(left));
    }
    return compared(left);
  }

  private SyntaxTree compared(SyntaxTree left) {
    if (peek().is("BETWEEN")) {
      return between(left);
    }
    var operator =
        peek().kind() == Kind.SYMBOL || peek().kind() == Kind.KEYWORD
            ? COMPARISONS.get(peek().text())
            : null;
    if (operator == null) {
      return left;
    }
    int position = next().position();
    listAt = operator == BinaryOperator.IN && peek().is("(") ? peek().position() : -1;
    var right = joined();
    if (COMPARISONS.containsKey(peek().text()) && peek().kind() != Kind.TEXT) {
      throw new ExpressionProblemException(
          peek().position(), ExpressionProblemCode.CHAINED_COMPARISON);
    }
    return new SyntaxTree.Binary(position, operator, left, right);
  }

  /** {@code x BETWEEN a AND b} is {@code x >= a AND x <= b}. */
  private SyntaxTree between(SyntaxTree left) {
    int position = next().position();
    var low = joined();
    expect("AND");
    var high = joined();
    return new SyntaxTree.Binary(
        position,
        BinaryOperator.AND,
        new SyntaxTree.Binary(position, BinaryOperator.GREATER_OR_EQUAL, left, low),
        new SyntaxTree.Binary(position, BinaryOperator.LESS_OR_EQUAL, left, high));
  }

  private SyntaxTree joined() {
    var left = sum();
    while (peek().is("&")) {
      int position = next().position();
      left = new SyntaxTree.Binary(position, BinaryOperator.JOIN, left, sum());
    }
    return left;
  }

  private SyntaxTree sum() {
    var left = product();
    while (peek().kind() == Kind.SYMBOL && SUMS.containsKey(peek().text())) {
      var operator = next();
      left = new SyntaxTree.Binary(operator.position(), SUMS.get(operator.text()), left, product());
    }
    return left;
  }

  private SyntaxTree product() {
    var left = power();
    while (peek().kind() == Kind.SYMBOL && PRODUCTS.containsKey(peek().text())) {
      var operator = next();
      left =
          new SyntaxTree.Binary(operator.position(), PRODUCTS.get(operator.text()), left, power());
    }
    return left;
  }

  /** Groups to the right: {@code 2 ^ 3 ^ 2} is {@code 2 ^ 9}. */
  private SyntaxTree power() {
    var base = signed();
    if (!peek().is("^")) {
      return base;
    }
    int position = next().position();
    deeper();
    var exponent = power();
    depth--;
    return new SyntaxTree.Binary(position, BinaryOperator.POWER, base, exponent);
  }

  private void deeper() {
    if (++depth > MAX_DEPTH) {
      throw new ExpressionProblemException(
          peek().position(), ExpressionProblemCode.TOO_DEEP, MAX_DEPTH);
    }
  }

  private SyntaxTree signed() {
    int minuses = 0;
    int position = peek().position();
    while (peek().is("-") || peek().is("+")) {
      minuses += next().is("-") ? 1 : 0;
    }
    var operand = operand();
    return minuses % 2 == 0
        ? operand
        : new SyntaxTree.Unary(position, UnaryOperator.MINUS, operand);
  }

  private SyntaxTree operand() {
    if (peek().kind() == Kind.SYMBOL && !peek().is("(")) {
      throw unexpected();
    }
    var lexeme = next();
    return percent(lexeme, operand(lexeme));
  }

  /** {@code 10%} is 0.1. Before an operand, the sign asks for a remainder: {@code 10 % 3}. */
  private SyntaxTree percent(Lexeme first, SyntaxTree operand) {
    if (!peek().is("%") || beginsOperand(first)) {
      return operand;
    }
    int position = next().position();
    return operand instanceof SyntaxTree.Number number
        ? new SyntaxTree.Number(number.position(), number.value().movePointLeft(2))
        : new SyntaxTree.Binary(
            position,
            BinaryOperator.MULTIPLY,
            operand,
            new SyntaxTree.Number(position, new BigDecimal("0.01")));
  }

  /** Whether what stands behind the sign at hand belongs to it. */
  private boolean beginsOperand(Lexeme before) {
    var behind = tokens.get(at + 1);
    return switch (behind.kind()) {
      case NUMBER, TEXT, NAME, QUOTED_NAME -> true;
      case KEYWORD -> OPERANDS.contains(behind.text());
      case SYMBOL -> behind.is("(") || behind.is("-") && !isWrittenOn(before);
      case END -> false;
    };
  }

  /** Whether the sign at hand touches the number before it. */
  private boolean isWrittenOn(Lexeme number) {
    return number.kind() == Kind.NUMBER
        && number.position() + number.text().length() == peek().position();
  }

  private SyntaxTree operand(Lexeme lexeme) {
    return switch (lexeme.kind()) {
      case NUMBER -> new SyntaxTree.Number(lexeme.position(), new BigDecimal(lexeme.text()));
      case TEXT -> new SyntaxTree.Text(lexeme.position(), lexeme.text());
      case NAME -> peek().is("(") ? call(lexeme) : name(lexeme);
      case QUOTED_NAME -> name(lexeme);
      case KEYWORD -> keyword(lexeme);
      case SYMBOL -> parenthesis(lexeme);
      case END ->
          throw new ExpressionProblemException(
              lexeme.position(), ExpressionProblemCode.ENDS_TOO_EARLY);
    };
  }

  private SyntaxTree keyword(Lexeme lexeme) {
    return switch (lexeme.text()) {
      case "TRUE" -> constant(new SyntaxTree.Truth(lexeme.position(), true));
      case "FALSE" -> constant(new SyntaxTree.Truth(lexeme.position(), false));
      case "EMPTY" -> constant(new SyntaxTree.Empty(lexeme.position()));
      case "AND", "OR", "NOT" -> {
        if (peek().is("(")) {
          yield call(lexeme);
        }
        throw new ExpressionProblemException(
            lexeme.position(), ExpressionProblemCode.UNEXPECTED, lexeme.text());
      }
      default ->
          throw ForeignWords.forOperator(lexeme.text())
              .filter(_ -> peek().is("("))
              .map(
                  instead ->
                      new ExpressionProblemException(
                          lexeme.position(),
                          ExpressionProblemCode.WRITE_INSTEAD,
                          lexeme.text(),
                          instead))
              .orElseGet(
                  () ->
                      new ExpressionProblemException(
                          lexeme.position(), ExpressionProblemCode.UNEXPECTED, lexeme.text()));
    };
  }

  /** Also as a call: {@code TRUE()}. */
  private SyntaxTree constant(SyntaxTree constant) {
    if (peek().is("(") && tokens.get(at + 1).is(")")) {
      next();
      next();
    }
    return constant;
  }

  private SyntaxTree name(Lexeme first) {
    var parts = new ArrayList<String>();
    parts.add(first.text());
    while (peek().is(".")) {
      next();
      var part = next();
      if (part.kind() != Kind.NAME && part.kind() != Kind.QUOTED_NAME) {
        throw new ExpressionProblemException(part.position(), ExpressionProblemCode.NAME_EXPECTED);
      }
      parts.add(part.text());
    }
    // As spreadsheets call some functions: STDEV.S(…).
    return parts.size() > 1 && peek().is("(")
        ? call(new Lexeme(Kind.NAME, String.join(".", parts), first.position()))
        : new SyntaxTree.Name(first.position(), List.copyOf(parts));
  }

  private SyntaxTree call(Lexeme name) {
    expect("(");
    var arguments = peek().is(")") ? List.<SyntaxTree>of() : items();
    expect(")");
    return new SyntaxTree.Call(
        name.position(), FullWidth.narrow(name.text()).toUpperCase(Locale.ROOT), arguments);
  }

  private SyntaxTree parenthesis(Lexeme open) {
    boolean isList = open.position() == listAt;
    var items = items();
    expect(")");
    return items.size() == 1 && !isList
        ? items.getFirst()
        : new SyntaxTree.Items(open.position(), items);
  }

  private List<SyntaxTree> items() {
    var items = new ArrayList<SyntaxTree>();
    items.add(item());
    while (peek().is(",")) {
      next();
      items.add(item());
    }
    return List.copyOf(items);
  }

  private Lexeme peek() {
    return tokens.get(at);
  }

  private Lexeme next() {
    var lexeme = tokens.get(at);
    if (lexeme.kind() != Kind.END) {
      at++;
    }
    return lexeme;
  }

  private void expect(String symbol) {
    if (!peek().is(symbol)) {
      throw peek().kind() == Kind.END
          ? new ExpressionProblemException(
              peek().position(), ExpressionProblemCode.EXPECTED_AT_END, symbol)
          : new ExpressionProblemException(
              peek().position(), ExpressionProblemCode.EXPECTED, symbol, peek().text());
    }
    next();
  }

  private boolean isBeforeNot() {
    return at + 1 < tokens.size() && tokens.get(at + 1).is("NOT");
  }

  private ExpressionProblemException unexpected() {
    var instead =
        ForeignWords.forWord(peek().text())
            .map(word -> word.equals("= EMPTY") && isBeforeNot() ? "<> EMPTY" : word);
    if (peek().kind() == Kind.NAME && instead.isPresent()) {
      return new ExpressionProblemException(
          peek().position(), ExpressionProblemCode.WRITE_INSTEAD, peek().text(), instead.get());
    }
    return new ExpressionProblemException(
        peek().position(), ExpressionProblemCode.UNEXPECTED, peek().text());
  }
}
