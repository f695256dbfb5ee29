package dev.formwork.workflow.definition;

import dev.formwork.core.naming.Title;
import java.util.function.UnaryOperator;

/**
 * JavaScript with bounds: a function of {@code {record, variables}}.
 *
 * @param into a variable that takes what it gives; nullable
 */
public record ScriptStep(String key, Title title, String script, String into)
    implements ExternalStep {

  static ScriptStep usual(String key, FlowSurroundings surroundings) {
    return new ScriptStep(key, null, "input => input.record", null);
  }

  static void describe(ObjectSchema schema) {
    schema
        .describe("JavaScript with bounds: a function of {record, variables}.")
        .required("script")
        .text("script", 20000)
        .key("into");
  }

  @Override
  public StepType type() {
    return StepType.SCRIPT;
  }

  @Override
  public ScriptStep withKeys(UnaryOperator<String> keys) {
    return new ScriptStep(keys.apply(key), title, script, into);
  }

  @Override
  public void check(StepChecks checks) {
    checks.required("script", script);
    checks.variable("into", into, null);
  }

  @Override
  public StepShape shape() {
    return StepShape.SCRIPT_TASK;
  }

  @Override
  public String sentence(SentenceContext names) {
    return script == null ? "" : StepText.shortened(script);
  }
}
