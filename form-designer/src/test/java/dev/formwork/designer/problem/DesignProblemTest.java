package dev.formwork.designer.problem;

import dev.formwork.core.testing.ProblemMessages;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DesignProblemTest {

  @Test
  void codes_and_sentences_belong_together() {
    ProblemMessages.haveOneSentenceEach(
        "dev.formwork.designer.messages", List.of(DesignProblem.values()));
  }

  @Test
  void sentences_mention_what_their_codes_have() {
    ProblemMessages.mentionAllArguments(List.of(DesignProblem.values()));
  }
}
