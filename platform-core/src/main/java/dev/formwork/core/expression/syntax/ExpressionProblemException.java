package dev.formwork.core.expression.syntax;

/**
 * Ends the reading of an expression at its first mistake; turned into a value at the entrance of
 * this package.
 */
public final class ExpressionProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient ExpressionProblem problem;

  public ExpressionProblemException(int position, ExpressionProblemCode code, Object... arguments) {
    super(code.code(), null, false, false);
    this.problem = ExpressionProblem.at(position, code, arguments);
  }

  public ExpressionProblem problem() {
    return problem;
  }
}
