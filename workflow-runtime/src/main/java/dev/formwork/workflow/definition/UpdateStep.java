package dev.formwork.workflow.definition;

import dev.formwork.core.naming.Title;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Changes the record, or records of a form.
 *
 * @param form nullable: the record in hand
 * @param where which records of the form, an expression over it; {@code TRUE}: all; null: the
 *     record in hand
 * @param set values as expressions, by field
 */
public record UpdateStep(
    String key, Title title, String form, String where, Map<String, String> set)
    implements DatabaseStep {

  public UpdateStep {
    set = set == null ? Map.of() : Map.copyOf(set);
  }

  static UpdateStep usual(String key, FlowSurroundings surroundings) {
    var form = surroundings.form() == null ? surroundings.anyForm().orElse(null) : null;
    return new UpdateStep(key, null, form, null, Map.of());
  }

  static void describe(ObjectSchema schema) {
    schema
        .describe("Changes the record in hand, or records of a form.")
        .required("set")
        .key("form")
        .expression("where")
        .saying("Which records of the form; TRUE: all of them.")
        .map("set", ObjectSchema.reference("expression"));
  }

  @Override
  public StepType type() {
    return StepType.UPDATE;
  }

  @Override
  public UpdateStep withKeys(UnaryOperator<String> keys) {
    return new UpdateStep(keys.apply(key), title, form, where, set);
  }

  @Override
  public void check(StepChecks checks) {
    checks.records(form, where);
    checks.requireChoice(form, where);
    checks.assignments(form == null ? checks.ownForm() : checks.form(form), set);
  }

  @Override
  public StepShape shape() {
    return StepShape.SERVICE_TASK;
  }

  @Override
  public String sentence(SentenceContext names) {
    return form == null
        ? StepText.joined(names.text().word("this-record"), names.assignments(null, set))
        : StepText.joined(
            names.form(form), names.records(key, form, where), names.assignments(form, set));
  }
}
