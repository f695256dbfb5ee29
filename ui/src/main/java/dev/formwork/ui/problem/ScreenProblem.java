package dev.formwork.ui.problem;

import dev.formwork.core.problem.ProblemCode;

/** The problem codes of screens. */
public enum ScreenProblem implements ProblemCode {
  BOUND_TO_WORKSPACE("bound-to-workspace"),
  NOT_A_WHOLE_NUMBER("not-a-whole-number", 3);

  private final String code;
  private final int arguments;

  ScreenProblem(String code) {
    this(code, 0);
  }

  ScreenProblem(String code, int arguments) {
    this.code = code;
    this.arguments = arguments;
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public int arguments() {
    return arguments;
  }

  @Override
  public String bundle() {
    return "dev.formwork.ui.texts";
  }
}
