package dev.formwork.workflow.engine;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.formwork.core.naming.RecordId;
import java.util.List;

/**
 * A token: where an instance stands. An instance has several while parallel lanes or loops are
 * under way.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Token.UserTask.class, name = "people"),
  @JsonSubTypes.Type(value = Token.Block.class, name = "lanes"),
  @JsonSubTypes.Type(value = Token.Wait.class, name = "pending")
})
public sealed interface Token {

  /** Unique in the instance, growing. */
  int id();

  /** Id of the position it is inside; 0: none. */
  int parent();

  /** Which lane of the parent. */
  int lane();

  /** Key of the step; {@link #SUBMITTER} where the submitter revises. */
  String step();

  /** The key of the step that every flow has: where what was returned is mended. */
  String SUBMITTER = "submitter";

  /**
   * A token at a user task.
   *
   * @param back step to come straight back to; nullable
   */
  @JsonInclude(JsonInclude.Include.NON_DEFAULT)
  record UserTask(int id, int parent, int lane, String step, List<Participant> seats, String back)
      implements Token {

    UserTask with(List<Participant> changed) {
      return new UserTask(id, parent, lane, step, List.copyOf(changed), back);
    }

    /** The same with one of its participants changed. */
    UserTask with(Participant participant, Participant changed) {
      return with(seats.stream().map(one -> one.equals(participant) ? changed : one).toList());
    }
  }

  /**
   * A token at a step with nested blocks (parallel, branch, loop) that are under way.
   *
   * @param open lanes under way
   * @param done how many lanes are done
   * @param next the lane to begin next, in a loop; rounds begun, in a repetition
   * @param items records a loop goes through; nullable
   * @param total lanes there are; 0: not known beforehand
   */
  @JsonInclude(JsonInclude.Include.NON_DEFAULT)
  record Block(
      int id,
      int parent,
      int lane,
      String step,
      List<Integer> open,
      int done,
      int next,
      int total,
      List<RecordId> items)
      implements Token {

    Block with(List<Integer> nowOpen, int nowDone, int nowNext) {
      return new Block(
          id, parent, lane, step, List.copyOf(nowOpen), nowDone, nowNext, total, items);
    }
  }

  /**
   * A token that waits for something other than a member's decision.
   *
   * @param error why it stands still; null: it does not
   */
  @JsonInclude(JsonInclude.Include.NON_DEFAULT)
  record Wait(int id, int parent, int lane, String step, WaitReason what, String error)
      implements Token {

    Wait with(String problem) {
      return new Wait(id, parent, lane, step, what, problem);
    }
  }

  /** What a pending step waits for. */
  enum WaitReason {
    /** Work in the database, done in the same transaction. */
    WORK,
    /** Work outside, by a durable job. */
    JOB,
    TIME,
    EVENT,
    FLOW,
    /** Someone who can mend it. */
    REPAIR
  }
}
