package dev.formwork.workflow.definition;

import dev.formwork.core.expression.value.ValueType;
import dev.formwork.core.naming.Title;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Makes a record.
 *
 * @param set values as expressions, by field
 * @param into a variable that remembers it; nullable
 */
public record CreateStep(String key, Title title, String form, Map<String, String> set, String into)
    implements DatabaseStep {

  public CreateStep {
    set = set == null ? Map.of() : Map.copyOf(set);
  }

  static CreateStep usual(String key, FlowSurroundings surroundings) {
    return new CreateStep(key, null, surroundings.anyForm().orElse(null), Map.of(), null);
  }

  static void describe(ObjectSchema schema) {
    schema
        .describe("Makes a record.")
        .required("form")
        .key("form")
        .map("set", ObjectSchema.reference("expression"))
        .key("into")
        .saying("A variable that remembers it.");
  }

  @Override
  public StepType type() {
    return StepType.CREATE;
  }

  @Override
  public CreateStep withKeys(UnaryOperator<String> keys) {
    return new CreateStep(keys.apply(key), title, form, set, into);
  }

  @Override
  public void check(StepChecks checks) {
    checks.assignments(checks.form(form), set);
    checks.variable("into", into, ValueType.RECORD);
  }

  @Override
  public StepShape shape() {
    return StepShape.SERVICE_TASK;
  }

  @Override
  public String sentence(SentenceContext names) {
    return form == null ? "" : StepText.joined(names.form(form), names.assignments(form, set));
  }
}
