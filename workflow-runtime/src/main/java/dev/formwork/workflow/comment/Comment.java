package dev.formwork.workflow.comment;

import dev.formwork.core.naming.MemberId;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import java.util.List;
import java.util.UUID;

/**
 * A comment on an instance.
 *
 * @param words nullable when there are files
 * @param mentioned people who are told
 * @param files taken in before, sent with it
 */
public record Comment(String words, List<MemberId> mentioned, List<UUID> files) {

  private static final int LONGEST = 4_000;

  public Comment {
    mentioned = mentioned == null ? List.of() : List.copyOf(mentioned);
    files = files == null ? List.of() : List.copyOf(files);
  }

  /** Refused when nothing is said. */
  Comment valid() {
    return new Comment(files.isEmpty() ? requireText(words) : limitLength(words), mentioned, files);
  }

  /** A comment that is none, or too long, is refused. */
  public static String requireText(String comment) {
    if (comment == null || comment.isBlank()) {
      throw Refusal.invalid(List.of(Problem.at("/comment", CoreProblem.REQUIRED)));
    }
    return limitLength(comment);
  }

  /** Nullable; refused only when it is too long. */
  public static String limitLength(String comment) {
    if (comment != null && comment.length() > LONGEST) {
      throw Refusal.invalid(List.of(Problem.at("/comment", CoreProblem.TEXT_TOO_LONG, LONGEST)));
    }
    return comment == null || comment.isBlank() ? null : comment.strip();
  }
}
