package dev.formwork.workflow.compile;

import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.workflow.definition.Step;
import java.util.Locale;
import java.util.Map;

/**
 * A step with its place and its expressions.
 *
 * @param formulas by the path from the step: {@code cases/0/when}, {@code set/amount}
 * @param templates by the same; those in two languages end with {@code /en} and {@code /zh}
 */
public record CompiledStep(
    Step step,
    StepLocation place,
    ExpressionContext context,
    Map<String, CompiledExpression> formulas,
    Map<String, Template> templates) {

  public String key() {
    return step.key();
  }

  /** Null when the step has no such expression. */
  public CompiledExpression formula(String path) {
    return formulas.get(path);
  }

  /**
   * A text with what it holds filled in, as its reader reads it.
   *
   * @param path of a template in two languages
   */
  public String text(String path, Locale language, EvaluationContext scope) {
    var suffix = language.getLanguage().equals("zh") ? "/zh" : "/en";
    return templates.get(path + suffix).text(scope);
  }
}
