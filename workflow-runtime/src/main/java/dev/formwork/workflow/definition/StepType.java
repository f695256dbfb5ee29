package dev.formwork.workflow.definition;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** The types of steps, in the order in which they are offered. */
public enum StepType {
  APPROVE("approve", Group.PEOPLE, ApproveStep::usual, ApproveStep::describe),
  FILL("fill", Group.PEOPLE, FillStep::usual, FillStep::describe),
  NOTIFY("notify", Group.PEOPLE, NotifyStep::usual, NotifyStep::describe),
  BRANCH("branch", Group.CONTROL, BranchStep::usual, BranchStep::describe),
  PARALLEL("parallel", Group.CONTROL, ParallelStep::usual, ParallelStep::describe),
  FOR_EACH("forEach", Group.CONTROL, ForEachStep::usual, ForEachStep::describe),
  REPEAT("repeat", Group.CONTROL, RepeatStep::usual, RepeatStep::describe),
  WAIT("wait", Group.CONTROL, WaitStep::usual, WaitStep::describe),
  CALL("call", Group.CONTROL, CallStep::usual, CallStep::describe),
  END("end", Group.CONTROL, EndStep::usual, EndStep::describe),
  CREATE("create", Group.WORK, CreateStep::usual, CreateStep::describe),
  UPDATE("update", Group.WORK, UpdateStep::usual, UpdateStep::describe),
  TRANSITION("transition", Group.WORK, TransitionStep::usual, TransitionStep::describe),
  ASSIGN("assign", Group.WORK, AssignStep::usual, AssignStep::describe),
  AGGREGATE("aggregate", Group.WORK, AggregateStep::usual, AggregateStep::describe),
  DELETE("delete", Group.WORK, DeleteStep::usual, DeleteStep::describe),
  EMAIL("email", Group.WORK, EmailStep::usual, EmailStep::describe),
  MESSAGE("message", Group.WORK, MessageStep::usual, MessageStep::describe),
  HTTP("http", Group.WORK, HttpStep::usual, HttpStep::describe),
  SCRIPT("script", Group.WORK, ScriptStep::usual, ScriptStep::describe);

  /** What a type of step is about. */
  public enum Group {
    PEOPLE,
    CONTROL,
    WORK
  }

  private final String json;
  private final Group group;
  private final BiFunction<String, FlowSurroundings, Step> usual;
  private final Consumer<ObjectSchema> describe;

  StepType(
      String json,
      Group group,
      BiFunction<String, FlowSurroundings, Step> usual,
      Consumer<ObjectSchema> describe) {
    this.json = json;
    this.group = group;
    this.usual = usual;
    this.describe = describe;
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

  /** The JSON Schema of its steps. */
  ObjectNode schema() {
    var schema = ObjectSchema.ofStep(this);
    describe.accept(schema);
    return schema.node();
  }
}
