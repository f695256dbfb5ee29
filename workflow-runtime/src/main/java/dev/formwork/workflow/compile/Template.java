package dev.formwork.workflow.compile;

import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.EvaluationContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A text with expressions in it: {@code Hello {{ customer }}}. What an expression gives is text and
 * nothing more, whatever it holds.
 */
public record Template(List<Part> parts) {

  /** A part of a template. */
  public sealed interface Part {
    record Literal(String text) implements Part {}

    record Formula(CompiledExpression expression) implements Part {}
  }

  public String text(EvaluationContext evaluationContext) {
    return text(evaluationContext, UnaryOperator.identity());
  }

  /**
   * @param escape what a value becomes where it goes
   */
  public String text(EvaluationContext evaluationContext, UnaryOperator<String> escape) {
    var text = new StringBuilder();
    for (var part : parts) {
      text.append(
          switch (part) {
            case Part.Literal(var words) -> words;
            case Part.Formula(var expression) ->
                escape.apply(CompiledExpression.text(expression.program().run(evaluationContext)));
          });
    }
    return text.toString();
  }

  /** The expressions of a template, in order, each with what stands before it. */
  static List<String[]> split(String source) {
    var found = new ArrayList<String[]>();
    int at = 0;
    while (true) {
      int open = source.indexOf("{{", at);
      int close = open < 0 ? -1 : source.indexOf("}}", open);
      if (close < 0) {
        found.add(new String[] {source.substring(at), null});
        return found;
      }
      found.add(new String[] {source.substring(at, open), source.substring(open + 2, close)});
      at = close + 2;
    }
  }
}
