package dev.formwork.workflow.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.formwork.core.permission.Grantees;
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
 * @param openTo keys of other flows that may change it then, and afterwards
 * @param openFor people who may change it then, and afterwards; nullable: nobody
 * @param after what becomes of the record once the flow is through
 * @param openAfter keys of fields that may be changed then although the record is locked
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record FlowSettings(
    boolean skipRepeated,
    boolean skipSubmitter,
    Withdraw withdraw,
    @JsonInclude(JsonInclude.Include.ALWAYS) boolean takeBack,
    MissedRuns missed,
    int perMinute,
    List<String> open,
    List<String> openTo,
    Grantees openFor,
    AfterApproval after,
    List<String> openAfter) {

  public static final FlowSettings USUAL =
      new FlowSettings(
          false,
          false,
          Withdraw.UNTIL_DECIDED,
          true,
          MissedRuns.ONCE,
          0,
          List.of(),
          List.of(),
          null,
          AfterApproval.LOCKED,
          List.of());

  public FlowSettings {
    withdraw = withdraw == null ? Withdraw.UNTIL_DECIDED : withdraw;
    missed = missed == null ? MissedRuns.ONCE : missed;
    open = open == null ? List.of() : List.copyOf(open);
    openTo = openTo == null ? List.of() : List.copyOf(openTo);
    after = after == null ? AfterApproval.LOCKED : after;
    openAfter = openAfter == null ? List.of() : List.copyOf(openAfter);
  }

  @JsonCreator
  static FlowSettings of(
      @JsonProperty("skipRepeated") boolean skipRepeated,
      @JsonProperty("skipSubmitter") boolean skipSubmitter,
      @JsonProperty("withdraw") Withdraw withdraw,
      @JsonProperty("takeBack") Boolean takeBack,
      @JsonProperty("missed") MissedRuns missedRuns,
      @JsonProperty("perMinute") int perMinute,
      @JsonProperty("open") List<String> open,
      @JsonProperty("openTo") List<String> openTo,
      @JsonProperty("openFor") Grantees openFor,
      @JsonProperty("after") AfterApproval after,
      @JsonProperty("openAfter") List<String> openAfter) {
    return new FlowSettings(
        skipRepeated,
        skipSubmitter,
        withdraw,
        takeBack == null || takeBack,
        missedRuns,
        Math.max(0, perMinute),
        open,
        openTo,
        openFor,
        after,
        openAfter);
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

  /** What becomes of a record that went through its approvals. */
  public enum AfterApproval {
    /** People and other flows change nothing but what the flow opens. */
    LOCKED,
    /** It may be changed as before. */
    OPEN;

    @JsonValue
    public String json() {
      return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static AfterApproval named(String json) {
      return EnumJson.named(values(), AfterApproval::json, json);
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
