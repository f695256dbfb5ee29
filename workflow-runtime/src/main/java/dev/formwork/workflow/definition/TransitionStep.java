package dev.formwork.workflow.definition;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.field.StageField;
import dev.formwork.core.naming.Title;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.workflow.problem.FlowProblem;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Sets a stage of the record.
 *
 * @param owned whether only flows set this stage, and no person does by hand
 */
public record TransitionStep(
    String key,
    Title title,
    String field,
    String to,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean owned)
    implements DatabaseStep {

  static TransitionStep usual(String key, FlowSurroundings surroundings) {
    return Optional.ofNullable(surroundings.form())
        .flatMap(form -> form.stageField())
        .map(
            stage ->
                new TransitionStep(
                    key, null, stage.key().value(), stage.stages().getLast().key(), false))
        .orElseGet(() -> new TransitionStep(key, null, null, null, false));
  }

  static void describe(ObjectSchema schema) {
    schema
        .describe("Sets a stage of the record.")
        .required("field", "to")
        .key("field")
        .key("to")
        .flag("owned")
        .saying("Whether only flows set this stage, and no person does by hand.");
  }

  @Override
  public StepType type() {
    return StepType.TRANSITION;
  }

  @Override
  public TransitionStep withKeys(UnaryOperator<String> keys) {
    return new TransitionStep(keys.apply(key), title, field, to, owned);
  }

  @Override
  public void check(StepChecks checks) {
    if (!checks.required("field", field) || !checks.required("to", to)) {
      return;
    }
    var stages = stages(checks.ownForm());
    if (stages.isEmpty()) {
      checks.problem("field", CoreProblem.UNKNOWN_FIELD, field);
    } else if (stages.get().stage(to).isEmpty()) {
      checks.problem("to", FlowProblem.FLOW_UNKNOWN_STAGE, to);
    }
  }

  private Optional<StageField> stages(CompiledForm form) {
    return form == null
        ? Optional.empty()
        : form.definition().fields().stream()
            .filter(one -> one.key().value().equals(field))
            .filter(StageField.class::isInstance)
            .map(StageField.class::cast)
            .findFirst();
  }

  @Override
  public StepShape shape() {
    return StepShape.SERVICE_TASK;
  }

  @Override
  public String sentence(SentenceContext names) {
    return names
        .stage(field, to)
        .map(stage -> names.text().word("transition.to", stage))
        .orElse("");
  }
}
