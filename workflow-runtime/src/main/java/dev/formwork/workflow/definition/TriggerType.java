package dev.formwork.workflow.definition;

import dev.formwork.core.field.DateField;
import dev.formwork.core.field.DateTimeField;
import java.util.List;
import java.util.function.BiFunction;

/** The types of triggers, in the order in which they are offered. */
public enum TriggerType {
  SUBMITTED("record.submitted", (_, when) -> new Trigger.Submitted(when)),
  CREATED("record.created", (_, when) -> new Trigger.Created(when)),
  CHANGED("record.changed", (_, when) -> new Trigger.Changed(List.of(), null, null, when)),
  DELETED("record.deleted", (_, when) -> new Trigger.Deleted(when)),
  DATE("record.date", TriggerType::onDate),
  BUTTON("button", (_, when) -> new Trigger.Button(null, null, when)),
  SCHEDULE("schedule", (_, _) -> new Trigger.Schedule("0 9 * * 1-5", null)),
  WEBHOOK("webhook", (_, _) -> new Trigger.Webhook(null)),
  FLOW("flow", (_, _) -> new Trigger.CalledByFlow()),
  TASK("task", (_, _) -> new Trigger.TaskEvent(null, null, null));

  private final String json;
  private final BiFunction<FlowSurroundings, String, Trigger> usual;

  TriggerType(String json, BiFunction<FlowSurroundings, String, Trigger> usual) {
    this.json = json;
    this.usual = usual;
  }

  private static Trigger onDate(FlowSurroundings surroundings, String when) {
    var date =
        surroundings.field(field -> field instanceof DateField || field instanceof DateTimeField);
    return new Trigger.DateReached(date.orElse(null), null, null, when);
  }

  /**
   * @throws IllegalArgumentException naming those that are known
   */
  public static TriggerType named(String json) {
    return EnumJson.named(values(), TriggerType::json, json);
  }

  /** {@code record.created}: the value of {@code "on"} in JSON. */
  public String json() {
    return json;
  }

  /** Whether it speaks of records, so that the flow needs a form. */
  public boolean needsForm() {
    return switch (this) {
      case SUBMITTED, CREATED, CHANGED, DELETED, DATE -> true;
      case BUTTON, SCHEDULE, WEBHOOK, FLOW, TASK -> false;
    };
  }

  /** Whether it may ask a condition of the record. */
  public boolean hasCondition() {
    return needsForm() || this == BUTTON;
  }

  /**
   * A trigger of this type with common settings, to begin with.
   *
   * @param condition kept where there can be one; nullable
   */
  public Trigger usual(FlowSurroundings surroundings, String condition) {
    return usual.apply(surroundings, condition);
  }
}
