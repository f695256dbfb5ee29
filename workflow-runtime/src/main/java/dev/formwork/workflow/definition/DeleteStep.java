package dev.formwork.workflow.definition;

import dev.formwork.core.naming.Title;
import java.util.function.UnaryOperator;

/** Removes the record, or records of a form; as for {@link UpdateStep}. */
public record DeleteStep(String key, Title title, String form, String where)
    implements DatabaseStep {

  /** Of no record, until somebody says of which. */
  static DeleteStep usual(String key, FlowSurroundings surroundings) {
    return new DeleteStep(key, null, surroundings.anyForm().orElse(null), "FALSE");
  }

  static void describe(ObjectSchema schema) {
    schema
        .describe("Removes the record in hand, or records of a form.")
        .key("form")
        .expression("where")
        .saying("Which records of the form; TRUE: all of them.");
  }

  @Override
  public StepType type() {
    return StepType.DELETE;
  }

  @Override
  public DeleteStep withKeys(UnaryOperator<String> keys) {
    return new DeleteStep(keys.apply(key), title, form, where);
  }

  @Override
  public void check(StepChecks checks) {
    checks.records(form, where);
    checks.requireChoice(form, where);
    if (form == null) {
      checks.ownForm();
    }
  }

  @Override
  public StepShape shape() {
    return StepShape.SERVICE_TASK;
  }

  @Override
  public String sentence(SentenceContext names) {
    return form == null
        ? names.text().word("this-record")
        : StepText.joined(names.form(form), names.records(key, form, where));
  }
}
