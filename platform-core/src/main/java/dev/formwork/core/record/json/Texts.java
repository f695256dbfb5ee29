package dev.formwork.core.record.json;

import dev.formwork.core.problem.CoreProblem;
import java.util.Optional;

/** What a text may hold: any characters but NUL, and only whole ones. */
public final class Texts {

  private Texts() {}

  /** Why this is no text that can be kept; empty: it is one. */
  public static Optional<CoreProblem> problem(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      char at = text.charAt(i);
      if (at == 0) {
        return Optional.of(CoreProblem.TEXT_NUL);
      }
      if (Character.isSurrogate(at)) {
        boolean isPair =
            Character.isHighSurrogate(at)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!isPair) {
          return Optional.of(CoreProblem.TEXT_BROKEN);
        }
        i++;
      }
    }
    return Optional.empty();
  }
}
