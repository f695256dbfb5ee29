package dev.formwork.workflow.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * The deadline of a task and what happens when parts of it have passed.
 *
 * @param calendar in which time is counted
 * @param stages in the order of their times
 */
public record Deadline(Calendar calendar, List<Stage> stages) {

  /** A short form names one stage: {@code {"after": "P2D", "then": "remind"}}. */
  @JsonCreator
  public static Deadline of(
      @JsonProperty("calendar") Calendar calendar,
      @JsonProperty("stages") List<Stage> stages,
      @JsonProperty("after") Delay after,
      @JsonProperty("then") OverdueAction overdueAction,
      @JsonProperty("to") List<AssigneeRule> to,
      @JsonProperty("step") String step) {
    return new Deadline(
        calendar, after == null ? stages : List.of(new Stage(after, overdueAction, to, step)));
  }

  public Deadline {
    calendar = calendar == null ? Calendar.WORKING : calendar;
    stages = stages == null ? List.of() : List.copyOf(stages);
  }

  Deadline withKeys(UnaryOperator<String> keys) {
    return new Deadline(calendar, stages.stream().map(stage -> stage.withKeys(keys)).toList());
  }

  /**
   * What happens after some time.
   *
   * @param to whom it escalates or is transferred to
   * @param step for a return; nullable: to the submitter
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Stage(Delay after, OverdueAction then, List<AssigneeRule> to, String step) {
    public Stage {
      if (after == null) {
        throw new IllegalArgumentException("A stage needs \"after\", such as P2D or PT4H");
      }
      then = then == null ? OverdueAction.REMIND : then;
      to = to == null ? List.of() : List.copyOf(to);
    }

    private Stage withKeys(UnaryOperator<String> keys) {
      return new Stage(
          after, then, AssigneeRule.withKeys(to, keys), step == null ? null : keys.apply(step));
    }
  }

  /** Which time counts. */
  public enum Calendar {
    /** Working days, and on them the working hours. */
    WORKING,
    /** All of it. */
    REAL;

    @JsonValue
    public String json() {
      return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static Calendar named(String json) {
      return EnumJson.named(values(), Calendar::json, json);
    }
  }

  /** What happens to a task at a deadline. */
  public enum OverdueAction {
    REMIND,
    ESCALATE,
    APPROVE,
    REJECT,
    RETURN,
    TRANSFER;

    @JsonValue
    public String json() {
      return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static OverdueAction named(String json) {
      return EnumJson.named(values(), OverdueAction::json, json);
    }
  }
}
