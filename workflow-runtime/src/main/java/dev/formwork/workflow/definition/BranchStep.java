package dev.formwork.workflow.definition;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.formwork.core.naming.Title;
import dev.formwork.workflow.problem.FlowProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Goes on where a condition holds.
 *
 * @param every every case that holds, side by side, rather than the first
 * @param otherwise when none holds
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record BranchStep(
    String key, Title title, boolean every, List<Case> cases, List<Step> otherwise)
    implements ContainerStep {

  /** One way of a branch. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Case(Title title, String when, List<Step> steps) {
    public Case {
      steps = steps == null ? List.of() : List.copyOf(steps);
    }

    private Case withKeys(UnaryOperator<String> keys) {
      return new Case(title, when, Step.withKeys(steps, keys));
    }
  }

  public BranchStep {
    cases = cases == null ? List.of() : List.copyOf(cases);
    otherwise = otherwise == null ? List.of() : List.copyOf(otherwise);
  }

  static BranchStep usual(String key, FlowSurroundings surroundings) {
    return new BranchStep(key, null, false, List.of(new Case(null, null, List.of())), List.of());
  }

  /** The same branch with other cases. */
  public BranchStep withCases(List<Case> changed) {
    return new BranchStep(key, title, every, changed, otherwise);
  }

  static void describe(ObjectSchema schema) {
    schema
        .describe("Goes on where a condition holds.")
        .required("cases")
        .flag("every")
        .saying("Every case that holds, side by side, rather than the first.")
        .list(
            "cases",
            new ObjectSchema()
                .required("when")
                .reference("title", "title")
                .expression("when")
                .steps("steps")
                .node())
        .steps("otherwise");
  }

  @Override
  public StepType type() {
    return StepType.BRANCH;
  }

  @Override
  public BranchStep withKeys(UnaryOperator<String> keys) {
    return new BranchStep(
        keys.apply(key),
        title,
        every,
        cases.stream().map(one -> one.withKeys(keys)).toList(),
        Step.withKeys(otherwise, keys));
  }

  @Override
  public void check(StepChecks checks) {
    if (cases.isEmpty()) {
      checks.problem("cases", FlowProblem.FLOW_NO_CASES);
    }
    for (int i = 0; i < cases.size(); i++) {
      checks.requiredCondition("cases/" + i + "/when", cases.get(i).when());
    }
  }

  @Override
  public List<List<Step>> blocks() {
    var blocks = new ArrayList<List<Step>>();
    cases.forEach(one -> blocks.add(one.steps()));
    blocks.add(otherwise);
    return List.copyOf(blocks);
  }

  @Override
  public BranchStep withBlocks(List<List<Step>> blocks) {
    var changed = new ArrayList<Case>();
    for (int i = 0; i < cases.size(); i++) {
      changed.add(new Case(cases.get(i).title(), cases.get(i).when(), blocks.get(i)));
    }
    return new BranchStep(key, title, every, changed, blocks.getLast());
  }

  @Override
  public String blockPath(int block) {
    return block < cases.size() ? "/cases/" + block + "/steps" : "/otherwise";
  }

  @Override
  public boolean loops() {
    return false;
  }

  @Override
  public boolean enterable() {
    return !every;
  }

  @Override
  public StepShape shape() {
    return StepShape.GATEWAYS;
  }

  @Override
  public String caption(StepText text) {
    return text.word(every ? "branch.every" : "branch.first");
  }

  @Override
  public String sentence(SentenceContext names) {
    return caption(names.text());
  }
}
