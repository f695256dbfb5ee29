package dev.formwork.workflow.definition;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.formwork.core.naming.Title;
import dev.formwork.core.permission.Grantees;
import java.util.List;
import java.util.Map;

/** What starts a flow. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "on")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Trigger.Created.class, name = "record.created"),
  @JsonSubTypes.Type(value = Trigger.Changed.class, name = "record.changed"),
  @JsonSubTypes.Type(value = Trigger.Submitted.class, name = "record.submitted"),
  @JsonSubTypes.Type(value = Trigger.Deleted.class, name = "record.deleted"),
  @JsonSubTypes.Type(value = Trigger.DateReached.class, name = "record.date"),
  @JsonSubTypes.Type(value = Trigger.Schedule.class, name = "schedule"),
  @JsonSubTypes.Type(value = Trigger.Webhook.class, name = "webhook"),
  @JsonSubTypes.Type(value = Trigger.Button.class, name = "button"),
  @JsonSubTypes.Type(value = Trigger.CalledByFlow.class, name = "flow"),
  @JsonSubTypes.Type(value = Trigger.TaskEvent.class, name = "task")
})
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public sealed interface Trigger {

  default TriggerType type() {
    return switch (this) {
      case Created _ -> TriggerType.CREATED;
      case Changed _ -> TriggerType.CHANGED;
      case Submitted _ -> TriggerType.SUBMITTED;
      case Deleted _ -> TriggerType.DELETED;
      case DateReached _ -> TriggerType.DATE;
      case Schedule _ -> TriggerType.SCHEDULE;
      case Webhook _ -> TriggerType.WEBHOOK;
      case Button _ -> TriggerType.BUTTON;
      case CalledByFlow _ -> TriggerType.FLOW;
      case TaskEvent _ -> TriggerType.TASK;
    };
  }

  /** Whether it is started by what happens to records of the flow's form. */
  @JsonIgnore
  default boolean isOfRecords() {
    return switch (this) {
      case Created _, Changed _, Submitted _, Deleted _ -> true;
      case DateReached _, Schedule _, Webhook _, Button _, CalledByFlow _, TaskEvent _ -> false;
    };
  }

  /** The condition under which it starts; null: always. */
  default String condition() {
    return switch (this) {
      case Created(var when) -> when;
      case Changed changed -> changed.when;
      case Submitted(var when) -> when;
      case Deleted(var when) -> when;
      case DateReached dateReached -> dateReached.when;
      case Button button -> button.when;
      case Schedule _, Webhook _, CalledByFlow _, TaskEvent _ -> null;
    };
  }

  /** A record was made. */
  record Created(String when) implements Trigger {}

  /**
   * A record was changed.
   *
   * @param fields any of these; empty: any field
   * @param from what the first of the fields was, as an expression; nullable
   * @param to what it is now; nullable
   */
  record Changed(List<String> fields, String from, String to, String when) implements Trigger {
    public Changed {
      fields = fields == null ? List.of() : List.copyOf(fields);
    }
  }

  /** A record was sent on its way. */
  record Submitted(String when) implements Trigger {}

  /** A record went to the recycle bin, or for good. */
  record Deleted(String when) implements Trigger {}

  /**
   * A date of a record came.
   *
   * @param field a date or a moment
   * @param after how long after it, such as {@code P7D}; with a minus: before; nullable: on it
   * @param at the time of day for dates, {@code 09:00} unless named
   */
  record DateReached(String field, String after, String at, String when) implements Trigger {}

  /**
   * By the clock.
   *
   * @param cron minute, hour, day of month, month, day of week; or seconds in front of them
   * @param zone nullable: the workspace's
   */
  record Schedule(String cron, String zone) implements Trigger {}

  /**
   * Another program calls an address.
   *
   * @param into variables by the place in the body their value comes from (JSON pointer)
   */
  record Webhook(Map<String, String> into) implements Trigger {
    public Webhook {
      into = into == null ? Map.of() : Map.copyOf(into);
    }
  }

  /**
   * Someone presses a button on a record, or in the list of flows.
   *
   * @param label nullable: the flow's title
   * @param who may; nullable: whoever may change the record
   * @param when on which records it is offered; nullable: all
   */
  record Button(Title label, Grantees who, String when) implements Trigger {}

  /** Another flow calls it. */
  record CalledByFlow() implements Trigger {}

  /**
   * Something happened in another flow.
   *
   * @param flow its key
   * @param step nullable: any
   * @param events such as approved, rejected, returned, overdue, ended; empty: all
   */
  record TaskEvent(String flow, String step, List<String> events) implements Trigger {
    public TaskEvent {
      events = events == null ? List.of() : List.copyOf(events);
    }
  }
}
