package dev.formwork.core.expression;

import dev.formwork.core.expression.syntax.BinaryOperator;
import dev.formwork.core.expression.syntax.ExpressionProblemException;
import dev.formwork.core.expression.syntax.Parser;
import dev.formwork.core.expression.syntax.SyntaxTree;
import dev.formwork.core.expression.syntax.UnaryOperator;
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

  private final SymbolTable symbolTable;

  /** Of the titles; null: keys. */
  private final Locale language;

  private SymbolTable asked;

  private Printer(SymbolTable symbolTable, Locale language) {
    this.symbolTable = symbolTable;
    this.language = language;
  }

  /**
   * With keys, whatever it was written with.
   *
   * @throws CompiledExpression.InvalidExpression when it cannot be read
   */
  public static String withKeys(String source, SymbolTable symbolTable)
      throws CompiledExpression.InvalidExpression {
    return printed(source, new Printer(symbolTable, null));
  }

  /**
   * With the titles of this language, in braces where they are not plain words.
   *
   * @throws CompiledExpression.InvalidExpression when it cannot be read
   */
  public static String withTitles(String source, SymbolTable symbolTable, Locale language)
      throws CompiledExpression.InvalidExpression {
    return printed(source, new Printer(symbolTable, language));
  }

  private static String printed(String source, Printer printer)
      throws CompiledExpression.InvalidExpression {
    try {
      var parsed = Parser.parse(source);
      if (!parsed.problems().isEmpty()) {
        throw new CompiledExpression.InvalidExpression(parsed.problems());
      }
      return printer.print(parsed.tree(), 0);
    } catch (ExpressionProblemException e) {
      throw new CompiledExpression.InvalidExpression(List.of(e.problem()));
    }
  }

  private String print(SyntaxTree syntaxTree, int around) {
    int strength = strength(syntaxTree);
    var text =
        switch (syntaxTree) {
          case SyntaxTree.Text value -> quoted(value.value());
          case SyntaxTree.Number number -> number.value().toPlainString();
          case SyntaxTree.Truth truth -> truth.value() ? "TRUE" : "FALSE";
          case SyntaxTree.Empty _ -> "EMPTY";
          case SyntaxTree.Unreadable _ -> throw new IllegalStateException("Was refused");
          case SyntaxTree.Items items -> "(" + list(items.items()) + ")";
          case SyntaxTree.Name name -> name(name);
          case SyntaxTree.Unary unary ->
              unary.operator() == UnaryOperator.NOT
                  ? "NOT " + print(unary.operand(), 4)
                  : "-" + print(unary.operand(), isMinus(unary.operand()) ? OPERAND + 1 : OPERAND);
          case SyntaxTree.Binary binary -> binary(binary, strength);
          case SyntaxTree.Call call -> call(call);
        };
    return strength < around ? "(" + text + ")" : text;
  }

  private static boolean isMinus(SyntaxTree operand) {
    return operand instanceof SyntaxTree.Unary unary && unary.operator() == UnaryOperator.MINUS;
  }

  private String binary(SyntaxTree.Binary binary, int strength) {
    boolean power = binary.operator() == BinaryOperator.POWER;
    boolean comparison = strength == 4;
    var left = comparison ? keyed(binary.left(), binary.right()) : binary.left();
    var right = comparison ? keyed(binary.right(), binary.left()) : binary.right();
    return print(left, power || comparison ? strength + 1 : strength)
        + " "
        + binary.operator().symbol()
        + " "
        + print(right, power ? strength : strength + 1);
  }

  /** Beside a field with options, their keys for their titles, which may change. */
  private SyntaxTree keyed(SyntaxTree side, SyntaxTree other) {
    return language == null && other instanceof SyntaxTree.Name name
        ? keyed(side, choices(name))
        : side;
  }

  private static SyntaxTree keyed(SyntaxTree side, List<SymbolTable.Choice> choices) {
    return switch (side) {
      case SyntaxTree.Text(int position, String value) ->
          new SyntaxTree.Text(position, ChoiceOptions.find(choices, value).orElse(value));
      case SyntaxTree.Items(int position, List<SyntaxTree> items) ->
          new SyntaxTree.Items(position, items.stream().map(item -> keyed(item, choices)).toList());
      default -> side;
    };
  }

  private List<SymbolTable.Choice> choices(SyntaxTree.Name name) {
    boolean asking = isAsking(name);
    var here = asked != null && !asking ? asked : symbolTable;
    Reference reference = null;
    for (var part : name.parts().subList(asking ? 1 : 0, name.parts().size())) {
      reference = reference(here, reference, part);
      if (reference == null) {
        return List.of();
      }
    }
    return reference == null ? List.of() : here.choices(reference);
  }

  private boolean isAsking(SyntaxTree.Name name) {
    return asked != null && name.parts().getFirst().equalsIgnoreCase("THIS");
  }

  private static int strength(SyntaxTree syntaxTree) {
    return switch (syntaxTree) {
      case SyntaxTree.Binary binary ->
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
      case SyntaxTree.Unary unary -> unary.operator() == UnaryOperator.NOT ? 3 : OPERAND;
      default -> OPERAND;
    };
  }

  private String call(SyntaxTree.Call call) {
    var outer = asked;
    if (symbolTable.library().named(call.function()).orElse(null) instanceof SubqueryFunction
        && call.arguments().getFirst() instanceof SyntaxTree.Text form) {
      asked = symbolTable.form(form.value()).map(SymbolTable.OtherForm::names).orElse(null);
    }
    var printed = call.function() + "(" + list(call.arguments()) + ")";
    asked = outer;
    return printed;
  }

  private String list(List<SyntaxTree> items) {
    return items.stream().map(item -> print(item, 0)).collect(Collectors.joining(", "));
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\"", "\"\"") + "\"";
  }

  private String name(SyntaxTree.Name name) {
    var parts = name.parts();
    boolean asking = isAsking(name);
    var here = asked != null && !asking ? asked : symbolTable;
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

  private static Reference reference(SymbolTable symbolTable, Reference before, String part) {
    return switch (before) {
      case null -> symbolTable.field(part).orElse(null);
      case Reference.Rows rows -> symbolTable.column(rows, part).orElse(null);
      default -> symbolTable.through(before, part).orElse(null);
    };
  }

  private String word(SymbolTable here, Reference reference) {
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
