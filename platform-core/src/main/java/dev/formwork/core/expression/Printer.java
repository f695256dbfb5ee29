package dev.formwork.core.expression;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes an expression in its canonical form: one space around operators, functions in capitals, no
 * parentheses but those that are needed. Names are written as keys, as they are stored, or as
 * titles, as people read them.
 */
public final class Printer {

  private static final Pattern PLAIN = Pattern.compile("[\\p{L}_][\\p{L}\\p{Nd}_]*");
  private static final Set<String> KEYWORDS =
      Set.of("AND", "OR", "NOT", "IN", "CONTAINS", "BETWEEN", "LIKE", "TRUE", "FALSE", "EMPTY");

  private static final int OPERAND = 9;

  private final Names names;

  /** Of the titles; null: keys. */
  private final Locale language;

  private Names asked;

  private Printer(Names names, Locale language) {
    this.names = names;
    this.language = language;
  }

  /**
   * With keys, whatever it was written with.
   *
   * @throws CompiledExpression.InvalidExpression when it cannot be read
   */
  public static String withKeys(String source, Names names)
      throws CompiledExpression.InvalidExpression {
    return printed(source, new Printer(names, null));
  }

  /**
   * With the titles of this language, in braces where they are not plain words.
   *
   * @throws CompiledExpression.InvalidExpression when it cannot be read
   */
  public static String withTitles(String source, Names names, Locale language)
      throws CompiledExpression.InvalidExpression {
    return printed(source, new Printer(names, language));
  }

  private static String printed(String source, Printer printer)
      throws CompiledExpression.InvalidExpression {
    try {
      var parsed = Parser.parse(source);
      if (!parsed.problems().isEmpty()) {
        throw new CompiledExpression.InvalidExpression(parsed.problems());
      }
      return printer.print(parsed.tree(), 0);
    } catch (InvalidExpressionException e) {
      throw new CompiledExpression.InvalidExpression(List.of(e.problem()));
    }
  }

  private String print(Syntax syntax, int around) {
    int strength = strength(syntax);
    var text =
        switch (syntax) {
          case Syntax.Text value -> quoted(value.value());
          case Syntax.Number number -> number.value().toPlainString();
          case Syntax.Truth truth -> truth.value() ? "TRUE" : "FALSE";
          case Syntax.Empty _ -> "EMPTY";
          case Syntax.Unreadable _ -> throw new IllegalStateException("Was refused");
          case Syntax.Items items -> "(" + list(items.items()) + ")";
          case Syntax.Name name -> name(name);
          case Syntax.Unary unary ->
              unary.operator() == UnaryOperator.NOT
                  ? "NOT " + print(unary.operand(), 4)
                  : "-" + print(unary.operand(), isMinus(unary.operand()) ? OPERAND + 1 : OPERAND);
          case Syntax.Binary binary -> binary(binary, strength);
          case Syntax.Call call -> call(call);
        };
    return strength < around ? "(" + text + ")" : text;
  }

  private static boolean isMinus(Syntax operand) {
    return operand instanceof Syntax.Unary unary && unary.operator() == UnaryOperator.MINUS;
  }

  private String binary(Syntax.Binary binary, int strength) {
    boolean power = binary.operator() == BinaryOperator.POWER;
    boolean comparison = strength == 4;
    return print(binary.left(), power || comparison ? strength + 1 : strength)
        + " "
        + binary.operator().symbol()
        + " "
        + print(binary.right(), power ? strength : strength + 1);
  }

  private static int strength(Syntax syntax) {
    return switch (syntax) {
      case Syntax.Binary binary ->
          switch (binary.operator()) {
            case OR -> 1;
            case AND -> 2;
            case EQUAL,
                NOT_EQUAL,
                LESS,
                LESS_OR_EQUAL,
                GREATER,
                GREATER_OR_EQUAL,
                IN,
                CONTAINS,
                LIKE ->
                4;
            case JOIN -> 5;
            case ADD, SUBTRACT -> 6;
            case MULTIPLY, DIVIDE, REMAINDER -> 7;
            case POWER -> 8;
          };
      case Syntax.Unary unary -> unary.operator() == UnaryOperator.NOT ? 3 : OPERAND;
      default -> OPERAND;
    };
  }

  private String call(Syntax.Call call) {
    var outer = asked;
    if (names.library().named(call.function()).orElse(null) instanceof RelatedFunction
        && call.arguments().getFirst() instanceof Syntax.Text form) {
      asked = names.form(form.value()).map(Names.Foreign::names).orElse(null);
    }
    var printed = call.function() + "(" + list(call.arguments()) + ")";
    asked = outer;
    return printed;
  }

  private String list(List<Syntax> items) {
    return items.stream().map(item -> print(item, 0)).collect(Collectors.joining(", "));
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\"", "\"\"") + "\"";
  }

  private String name(Syntax.Name name) {
    var parts = name.parts();
    boolean asking = asked != null && parts.getFirst().equalsIgnoreCase("THIS");
    var here = asked != null && !asking ? asked : names;
    var written = new StringBuilder(asking ? "THIS" : "");
    Reference before = null;
    for (int i = asking ? 1 : 0; i < parts.size(); i++) {
      var reference = reference(here, before, parts.get(i));
      written
          .append(written.isEmpty() ? "" : ".")
          .append(reference == null ? braced(parts.get(i)) : word(here, reference));
      before = reference;
    }
    return written.toString();
  }

  private static Reference reference(Names names, Reference before, String part) {
    return switch (before) {
      case null -> names.field(part).orElse(null);
      case Reference.Rows rows -> names.column(rows, part).orElse(null);
      default -> names.through(before, part).orElse(null);
    };
  }

  private String word(Names here, Reference reference) {
    return braced(
        language == null
            ? reference.key()
            : here.title(reference, language)
                .filter(title -> title.indexOf('}') < 0)
                .orElse(reference.key()));
  }

  private static String braced(String name) {
    return PLAIN.matcher(name).matches() && !KEYWORDS.contains(name.toUpperCase(Locale.ROOT))
        ? name
        : "{" + name + "}";
  }
}
