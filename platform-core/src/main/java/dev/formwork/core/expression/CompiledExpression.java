package dev.formwork.core.expression;

import dev.formwork.core.expression.syntax.ExpressionProblem;
import dev.formwork.core.expression.syntax.ExpressionProblemException;
import dev.formwork.core.expression.syntax.Parser;
import dev.formwork.core.expression.value.ValueType;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
   * @throws InvalidExpression with every mistake found
   */
  public static CompiledExpression of(String source, SymbolTable symbolTable)
      throws InvalidExpression {
    var tree = checked(source, symbolTable);
    return new CompiledExpression(
        source, tree, Evaluator.compile(tree), ExpressionAnalysis.of(tree));
  }

  /**
   * A subquery: how many records of another form satisfy a condition over that form.
   *
   * @throws InvalidExpression with every mistake found, at its place in the condition
   */
  public static CompiledExpression counting(String form, String condition, SymbolTable symbolTable)
      throws InvalidExpression {
    var before = "COUNTRECORDS(\"" + form + "\", ";
    try {
      return of(before + condition + ")", symbolTable);
    } catch (InvalidExpression e) {
      throw new InvalidExpression(
          e.problems().stream()
              .map(
                  problem ->
                      new ExpressionProblem(
                          Math.max(0, problem.position() - before.length()),
                          problem.type(),
                          problem.arguments()))
              .toList());
    }
  }

  /** The typed tree of an expression without mistakes. */
  static Expression checked(String source, SymbolTable symbolTable) throws InvalidExpression {
    try {
      var parsed = Parser.parse(source);
      var typeChecker = new TypeChecker(symbolTable);
      var tree = typeChecker.check(parsed.tree());
      var problems =
          Stream.concat(parsed.problems().stream(), typeChecker.problems().stream())
              .sorted(Comparator.comparingInt(ExpressionProblem::position))
              .toList();
      if (!problems.isEmpty()) {
        throw new InvalidExpression(problems);
      }
      return tree;
    } catch (ExpressionProblemException e) {
      throw new InvalidExpression(List.of(e.problem()));
    }
  }

  public ValueType type() {
    return tree.type();
  }

  /**
   * The first function in it that has no SQL form, if any; {@link #writeSql} needs there be none.
   */
  public Optional<String> withoutSql() {
    return ExpressionAnalysis.withoutSql(tree);
  }

  /**
   * Whether its value changes by itself: with the clock, the reader, the record's own history, or
   * each time.
   */
  public boolean isVolatile() {
    return ExpressionAnalysis.isVolatile(tree);
  }

  /** Whether it says the same to the same reader for as long as nobody changes anything. */
  public boolean isLasting() {
    return ExpressionAnalysis.isLasting(tree);
  }

  /** Whether it gives another value each time, which suits nothing but a beginning. */
  public boolean isRandom() {
    return ExpressionAnalysis.isRandom(tree);
  }

  /** Writes it as a condition in SQL over the table alias {@code t}; empty is false. */
  public void writeCondition(SqlBuilder out, EvaluationContext evaluationContext) {
    writeCondition(out, evaluationContext, ReadFilter.NONE);
  }

  /** The same, for someone who may not read everything. */
  public void writeCondition(
      SqlBuilder out, EvaluationContext evaluationContext, ReadFilter readFilter) {
    new SqlWriter(out, evaluationContext, false, readFilter).condition(tree);
  }

  /** Writes its value in SQL over the table alias {@code t}. */
  public void writeSql(SqlBuilder out, EvaluationContext evaluationContext) {
    new SqlWriter(out, evaluationContext).value(tree);
  }

  /** The tables of the forms whose records it may give, as far as they are known. */
  public Stream<String> lookupTables() {
    return ExpressionAnalysis.lookupTables(tree);
  }

  /** Whether it calls a function that a team wrote: such a call takes its time. */
  public boolean callsScripts() {
    return TypeChecker.all(tree)
        .anyMatch(
            part ->
                part instanceof Expression.Call call
                    && call.function().family() == FunctionCategory.CUSTOM);
  }

  /** The paths through lookups that it follows. */
  public List<LookupPath> paths() {
    return ExpressionAnalysis.paths(tree);
  }

  /** The questions it puts to other forms; they must be answered before it is run. */
  public List<Expression.Subquery> questions() {
    return ExpressionAnalysis.questions(tree);
  }

  /**
   * Writes its value in SQL for a record that is not in the query: the scope's values are bound.
   */
  public static void writeAnswer(
      Expression.Subquery question, SqlBuilder out, EvaluationContext evaluationContext) {
    new SqlWriter(out, evaluationContext, true, ReadFilter.NONE).value(question);
  }

  /**
   * Writes which records satisfy a question's filter, as a condition on the alias {@code f}; the
   * record that asks is not in the query.
   */
  public static void writeFilter(
      Expression.Subquery question, SqlBuilder out, EvaluationContext evaluationContext) {
    new SqlWriter(out, evaluationContext, true, ReadFilter.NONE).condition(question.filter());
  }

  /** Whether it reads anything of a record, this one or another. */
  public static boolean readsRecord(Expression part) {
    return TypeChecker.all(part).anyMatch(CompiledExpression::isOfRecord);
  }

  private static boolean isOfRecord(Expression part) {
    return switch (part) {
      case Expression.FieldValue _,
          Expression.RowValue _,
          Expression.LookupValue _,
          Expression.ForeignValue _,
          Expression.Subquery _,
          Expression.AggregateCall _ ->
          true;
      case Expression.Call call ->
          call.function().family() == FunctionCategory.RECORD
              || call.function().volatility() == Volatility.HISTORY;
      case Expression.Constant _,
          Expression.Items _,
          Expression.DayOf _,
          Expression.Unary _,
          Expression.Binary _ ->
          false;
    };
  }

  /** A part of an expression, to be run by itself. */
  public static Program program(Expression part) {
    return Evaluator.compile(part);
  }

  /** How a value reads when it is joined into a text. */
  public static String text(Object value) {
    return Evaluator.text(value);
  }

  /** The mistake that kept an expression from compiling. */
  public static final class InvalidExpression extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient List<ExpressionProblem> problems;

    InvalidExpression(List<ExpressionProblem> problems) {
      super(problems.getFirst().code(), null, false, false);
      this.problems = problems;
    }

    /** The first mistake. */
    public ExpressionProblem problem() {
      return problems.getFirst();
    }

    /** All of them, in the order of their places; at least one. */
    public List<ExpressionProblem> problems() {
      return problems;
    }
  }
}
