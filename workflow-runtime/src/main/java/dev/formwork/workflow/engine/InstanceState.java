package dev.formwork.workflow.engine;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.naming.MemberId;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Where an instance stands, as it is stored.
 *
 * @param open positions, oldest first
 * @param next id of the next position
 * @param variables by key
 * @param passed keys of steps that were passed
 * @param approvers of the last approval that was passed, for passing over the same person twice
 * @param chosen people chosen for later steps, by step
 * @param decided whether anyone decided anything
 * @param undo what the last decision can be taken back to; nullable
 * @param derived what followed from others when the record was submitted, such as totals, by key of
 *     field; null: nobody decides on it, or an older state
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record InstanceState(
    List<Token> open,
    int next,
    ObjectNode variables,
    List<String> passed,
    List<MemberId> approvers,
    Map<String, List<MemberId>> chosen,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean decided,
    Undo undo,
    ObjectNode derived) {

  public InstanceState {
    open = open == null ? List.of() : List.copyOf(open);
    variables = variables == null ? JsonNodeFactory.instance.objectNode() : variables;
    passed = passed == null ? List.of() : List.copyOf(passed);
    approvers = approvers == null ? List.of() : List.copyOf(approvers);
    chosen = chosen == null ? Map.of() : Map.copyOf(chosen);
  }

  /** What was before somebody's decision. */
  public record Undo(MemberId member, UUID task, String step, List<Token> open) {}

  /** Before anything happened. */
  public static InstanceState fresh(ObjectNode variables) {
    return fresh(variables, null);
  }

  /**
   * The same of a record that people decide on.
   *
   * @param derived nullable
   */
  public static InstanceState fresh(ObjectNode variables, ObjectNode derived) {
    return new InstanceState(
        List.of(), 1, variables, List.of(), List.of(), Map.of(), false, null, derived);
  }
}
