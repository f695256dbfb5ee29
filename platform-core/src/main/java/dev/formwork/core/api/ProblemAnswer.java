package dev.formwork.core.api;

import dev.formwork.core.problem.Problem;
import java.util.List;
import java.util.Locale;

/** One problem as clients see it, in their language. */
public record ProblemAnswer(String path, String code, String message) {

  public static ProblemAnswer of(Problem problem, Locale locale) {
    return new ProblemAnswer(problem.path(), problem.code(), problem.message(locale));
  }

  public static List<ProblemAnswer> of(List<Problem> problems, Locale locale) {
    return problems.stream().map(problem -> of(problem, locale)).toList();
  }
}
