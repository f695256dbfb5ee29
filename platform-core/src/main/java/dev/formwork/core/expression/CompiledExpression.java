package dev.formwork.core.expression;

import java.util.List;

/**
 * An expression that passed every check, ready for both back ends.
 *
 * @param dependencies keys of the fields it reads; columns of subforms as {@code subform.column}
 */
public record CompiledExpression(
    String source, Expression tree, Program program, List<String> dependencies) {

  /**
   * Reads, checks and compiles.
   *
   * @throws InvalidExpression with the first mistake found
   */
  public static CompiledExpression of(String source, Names names) throws InvalidExpression {
    try {
      var tree = new Checker(names).check(Parser.parse(source));
      return new CompiledExpression(
          source, tree, Evaluator.compile(tree), List.copyOf(SqlCompiler.dependencies(tree)));
    } catch (InvalidExpressionException e) {
      throw new InvalidExpression(e.problem());
    }
  }

  public ValueType type() {
    return tree.type();
  }

  /** Writes it as SQL over the table alias {@code t}. */
  public void writeSql(SqlText out, Scope scope) {
    new SqlCompiler(out, scope).write(tree);
  }

  /** How a value reads when it is joined into a text. */
  public static String text(Object value) {
    return Evaluator.text(value);
  }

  /** The mistake that kept an expression from compiling. */
  public static final class InvalidExpression extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient ExpressionProblem problem;

    InvalidExpression(ExpressionProblem problem) {
      super(problem.code(), null, false, false);
      this.problem = problem;
    }

    public ExpressionProblem problem() {
      return problem;
    }
  }
}
