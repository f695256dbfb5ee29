package dev.formwork.workflow.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/**
 * The deadline of a task and what happens when parts of it have passed.
 *
 * @param calendar in which time is counted
 * @param stages in the order of their times
 */
public record Due(Calendar calendar, List<Stage> stages) {

  /** A short form names one stage: {@code {"after": "P2D", "then": "remind"}}. */
  @JsonCreator
  public static Due of(
      @JsonProperty("calendar") Calendar calendar,
      @JsonProperty("stages") List<Stage> stages,
      @JsonProperty("after") Delay after,
      @JsonProperty("then") Then then,
      @JsonProperty("to") List<Assignee> to,
      @JsonProperty("step") String step) {
    return new Due(calendar, after == null ? stages : List.of(new Stage(after, then, to, step)));
  }

  public Due {
    calendar = calendar == null ? Calendar.WORKING : calendar;
    stages = stages == null ? List.of() : List.copyOf(stages);
  }

  /**
   * What happens after some time.
   *
   * @param to whom it escalates or is transferred to
   * @param step for a return; nullable: to the submitter
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Stage(Delay after, Then then, List<Assignee> to, String step) {
    public Stage {
      if (after == null) {
        throw new IllegalArgumentException("A stage needs \"after\", such as P2D or PT4H");
      }
      then = then == null ? Then.REMIND : then;
      to = to == null ? List.of() : List.copyOf(to);
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
      return Words.named(values(), Calendar::json, json);
    }
  }

  /** What happens to a task at a deadline. */
  public enum Then {
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
    public static Then named(String json) {
      return Words.named(values(), Then::json, json);
    }
  }
}
