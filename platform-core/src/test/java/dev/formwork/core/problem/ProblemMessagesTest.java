package dev.formwork.core.problem;

import dev.formwork.core.expression.syntax.ExpressionProblemCode;
import dev.formwork.core.testing.ProblemMessages;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProblemMessagesTest {

  @Test
  void codes_and_sentences_belong_together() {
    var all = new ArrayList<ProblemCode>(List.of(CoreProblem.values()));
    all.addAll(List.of(ExpressionProblemCode.values()));
    ProblemMessages.haveOneSentenceEach(CoreProblem.BUNDLE, all);
  }

  @Test
  void sentences_mention_what_their_codes_have() {
    ProblemMessages.mentionAllArguments(List.of(CoreProblem.values()));
  }

  /** Some arguments of expressions are for the editor alone, such as a name that would fit. */
  @Test
  void sentences_about_expressions_mention_nothing_else() {
    ProblemMessages.mentionTheSameArguments(List.of(ExpressionProblemCode.values()));
  }
}
