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
    implements ContainerStep {

  private static final int MAX_ROUNDS = 500;

  public RepeatStep {
    steps = steps == null ? List.of() : List.copyOf(steps);
  }

  static RepeatStep usual(String key, FlowSurroundings surroundings) {
    return new RepeatStep(key, null, null, 0, List.of());
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
  public List<List<Step>> blocks() {
    return List.of(steps);
  }

  @Override
  public RepeatStep withBlocks(List<List<Step>> blocks) {
    return new RepeatStep(key, title, condition, max, blocks.getFirst());
  }

  @Override
  public String blockPath(int block) {
    return "/steps";
  }

  @Override
  public boolean loops() {
    return true;
  }

  @Override
  public StepShape shape() {
    return StepShape.SUB_PROCESS;
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
