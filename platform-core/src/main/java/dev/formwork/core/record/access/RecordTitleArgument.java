package dev.formwork.core.record.access;

import dev.formwork.core.problem.LocalizedArgument;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import java.util.Locale;

/**
 * A record title as an argument of a message. It is left out for a reader who may not read the
 * titles of that form.
 *
 * @param form key of its form
 */
public record RecordTitleArgument(String form, String title) implements LocalizedArgument {

  @Override
  public String in(Locale locale) {
    return title;
  }

  /** The refusal as it may be told. */
  public static Refusal told(RecordAccess recordAccess, Refusal refusal) {
    return new Refusal(
        refusal.kind(),
        refusal.problems().stream().map(problem -> told(recordAccess, problem)).toList());
  }

  private static Problem told(RecordAccess recordAccess, Problem problem) {
    return new Problem(
        problem.path(),
        problem.type(),
        problem.arguments().stream()
            .map(
                argument ->
                    argument instanceof RecordTitleArgument name && !mayKnow(recordAccess, name)
                        ? new RecordTitleArgument(name.form, "…")
                        : argument)
            .toList());
  }

  private static boolean mayKnow(RecordAccess recordAccess, RecordTitleArgument name) {
    return recordAccess
        .form()
        .links()
        .form(name.form)
        .map(form -> recordAccess.app().of(form).titles() == null)
        .orElse(false);
  }
}
