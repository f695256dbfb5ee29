package dev.formwork.core.expression;

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
  public static CompiledExpression of(String source, Names names) throws InvalidExpression {
    try {
      var parsed = Parser.parse(source);
      var checker = new Checker(names);
      var tree = checker.check(parsed.tree());
      var problems =
          Stream.concat(parsed.problems().stream(), checker.problems().stream())
              .sorted(Comparator.comparingInt(ExpressionProblem::position))
              .toList();
      if (!problems.isEmpty()) {
        throw new InvalidExpression(problems);
      }
      return new CompiledExpression(source, tree, Evaluator.compile(tree), Dependencies.of(tree));
    } catch (InvalidExpressionException e) {
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
    return Dependencies.withoutSql(tree);
  }

  /**
   * Whether its value changes by itself: with the clock, the reader, the record's own history, or
   * each time.
   */
  public boolean isVolatile() {
    return Dependencies.isVolatile(tree);
  }

  /** Whether it says the same to the same reader for as long as nobody changes anything. */
  public boolean isLasting() {
    return Dependencies.isLasting(tree);
  }

  /** Whether it gives another value each time, which suits nothing but a beginning. */
  public boolean isRandom() {
    return Dependencies.isRandom(tree);
  }

  /** Writes it as a condition in SQL over the table alias {@code t}; empty is false. */
  public void writeCondition(SqlText out, Scope scope) {
    writeCondition(out, scope, Guard.NONE);
  }

  /** The same, for someone who may not read everything. */
  public void writeCondition(SqlText out, Scope scope, Guard guard) {
    new SqlWriter(out, scope, false, guard).condition(tree);
  }

  /** Writes its value in SQL over the table alias {@code t}. */
  public void writeSql(SqlText out, Scope scope) {
    new SqlWriter(out, scope).value(tree);
  }

  /** The tables of the forms whose records it may give, as far as they are known. */
  public Stream<String> lookupTables() {
    return Dependencies.lookupTables(tree);
  }

  /** Whether it calls a function that a team wrote: such a call takes its time. */
  public boolean callsScripts() {
    return Checker.all(tree)
        .anyMatch(
            part ->
                part instanceof Expression.Call call && call.function().family() == Family.CUSTOM);
  }

  /** The paths through lookups that it follows. */
  public List<LookupPath> paths() {
    return Dependencies.paths(tree);
  }

  /** The questions it puts to other forms; they must be answered before it is run. */
  public List<Expression.Related> questions() {
    return Dependencies.questions(tree);
  }

  /**
   * Writes its value in SQL for a record that is not in the query: the scope's values are bound.
   */
  public static void writeAnswer(Expression.Related question, SqlText out, Scope scope) {
    new SqlWriter(out, scope, true, Guard.NONE).value(question);
  }

  /**
   * Writes which records satisfy a question's filter, as a condition on the alias {@code f}; the
   * record that asks is not in the query.
   */
  public static void writeFilter(Expression.Related question, SqlText out, Scope scope) {
    new SqlWriter(out, scope, true, Guard.NONE).condition(question.filter());
  }

  /** Whether it reads anything of a record, this one or another. */
  public static boolean readsRecord(Expression part) {
    return Checker.all(part).anyMatch(CompiledExpression::isOfRecord);
  }

  private static boolean isOfRecord(Expression part) {
    return switch (part) {
      case Expression.FieldValue _,
          Expression.RowValue _,
          Expression.Through _,
          Expression.ForeignValue _,
          Expression.Related _,
          Expression.Many _ ->
          true;
      case Expression.Call call ->
          call.function().family() == Family.RECORD
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
