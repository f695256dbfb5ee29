package dev.formwork.workflow.problem;

import dev.formwork.core.testing.ProblemMessages;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FlowProblemTest {

  @Test
  void codes_and_sentences_belong_together() {
    ProblemMessages.haveOneSentenceEach(
        "dev.formwork.workflow.messages", List.of(FlowProblem.values()));
  }

  @Test
  void sentences_mention_what_their_codes_have() {
    ProblemMessages.mentionAllArguments(List.of(FlowProblem.values()));
  }
}
