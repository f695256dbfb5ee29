package dev.formwork.workflow.definition;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.BiFunction;

/** The types of steps, in the order in which they are offered. */
public enum StepType {
  APPROVE("approve", Group.PEOPLE, ApproveStep::usual),
  FILL("fill", Group.PEOPLE, FillStep::usual),
  NOTIFY("notify", Group.PEOPLE, NotifyStep::usual),
  BRANCH("branch", Group.CONTROL, BranchStep::usual),
  PARALLEL("parallel", Group.CONTROL, ParallelStep::usual),
  FOR_EACH("forEach", Group.CONTROL, ForEachStep::usual),
  REPEAT("repeat", Group.CONTROL, RepeatStep::usual),
  WAIT("wait", Group.CONTROL, WaitStep::usual),
  CALL("call", Group.CONTROL, CallStep::usual),
  END("end", Group.CONTROL, EndStep::usual),
  CREATE("create", Group.WORK, CreateStep::usual),
  UPDATE("update", Group.WORK, UpdateStep::usual),
  TRANSITION("transition", Group.WORK, TransitionStep::usual),
  ASSIGN("assign", Group.WORK, AssignStep::usual),
  AGGREGATE("aggregate", Group.WORK, AggregateStep::usual),
  DELETE("delete", Group.WORK, DeleteStep::usual),
  EMAIL("email", Group.WORK, EmailStep::usual),
  MESSAGE("message", Group.WORK, MessageStep::usual),
  HTTP("http", Group.WORK, HttpStep::usual),
  SCRIPT("script", Group.WORK, ScriptStep::usual);

  /** What a type of step is about. */
  public enum Group {
    PEOPLE,
    CONTROL,
    WORK
  }

  private final String json;
  private final Group group;
  private final BiFunction<String, FlowSurroundings, Step> usual;

  StepType(String json, Group group, BiFunction<String, FlowSurroundings, Step> usual) {
    this.json = json;
    this.group = group;
    this.usual = usual;
  }

  /**
   * @throws IllegalArgumentException naming those that are known
   */
  public static StepType named(String json) {
    return EnumJson.named(values(), StepType::json, json);
  }

  /**
   * @param word as {@link #word} gives it
   */
  public static StepType ofWord(String word) {
    return Arrays.stream(values())
        .filter(type -> type.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Not a type of step: " + word));
  }

  /** {@code forEach}: the value of {@code "type"} in JSON. */
  public String json() {
    return json;
  }

  /** {@code for-each}: as texts and pages name it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public Group group() {
    return group;
  }

  /**
   * A step of this type with common settings, to begin with.
   *
   * @param key free in the flow
   */
  public Step usual(String key, FlowSurroundings surroundings) {
    return usual.apply(key, surroundings);
  }
}
