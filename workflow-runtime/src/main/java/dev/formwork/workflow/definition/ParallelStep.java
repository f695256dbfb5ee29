package dev.formwork.workflow.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.naming.Title;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.workflow.problem.FlowProblem;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Lanes side by side.
 *
 * @param join how many lanes must be done before it goes on; 0: all. What is left of the others is
 *     dropped
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record ParallelStep(String key, Title title, List<List<Step>> lanes, int join)
    implements ContainerStep {

  public ParallelStep {
    lanes = lanes == null ? List.of() : lanes.stream().map(List::copyOf).toList();
  }

  /** {@code join} is {@code "all"}, {@code "any"} or a number. */
  @JsonCreator
  static ParallelStep of(
      @JsonProperty("key") String key,
      @JsonProperty("title") Title title,
      @JsonProperty("lanes") List<List<Step>> lanes,
      @JsonProperty("join") JsonNode join) {
    int needed =
        join == null || join.isNull() || "all".equals(join.textValue())
            ? 0
            : "any".equals(join.textValue()) ? 1 : join.asInt(-1);
    if (needed < 0) {
      throw new IllegalArgumentException("\"join\" is \"all\", \"any\" or a number: " + join);
    }
    return new ParallelStep(key, title, lanes, needed);
  }

  static ParallelStep usual(String key, FlowSurroundings surroundings) {
    return new ParallelStep(key, null, List.of(List.of(), List.of()), 0);
  }

  static void describe(ObjectSchema schema) {
    schema
        .describe("Lanes side by side.")
        .required("lanes")
        .list("lanes", ObjectSchema.reference("block"))
        .property(
            "join", ObjectSchema.either(ObjectSchema.words("all", "any"), ObjectSchema.count()))
        .saying("How many lanes must be done; what is left of the others is dropped.");
  }

  @Override
  public StepType type() {
    return StepType.PARALLEL;
  }

  @Override
  public ParallelStep withKeys(UnaryOperator<String> keys) {
    return new ParallelStep(
        keys.apply(key),
        title,
        lanes.stream().map(lane -> Step.withKeys(lane, keys)).toList(),
        join);
  }

  @Override
  public void check(StepChecks checks) {
    if (lanes.isEmpty()) {
      checks.problem("lanes", FlowProblem.FLOW_NO_LANES);
    }
    if (join > lanes.size()) {
      checks.problem("join", CoreProblem.NUMBER_ABOVE, lanes.size());
    }
  }

  @Override
  public List<List<Step>> blocks() {
    return lanes;
  }

  @Override
  public ParallelStep withBlocks(List<List<Step>> blocks) {
    return new ParallelStep(key, title, blocks, join);
  }

  @Override
  public String blockPath(int block) {
    return "/lanes/" + block;
  }

  @Override
  public boolean loops() {
    return false;
  }

  @Override
  public StepShape shape() {
    return StepShape.GATEWAYS;
  }

  @Override
  public String sentence(SentenceContext names) {
    return joinText(names.text(), join);
  }

  /** When it goes on. */
  public static String joinText(StepText text, int join) {
    return switch (join) {
      case 0 -> text.word("join.all");
      case 1 -> text.word("join.any");
      default -> text.word("join.some", join);
    };
  }
}
