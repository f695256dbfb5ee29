package dev.formwork.core.expression.syntax;

import dev.formwork.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * A mistake in an expression.
 *
 * @param position of the first character concerned, from 0
 * @param arguments of the sentence, without the position
 */
public record ExpressionProblem(int position, ExpressionProblemCode type, List<Object> arguments) {

  static ExpressionProblem at(int position, ExpressionProblemCode type, Object... arguments) {
    return new ExpressionProblem(position, type, List.of(arguments));
  }

  /** The code without the prefix that all of expressions have. */
  public String code() {
    return type.shortCode();
  }

  /**
   * As a problem of the definition the expression stands in; the sentence counts positions from 1.
   */
  public Problem in(String path) {
    var all = new ArrayList<Object>();
    all.add(position + 1);
    all.addAll(arguments);
    return new Problem(path, type, all);
  }
}
