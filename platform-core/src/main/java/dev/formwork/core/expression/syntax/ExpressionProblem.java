package dev.formwork.core.expression.syntax;

import dev.formwork.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * A mistake in an expression.
 *
 * @param position of the first character concerned, from 0
 * @param code with the prefix {@code expression-} the key of its sentence
 */
public record ExpressionProblem(int position, String code, List<Object> arguments) {

  static ExpressionProblem at(int position, String code, Object... arguments) {
    return new ExpressionProblem(position, code, List.of(arguments));
  }

  /**
   * As a problem of the definition the expression stands in; the sentence counts positions from 1.
   */
  public Problem in(String path) {
    var all = new ArrayList<Object>();
    all.add(position + 1);
    all.addAll(arguments);
    return new Problem(path, "expression-" + code, all);
  }
}
