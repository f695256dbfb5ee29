package dev.formwork.core.expression;

import dev.formwork.core.expression.Token.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Recursive descent over the tokens, loosest operator first: {@code OR, AND, NOT, comparison, &, +
 * -, * / %, ^, -x, call}. The grammar is in {@code docs/expressions.md}.
 */
final class Parser {

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

  private final List<Token> tokens;
  private int at;
  private int depth;
  private final List<ExpressionProblem> problems = new ArrayList<>();

  private Parser(List<Token> tokens) {
    this.tokens = tokens;
  }

  /**
   * What was read.
   *
   * @param problems mistakes the reader went on behind, in the order of their places
   */
  record Parsed(Syntax tree, List<ExpressionProblem> problems) {}

  /**
   * Reads a whole expression. A mistake inside parentheses is noted, and reading goes on behind the
   * next comma or parenthesis, so that all mistakes are found at once.
   */
  static Parsed parse(String source) {
    var parser = new Parser(Lexer.tokens(source));
    if (parser.peek().kind() == Kind.END) {
      throw new InvalidExpressionException(0, "nothing-there");
    }
    if (parser.tokens.stream().filter(Parser::isOperator).count() > MAX_OPERATORS) {
      throw new InvalidExpressionException(0, "too-many-operators", MAX_OPERATORS);
    }
    var tree = parser.item();
    if (parser.peek().kind() != Kind.END) {
      parser.problems.add(parser.unexpected().problem());
    }
    return new Parsed(tree, List.copyOf(parser.problems));
  }

  private static boolean isOperator(Token token) {
    return token.kind() == Kind.SYMBOL && !",().".contains(token.text())
        || token.kind() == Kind.KEYWORD;
  }

