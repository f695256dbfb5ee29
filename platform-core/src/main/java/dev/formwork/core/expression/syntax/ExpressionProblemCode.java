package dev.formwork.core.expression.syntax;

import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.ProblemCode;

/**
 * The problem codes of expressions. The first argument of each is the position in the expression,
 * from 1; {@link ExpressionProblem} adds it.
 */
public enum ExpressionProblemCode implements ProblemCode {
  AGGREGATE_NEEDS_ROWS("aggregate-needs-rows", 1),
  ARGUMENT_COUNT("argument-count", 2),
  BAD_LITERAL("bad-literal", 2),
  BAD_LITERAL_OF("bad-literal-of", 3),
  BRANCHES_DIFFER("branches-differ", 2),
  CANNOT_COMPARE("cannot-compare", 2),
  CANNOT_COMPARE_WRITE("cannot-compare-write", 3),
  CHAINED_COMPARISON("chained-comparison"),
  ENDS_TOO_EARLY("ends-too-early"),
  EXPECTED("expected", 2),
  EXPECTED_AT_END("expected-at-end", 1),
  LIST_EXPECTED("list-expected"),
  LIST_OF_OTHER_TYPE("list-of-other-type", 1),
  LITERAL_EXPECTED("literal-expected", 1),
  NAME_EXPECTED("name-expected"),
  NAME_NOT_CLOSED("name-not-closed"),
  NO_COMMON_OPTION("no-common-option", 2),
  NO_SUCH_LIST("no-such-list", 2),
  NO_SUCH_OPTION("no-such-option", 2),
  NOBODY_CALLED("nobody-called", 2),
  NOT_A_LOOKUP("not-a-lookup", 1),
  NOTHING_THERE("nothing-there"),
  NUMBER_TOO_LONG("number-too-long", 1),
  PATH_TOO_LONG("path-too-long", 1),
  QUESTION_IN_QUESTION("question-in-question"),
  QUESTION_VALUE("question-value", 2),
  QUESTION_WITHOUT_SQL("question-without-sql", 1),
  ROWS_NEED_AGGREGATE("rows-need-aggregate", 1),
  ROWS_NEED_COLUMN("rows-need-column", 1),
  TEXT_NOT_CLOSED("text-not-closed"),
  THIS_NEEDS_FIELD("this-needs-field"),
  THIS_ROWS("this-rows", 1),
  TOO_DEEP("too-deep", 1),
  TOO_LONG("too-long", 1),
  TOO_MANY_OPERATORS("too-many-operators", 1),
  TWO_SUBFORMS("two-subforms", 2),
  UNEXPECTED("unexpected", 1),
  UNEXPECTED_CHARACTER("unexpected-character", 1),
  UNREADABLE("unreadable", 3),
  UNKNOWN_FIELD("unknown-field", 1),
  UNKNOWN_FIELD_NEAR("unknown-field-near", 2),
  UNKNOWN_FORM("unknown-form", 1),
  UNKNOWN_FORM_NEAR("unknown-form-near", 2),
  UNKNOWN_FUNCTION("unknown-function", 1),
  UNKNOWN_FUNCTION_NEAR("unknown-function-near", 2),
  WRITE_INSTEAD("write-instead", 2),
  WRONG_TYPE("wrong-type", 2);

  static final String PREFIX = "expression-";

  private final String code;
  private final int arguments;

  ExpressionProblemCode(String code) {
    this(code, 0);
  }

  /**
   * @param code without the prefix that all of these have in common
   * @param arguments besides the position
   */
  ExpressionProblemCode(String code, int arguments) {
    this.code = code;
    this.arguments = arguments;
  }

  /** Within the language, where the prefix says nothing. */
  String shortCode() {
    return code;
  }

  @Override
  public String code() {
    return PREFIX + code;
  }

  @Override
  public int arguments() {
    return 1 + arguments;
  }

  @Override
  public String bundle() {
    return CoreProblem.BUNDLE;
  }
}
