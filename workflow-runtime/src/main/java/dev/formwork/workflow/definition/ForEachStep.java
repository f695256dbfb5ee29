package dev.formwork.workflow.definition;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.naming.Title;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The same steps for each row of a subform, or for each record of a form; inside, expressions speak
 * of that row or record.
 *
 * @param rows key of the subform; or null
 * @param form whose records; or null
 * @param where which of them, an expression over that form
 * @param limit at most so many; 0: all
 * @param atOnce how many at a time; 0: one
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record ForEachStep(
    String key,
    Title title,
    String rows,
    String form,
    String where,
    int limit,
    int atOnce,
    List<Step> steps)
    implements LoopStep {

  public ForEachStep {
    steps = steps == null ? List.of() : List.copyOf(steps);
  }

  static ForEachStep usual(String key, FlowSurroundings surroundings) {
    var rows = surroundings.field(SubformField.class).orElse(null);
    var form = rows == null ? surroundings.anyForm().orElse(null) : null;
    return new ForEachStep(key, null, rows, form, null, 0, 0, List.of());
  }

  static void describe(ObjectSchema schema) {
    schema
        .describe(
            "The same for each row of a subform, or for each record of a form; inside, expressions speak of it.")
        .required("steps")
        .key("rows")
        .key("form")
        .expression("where")
        .saying("Which records, over that form.")
        .count("limit")
        .saying("At most so many; unless given, all, a thousand at a time.")
        .count("atOnce")
        .steps("steps");
  }

  @Override
  public StepType type() {
    return StepType.FOR_EACH;
  }

  @Override
  public ForEachStep withKeys(UnaryOperator<String> keys) {
    return new ForEachStep(
        keys.apply(key), title, rows, form, where, limit, atOnce, Step.withKeys(steps, keys));
  }

  @Override
  public void check(StepChecks checks) {
    if (rows == null) {
      checks.recordsOfForm(form, where);
      if (changesEach(steps)) {
        checks.requireChoice(form, where);
      }
    } else {
      checks.records(form, where);
    }
  }

  /** Whether the record that a round is about is changed or removed in it. */
  private static boolean changesEach(List<Step> steps) {
    return steps.stream()
        .anyMatch(
            step ->
                switch (step) {
                  case UpdateStep update -> update.form() == null;
                  case DeleteStep delete -> delete.form() == null;
                  case TransitionStep _, AssignStep _ -> true;
                  case ForEachStep _ -> false;
                  default -> StepTree.inside(step).stream().anyMatch(ForEachStep::changesEach);
                });
  }

  @Override
  public ForEachStep withSteps(List<Step> changed) {
    return new ForEachStep(key, title, rows, form, where, limit, atOnce, changed);
  }

  @Override
  public Step documented() {
    return new ForEachStep(key, null, rows, form, where, limit, atOnce, List.of());
  }

  @Override
  public String sentence(SentenceContext names) {
    if (rows != null) {
      return names.text().word("each.rows", names.field(key, rows));
    }
    return form == null ? "" : StepText.joined(names.form(form), names.records(key, form, where));
  }
}
