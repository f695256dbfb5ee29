package dev.formwork.workflow.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.naming.Title;
import dev.formwork.core.problem.Messages;
import dev.formwork.core.problem.Refusal;
import dev.formwork.workflow.engine.EventRefusedException;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Why a step failed, as text. Stored in both languages, as whoever reads it later may use either.
 */
public final class FailureText {

  private FailureText() {}

  /** As it is stored: a title in JSON. */
  public static String of(Throwable failure) {
    var words =
        failure instanceof Refusal refusal
            ? new Title(sentences(refusal, Locale.ENGLISH), sentences(refusal, Locale.CHINESE))
            : Title.of(String.valueOf(failure.getMessage()));
    return DefinitionJson.write(words);
  }

  private static String sentences(Refusal refusal, Locale locale) {
    return refusal.problems().stream()
        .map(
            problem ->
                (problem.path().isEmpty() ? "" : problem.path().substring(1) + ": ")
                    + problem.message(locale))
        .collect(Collectors.joining(" "));
  }

  /** For a reader; what the engine itself says has sentences of its own. */
  public static String text(String stored, Locale locale) {
    if (stored == null) {
      return null;
    }
    if (stored.startsWith("{")) {
      try {
        return DefinitionJson.mapper().readValue(stored, Title.class).in(locale);
      } catch (JsonProcessingException _) {
        return stored;
      }
    }
    return Messages.sentence(locale, "flow.error." + stored);
  }

  /** What an instance did not take, for people. */
  static Refusal refusal(EventRefusedException eventRefusedException) {
    return Refusal.of(
        Refusal.Kind.CONFLICT,
        eventRefusedException.type(),
        eventRefusedException.arguments().toArray());
  }
}
