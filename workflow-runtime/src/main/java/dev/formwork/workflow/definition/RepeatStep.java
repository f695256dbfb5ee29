package dev.formwork.workflow.definition;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.formwork.core.naming.Title;
import dev.formwork.core.problem.CoreProblem;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Again, while a condition holds.
 *
 * @param condition asked before each round
 * @param max rounds; 0: a hundred
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record RepeatStep(
    String key, Title title, @JsonProperty("while") String condition, int max, List<Step> steps)
    implements LoopStep {

  /** Rounds, unless it says how many. */
  public static final int USUAL_ROUNDS = 100;

  private static final int MAX_ROUNDS = 500;

  public RepeatStep {
    steps = steps == null ? List.of() : List.copyOf(steps);
  }

  static RepeatStep usual(String key, FlowSurroundings surroundings) {
    return new RepeatStep(key, null, null, 0, List.of());
  }

  static void describe(ObjectSchema schema) {
    schema
        .describe("Again, while a condition holds.")
        .required("while", "steps")
        .expression("while")
        .count("max", MAX_ROUNDS)
        .steps("steps");
  }

  @Override
  public StepType type() {
    return StepType.REPEAT;
  }

  @Override
  public RepeatStep withKeys(UnaryOperator<String> keys) {
    return new RepeatStep(keys.apply(key), title, condition, max, Step.withKeys(steps, keys));
  }

  @Override
  public void check(StepChecks checks) {
    checks.requiredCondition("while", condition);
    if (max < 0 || max > MAX_ROUNDS) {
      checks.problem("max", CoreProblem.NUMBER_ABOVE, MAX_ROUNDS);
    }
  }

  @Override
  public RepeatStep withSteps(List<Step> changed) {
    return new RepeatStep(key, title, condition, max, changed);
  }

  @Override
  public Step documented() {
    return new RepeatStep(key, null, condition, max, List.of());
  }

  @Override
  public String sentence(SentenceContext names) {
    return condition == null
        ? ""
        : names.text().word("repeat.while", names.expression(key, condition));
  }
}
