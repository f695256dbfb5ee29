package dev.formwork.workflow.api;

import dev.formwork.core.naming.MemberId;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import java.util.UUID;

/** Ids in URL paths; a malformed one is answered like one that does not exist. */
final class PathIds {

  private PathIds() {}

  static MemberId member(String text) {
    return new MemberId(of(text));
  }

  static UUID of(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException _) {
      throw Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.NOT_FOUND);
    }
  }
}
