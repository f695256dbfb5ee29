package dev.formwork.workflow.definition;

import dev.formwork.core.naming.Title;
import java.util.function.UnaryOperator;

/**
 * The flow is over.
 *
 * @param outcome such as {@code approved}; nullable: done
 */
public record EndStep(String key, Title title, String outcome) implements Step {

  static EndStep usual(String key, FlowSurroundings surroundings) {
    return new EndStep(key, null, null);
  }

  static void describe(ObjectSchema schema) {
    schema
        .describe("The flow is over.")
        .text("outcome", 80)
        .saying("Such as approved; unless given, done.");
  }

  @Override
  public StepType type() {
    return StepType.END;
  }

  @Override
  public EndStep withKeys(UnaryOperator<String> keys) {
    return new EndStep(keys.apply(key), title, outcome);
  }

  @Override
  public void check(StepChecks checks) {
    // It names nothing that could be missing.
  }

  @Override
  public StepShape shape() {
    return StepShape.END_EVENT;
  }

  @Override
  public String sentence(SentenceContext names) {
    return outcome == null ? names.text().word("end.done") : names.text().outcome(outcome);
  }
}
