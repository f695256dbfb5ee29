package dev.formwork.core.expression;

/**
 * Ends the reading of an expression at its first mistake; turned into a value at the entrance of
 * this package.
 */
final class InvalidExpressionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient ExpressionProblem problem;

  InvalidExpressionException(int position, String code, Object... arguments) {
    super(code, null, false, false);
    this.problem = ExpressionProblem.at(position, code, arguments);
  }

  ExpressionProblem problem() {
    return problem;
  }
}
