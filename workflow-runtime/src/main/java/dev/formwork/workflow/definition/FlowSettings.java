package dev.formwork.workflow.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/**
 * Settings for a flow as a whole.
 *
 * @param skipRepeated whoever approved the step before is passed over
 * @param skipSubmitter the submitter is passed over among the approvers
 * @param withdraw when the submitter may take it back
 * @param takeBack whether an approver may take a decision back until the next person acted
 * @param missed what becomes of times that passed while nobody was there to keep them
 * @param perMinute how often it may start in a minute; 0: as often as it comes
 * @param open keys of fields that whoever may can change while the record is in approval; others
 *     are locked then, but to the present step
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record FlowSettings(
    boolean skipRepeated,
    boolean skipSubmitter,
    Withdraw withdraw,
    @JsonInclude(JsonInclude.Include.ALWAYS) boolean takeBack,
    MissedRuns missed,
    int perMinute,
    List<String> open) {

  public static final FlowSettings USUAL =
      new FlowSettings(false, false, Withdraw.UNTIL_DECIDED, true, MissedRuns.ONCE, 0, List.of());

  public FlowSettings {
    withdraw = withdraw == null ? Withdraw.UNTIL_DECIDED : withdraw;
    missed = missed == null ? MissedRuns.ONCE : missed;
    open = open == null ? List.of() : List.copyOf(open);
  }

  @JsonCreator
  static FlowSettings of(
      @JsonProperty("skipRepeated") boolean skipRepeated,
      @JsonProperty("skipSubmitter") boolean skipSubmitter,
      @JsonProperty("withdraw") Withdraw withdraw,
      @JsonProperty("takeBack") Boolean takeBack,
      @JsonProperty("missed") MissedRuns missedRuns,
      @JsonProperty("perMinute") int perMinute,
      @JsonProperty("open") List<String> open) {
    return new FlowSettings(
        skipRepeated,
        skipSubmitter,
        withdraw,
        takeBack == null || takeBack,
        missedRuns,
        Math.max(0, perMinute),
        open);
  }

  /** When the submitter may withdraw. */
  public enum Withdraw {
    UNTIL_DECIDED,
    ALWAYS,
    NEVER;

    @JsonValue
    public String json() {
      return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static Withdraw named(String json) {
      return EnumJson.named(values(), Withdraw::json, json);
    }
  }

  /** What a schedule does about times it missed. */
  public enum MissedRuns {
    /** Runs once for all of them. */
    ONCE,
    /** Runs for each. */
    EACH,
    /** Lets them be. */
    SKIP;

    @JsonValue
    public String json() {
      return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static MissedRuns named(String json) {
      return EnumJson.named(values(), MissedRuns::json, json);
    }
  }
}
