package dev.formwork.core.importexport;

import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.ProblemCode;
import java.util.List;

/**
 * A custom on which depends what a column's texts mean.
 *
 * @param column of the file; empty: the whole file
 * @param open whether a person has to say: the file does not tell, and nor does the plan
 * @param examples texts that it decides about
 */
public record ImportQuestion(String column, Kind kind, boolean open, List<String> examples) {

  /** Which custom; named as in the plan. */
  public enum Kind {
    ENCODING("encoding", CoreProblem.FILE_ENCODING),
    DECIMAL("decimal", CoreProblem.IMPORT_ASK_DECIMAL),
    DATE_ORDER("dateOrder", CoreProblem.IMPORT_ASK_DATE_ORDER),
    PERCENT("percent", CoreProblem.IMPORT_ASK_PERCENT),
    SERIAL_DATES("serialDates", CoreProblem.IMPORT_ASK_SERIAL_DATES),
    TWO_DIGIT_YEARS("twoDigitYears", CoreProblem.IMPORT_ASK_TWO_DIGIT_YEARS);

    private final String member;
    private final ProblemCode code;

    Kind(String member, ProblemCode code) {
      this.member = member;
      this.code = code;
    }

    /** Its name in the plan. */
    public String member() {
      return member;
    }
  }

  /** That it is open, told of the member of the plan that answers it. */
  public Problem problem() {
    return column.isEmpty()
        ? Problem.at("/plan/" + kind.member, kind.code, examples.getFirst())
        : Problem.at(
            "/plan/formats/" + column + "/" + kind.member,
            kind.code,
            column,
            String.join(", ", examples));
  }
}
