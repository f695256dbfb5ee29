package dev.formwork.ui.problem;

import dev.formwork.core.testing.ProblemMessages;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ScreenProblemTest {

  @Test
  void codes_and_sentences_belong_together() {
    ProblemMessages.haveOneSentenceEach("dev.formwork.ui.texts", List.of(ScreenProblem.values()));
  }

  @Test
  void sentences_mention_what_their_codes_have() {
    ProblemMessages.mentionAllArguments(List.of(ScreenProblem.values()));
  }
}