  /** One expression among others; behind a mistake, reading goes on at its end. */
  private Syntax item() {
    int start = peek().position();
    int outer = depth;
    try {
      return either();
    } catch (InvalidExpressionException e) {
      problems.add(e.problem());
      depth = outer;
      skipItem();
      return new Syntax.Unreadable(start);
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

  private Syntax either() {
    deeper();
    var left = both();
    while (peek().is("OR")) {
      int position = next().position();
      left = new Syntax.Binary(position, BinaryOperator.OR, left, both());
    }
    depth--;
    return left;
  }

  private Syntax both() {
    var left = negation();
    while (peek().is("AND")) {
      int position = next().position();
      left = new Syntax.Binary(position, BinaryOperator.AND, left, negation());
    }
    return left;
  }

  private Syntax negation() {
    int nots = 0;
    int position = peek().position();
    while (peek().is("NOT") && !tokens.get(at + 1).is("(")) {
      next();
      nots++;
    }
    var operand = peek().is("NOT") ? notOfParenthesis() : comparison();
    return nots % 2 == 0 ? operand : new Syntax.Unary(position, UnaryOperator.NOT, operand);
  }

  private Syntax notOfParenthesis() {
    int position = next().position();
    return new Syntax.Unary(position, UnaryOperator.NOT, comparison());
  }

  private Syntax comparison() {
    var left = joined();
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
    var right = joined();
    if (COMPARISONS.containsKey(peek().text()) && peek().kind() != Kind.TEXT) {
      throw new InvalidExpressionException(peek().position(), "chained-comparison");
    }
    return new Syntax.Binary(position, operator, left, right);
  }

  /** {@code x BETWEEN a AND b} is {@code x >= a AND x <= b}. */
  private Syntax between(Syntax left) {
    int position = next().position();
    var low = joined();
    expect("AND");
    var high = joined();
    return new Syntax.Binary(
        position,
        BinaryOperator.AND,
        new Syntax.Binary(position, BinaryOperator.GREATER_OR_EQUAL, left, low),
        new Syntax.Binary(position, BinaryOperator.LESS_OR_EQUAL, left, high));
  }

  private Syntax joined() {
    var left = sum();
    while (peek().is("&")) {
      int position = next().position();
      left = new Syntax.Binary(position, BinaryOperator.JOIN, left, sum());
    }
    return left;
  }

  private Syntax sum() {
    var left = product();
    while (peek().kind() == Kind.SYMBOL && SUMS.containsKey(peek().text())) {
      var operator = next();
      left = new Syntax.Binary(operator.position(), SUMS.get(operator.text()), left, product());
    }
    return left;
  }

  private Syntax product() {
    var left = power();
    while (peek().kind() == Kind.SYMBOL && PRODUCTS.containsKey(peek().text())) {
      var operator = next();
      left = new Syntax.Binary(operator.position(), PRODUCTS.get(operator.text()), left, power());
    }
    return left;
  }

  /** Groups to the right: {@code 2 ^ 3 ^ 2} is {@code 2 ^ 9}. */
  private Syntax power() {
    var base = signed();
    if (!peek().is("^")) {
      return base;
    }
    int position = next().position();
    deeper();
    var exponent = power();
    depth--;
    return new Syntax.Binary(position, BinaryOperator.POWER, base, exponent);
  }

  private void deeper() {
    if (++depth > MAX_DEPTH) {
      throw new InvalidExpressionException(peek().position(), "too-deep", MAX_DEPTH);
    }
  }

  private Syntax signed() {
    int minuses = 0;
    int position = peek().position();
    while (peek().is("-")) {
      next();
      minuses++;
    }
    var operand = operand();
    return minuses % 2 == 0 ? operand : new Syntax.Unary(position, UnaryOperator.MINUS, operand);
  }

  private Syntax operand() {
    if (peek().kind() == Kind.SYMBOL && !peek().is("(")) {
      throw unexpected();
    }
    var token = next();
    return switch (token.kind()) {
      case NUMBER -> new Syntax.Number(token.position(), new BigDecimal(token.text()));
      case TEXT -> new Syntax.Text(token.position(), token.text());
      case NAME -> peek().is("(") ? call(token) : name(token);
      case QUOTED_NAME -> name(token);
      case KEYWORD -> keyword(token);
      case SYMBOL -> parenthesis(token);
      case END -> throw new InvalidExpressionException(token.position(), "ends-too-early");
    };
  }

  private Syntax keyword(Token token) {
    return switch (token.text()) {
      case "TRUE" -> new Syntax.Truth(token.position(), true);
      case "FALSE" -> new Syntax.Truth(token.position(), false);
      case "EMPTY" -> new Syntax.Empty(token.position());
      case "AND", "OR", "NOT" -> {
        if (peek().is("(")) {
          yield call(token);
        }
        throw new InvalidExpressionException(token.position(), "unexpected", token.text());
      }
      default -> throw new InvalidExpressionException(token.position(), "unexpected", token.text());
    };
  }

  private Syntax name(Token first) {
    var parts = new ArrayList<String>();
    parts.add(first.text());
    while (peek().is(".")) {
      next();
      var part = next();
      if (part.kind() != Kind.NAME && part.kind() != Kind.QUOTED_NAME) {
        throw new InvalidExpressionException(part.position(), "name-expected");
      }
      parts.add(part.text());
    }
    return new Syntax.Name(first.position(), List.copyOf(parts));
  }

  private Syntax call(Token name) {
    expect("(");
    var arguments = peek().is(")") ? List.<Syntax>of() : items();
    expect(")");
    return new Syntax.Call(name.position(), name.text().toUpperCase(Locale.ROOT), arguments);
  }

  private Syntax parenthesis(Token open) {
    var items = items();
    expect(")");
    return items.size() == 1 ? items.getFirst() : new Syntax.Items(open.position(), items);
  }

  private List<Syntax> items() {
    var items = new ArrayList<Syntax>();
    items.add(item());
    while (peek().is(",")) {
      next();
      items.add(item());
    }
    return List.copyOf(items);
  }

  private Token peek() {
    return tokens.get(at);
  }

  private Token next() {
    var token = tokens.get(at);
    if (token.kind() != Kind.END) {
      at++;
    }
    return token;
  }

  private void expect(String symbol) {
    if (!peek().is(symbol)) {
      throw peek().kind() == Kind.END
          ? new InvalidExpressionException(peek().position(), "expected-at-end", symbol)
          : new InvalidExpressionException(peek().position(), "expected", symbol, peek().text());
    }
    next();
  }

  private InvalidExpressionException unexpected() {
    return new InvalidExpressionException(peek().position(), "unexpected", peek().text());
  }
}
