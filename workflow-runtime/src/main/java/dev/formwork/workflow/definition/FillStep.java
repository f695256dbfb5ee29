package dev.formwork.workflow.definition;

import dev.formwork.core.naming.Title;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Someone completes fields. Parameters as for {@link ApproveStep}. */
public record FillStep(
    String key,
    Title title,
    List<AssigneeRule> assign,
    NoAssigneePolicy nobody,
    Map<String, TaskFieldAccess> fields,
    Map<ActionKind, Title> buttons,
    Deadline due)
    implements HumanStep {

  public FillStep {
    assign = assign == null ? List.of() : List.copyOf(assign);
    nobody = nobody == null ? NoAssigneePolicy.STOP : nobody;
    fields = fields == null ? Map.of() : Map.copyOf(fields);
    buttons = buttons == null ? Map.of() : Map.copyOf(buttons);
  }

  static FillStep usual(String key, FlowSurroundings surroundings) {
    return new FillStep(key, null, AssigneeRule.submitterAlone(), null, null, null, null);
  }

  static void describe(ObjectSchema schema) {
    HumanStep.describe(schema.describe("Someone completes fields."));
  }

  @Override
  public StepType type() {
    return StepType.FILL;
  }

  @Override
  public FillStep withKeys(UnaryOperator<String> keys) {
    return new FillStep(
        keys.apply(key),
        title,
        AssigneeRule.withKeys(assign, keys),
        nobody,
        fields,
        buttons,
        due == null ? null : due.withKeys(keys));
  }

  @Override
  public Stream<String> returnTargets() {
    return Stream.empty();
  }

  @Override
  public String sentence(SentenceContext names) {
    return StepText.joined(names.people(assign), new DurationText(names.text()).due(due));
  }
}
