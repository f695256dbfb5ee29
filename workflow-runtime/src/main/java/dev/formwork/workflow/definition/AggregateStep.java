package dev.formwork.workflow.definition;

import dev.formwork.core.compile.Column;
import dev.formwork.core.expression.value.ValueType;
import dev.formwork.core.naming.Title;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.workflow.problem.FlowProblem;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Counts or adds up records into a variable.
 *
 * @param of sum, average, min, max or count
 * @param field nullable for count
 */
public record AggregateStep(
    String key, Title title, String form, String where, String of, String field, String into)
    implements DatabaseStep {

  /** What it can work out, by its words in JSON. */
  public static final List<String> FUNCTIONS = List.of("sum", "average", "min", "max", "count");

  static AggregateStep usual(String key, FlowSurroundings surroundings) {
    return new AggregateStep(
        key,
        null,
        surroundings.anyForm().orElse(null),
        null,
        "count",
        null,
        surroundings.variable(Variable.Type.NUMBER).orElse(null));
  }

  static void describe(ObjectSchema schema) {
    schema
        .describe("Counts or adds up records into a variable.")
        .required("form", "of", "into")
        .key("form")
        .expression("where")
        .property("of", ObjectSchema.words(FUNCTIONS))
        .key("field")
        .key("into");
  }

  @Override
  public StepType type() {
    return StepType.AGGREGATE;
  }

  @Override
  public AggregateStep withKeys(UnaryOperator<String> keys) {
    return new AggregateStep(keys.apply(key), title, form, where, of, field, into);
  }

  @Override
  public void check(StepChecks checks) {
    checks.recordsOfForm(form, where);
    checks.variable("into", into, ValueType.NUMBER);
    if (of == null || !FUNCTIONS.contains(of)) {
      checks.problem("of", FlowProblem.FLOW_AGGREGATE, String.valueOf(of));
    }
    var target = checks.findForm(form);
    if (target != null && !"count".equals(of)) {
      boolean numeric =
          target
              .column(String.valueOf(field))
              .filter(Column::isStored)
              .filter(column -> column.type().valueType() == ValueType.NUMBER)
              .isPresent();
      if (!numeric) {
        checks.problem("field", CoreProblem.NOT_A_NUMBER, String.valueOf(field));
      }
    }
  }

  @Override
  public StepShape shape() {
    return StepShape.SERVICE_TASK;
  }

  @Override
  public String sentence(SentenceContext names) {
    return form == null
        ? ""
        : StepText.joined(names.form(form), names.text().word("aggregate." + of));
  }
}
