package dev.formwork.workflow.engine;

import dev.formwork.core.naming.MemberId;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.compile.CompiledStep;
import dev.formwork.workflow.definition.AssigneeRule;
import java.util.List;
import java.util.Optional;

/**
 * Answers questions about a token of an instance: which record it is about, which members a list of
 * assignee rules gives.
 */
public final class TokenQueries {

  private TokenQueries() {}

  /** The record or row that a position speaks of; null: none. */
  public static SubjectRecord subject(CompiledFlow flow, Instance instance, int position) {
    var decisionBuilder = new DecisionBuilder(flow, instance, null);
    var found = decisionBuilder.find(position);
    return found == null ? instance.subject() : decisionBuilder.subject(found);
  }

  /** The loop that looks for its next records where a token works. */
  public static Optional<Token.Block> loopOf(List<Token> open, Token.Wait wait) {
    return open.stream()
        .filter(
            token ->
                token instanceof Token.Block
                    && token.step().equals(wait.step())
                    && token.parent() == wait.parent()
                    && token.lane() == wait.lane())
        .map(Token.Block.class::cast)
        .findFirst();
  }

  /** The people that rules of a step find. */
  public static List<MemberId> people(
      CompiledFlow flow,
      Instance instance,
      DecisionInputs decisionInputs,
      CompiledStep step,
      SubjectRecord subjectRecord,
      List<AssigneeRule> rules,
      String path) {
    return new AssigneeResolver(decisionInputs, step, subjectRecord, instance, instance.state())
        .find(rules, path).stream().map(AssigneeResolver.Found::member).toList();
  }
}
