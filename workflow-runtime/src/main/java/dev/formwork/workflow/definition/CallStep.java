package dev.formwork.workflow.definition;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.formwork.core.naming.Title;
import dev.formwork.core.problem.CoreProblem;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Another flow.
 *
 * @param in its variables, as expressions here
 * @param out variables here, by what they are called there
 * @param waits whether this one goes on only when that one ended
 */
public record CallStep(
    String key,
    Title title,
    String flow,
    Map<String, String> in,
    Map<String, String> out,
    @JsonProperty("wait") boolean waits)
    implements Step {

  public CallStep {
    in = in == null ? Map.of() : Map.copyOf(in);
    out = out == null ? Map.of() : Map.copyOf(out);
  }

  static CallStep usual(String key, FlowSurroundings surroundings) {
    return new CallStep(key, null, surroundings.otherFlow().orElse(null), Map.of(), Map.of(), true);
  }

  static void describe(ObjectSchema schema) {
    schema
        .describe("Another flow.")
        .required("flow")
        .key("flow")
        .map("in", ObjectSchema.reference("expression"))
        .saying("Its variables, as expressions here.")
        .map("out", ObjectSchema.text(40))
        .saying("Variables here, by what they are called there.")
        .flag("wait");
  }

  @Override
  public StepType type() {
    return StepType.CALL;
  }

  @Override
  public CallStep withKeys(UnaryOperator<String> keys) {
    return new CallStep(keys.apply(key), title, flow, in, out, waits);
  }

  @Override
  public void check(StepChecks checks) {
    if (flow == null) {
      checks.problem("flow", CoreProblem.SCHEMA_MISSING, "flow");
    }
    in.forEach((key, source) -> checks.value("in/" + key, source, null));
    out.keySet().forEach(key -> checks.variable("out/" + key, key, null));
  }

  @Override
  public StepShape shape() {
    return StepShape.CALL_ACTIVITY;
  }

  @Override
  public String sentence(SentenceContext names) {
    return flow == null ? "" : names.flow(flow);
  }
}
