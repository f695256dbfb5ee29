package dev.formwork.core.expression;

import dev.formwork.core.expression.value.ValueType;
import java.util.Optional;

/**
 * An expression that passed every check and is asked of the database alone, such as the filter of a
 * request: it has no program for the JVM. Immutable.
 */
public record CompiledFilter(Expression tree) {

  /**
   * Reads and checks.
   *
   * @throws CompiledExpression.InvalidExpression with every mistake found
   */
  public static CompiledFilter of(String source, SymbolTable symbolTable)
      throws CompiledExpression.InvalidExpression {
    return new CompiledFilter(CompiledExpression.checked(source, symbolTable));
  }

  public ValueType type() {
    return tree.type();
  }

  /** The first function in it that has no SQL form, if any. */
  public Optional<String> withoutSql() {
    return ExpressionAnalysis.withoutSql(tree);
  }

  /** Writes it as a condition in SQL over the table alias {@code t}; empty is false. */
  public void writeCondition(
      SqlBuilder out, EvaluationContext evaluationContext, ReadFilter readFilter) {
    new SqlWriter(out, evaluationContext, false, readFilter).condition(tree);
  }

  /** Writes its value in SQL over the table alias {@code t}, NULL when empty. */
  public void writeValue(
      SqlBuilder out, EvaluationContext evaluationContext, ReadFilter readFilter) {
    new SqlWriter(out, evaluationContext, false, readFilter).value(tree);
  }

  /** The field that it names and nothing else, if so. */
  public Optional<Reference> asField() {
    return tree instanceof Expression.FieldValue named
        ? Optional.of(named.field())
        : Optional.empty();
  }
}
