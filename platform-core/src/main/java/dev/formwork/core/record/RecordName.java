package dev.formwork.core.record;

import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.problem.Spoken;
import java.util.Locale;

/**
 * A record title as an argument of a message. It is left out for a reader who may not read the
 * titles of that form.
 *
 * @param form key of its form
 */
record RecordName(String form, String title) implements Spoken {

  @Override
  public String in(Locale locale) {
    return title;
  }

  /** The refusal as it may be told. */
  static Refusal told(Access access, Refusal refusal) {
    return new Refusal(
        refusal.kind(), refusal.problems().stream().map(problem -> told(access, problem)).toList());
  }

  private static Problem told(Access access, Problem problem) {
    return new Problem(
        problem.path(),
        problem.code(),
        problem.arguments().stream()
            .map(
                argument ->
                    argument instanceof RecordName name && !mayKnow(access, name)
                        ? new RecordName(name.form, "…")
                        : argument)
            .toList());
  }

  private static boolean mayKnow(Access access, RecordName name) {
    return access
        .form()
        .links()
        .form(name.form)
        .map(form -> access.app().of(form).titles() == null)
        .orElse(false);
  }
}
