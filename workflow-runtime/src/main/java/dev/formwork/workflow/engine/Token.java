package dev.formwork.workflow.engine;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.formwork.core.naming.RecordId;
import java.util.List;
import java.util.UUID;

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
   * @param from step that returned it to the submitter; null: none, or an older state
   */
  @JsonInclude(JsonInclude.Include.NON_DEFAULT)
  record UserTask(
      int id, int parent, int lane, String step, List<Participant> seats, String back, String from)
      implements Token {

    UserTask with(List<Participant> changed) {
      return new UserTask(id, parent, lane, step, List.copyOf(changed), back, from);
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
   * @param items records a loop goes through, of many a part; nullable
   * @param total lanes there are; 0: not known beforehand
   * @param past records that a loop went through in parts before this one
   * @param until the last record a loop goes through; null: the last of the items
   * @param rows ids of the rows that a loop goes through; null: none, or an older state
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
      List<RecordId> items,
      int past,
      RecordId until,
      List<UUID> rows)
      implements Token {

    public Block {
      open = open == null ? List.of() : List.copyOf(open);
    }

    static Block of(int id, int parent, int lane, String step, List<Integer> open, int total) {
      return new Block(id, parent, lane, step, open, 0, 0, total, null, 0, null, null);
    }

    /** A loop over rows, before its first lane. */
    static Block overRows(int id, int parent, int lane, String step, List<UUID> rows) {
      return new Block(
          id, parent, lane, step, List.of(), 0, 0, rows.size(), null, 0, null, List.copyOf(rows));
    }

    /** The id of the row that a lane is about; null: no row, or an older state. */
    UUID row(int ofLane) {
      return rows == null || ofLane >= rows.size() ? null : rows.get(ofLane);
    }

    /** A loop over records, before its first lane. */
    static Block over(int id, int parent, int lane, String step, DecisionInputs.Found found) {
      return new Block(
          id,
          parent,
          lane,
          step,
          List.of(),
          0,
          0,
          found.ids().size(),
          found.ids(),
          0,
          found.until(),
          null);
    }

    /** Whether a loop goes on with other records behind these. */
    boolean hasMore() {
      return until != null && !items.isEmpty() && !items.getLast().equals(until);
    }

    /** The same loop with the next part of its records. */
    Block next(List<RecordId> ids) {
      return new Block(
          id,
          parent,
          lane,
          step,
          List.of(),
          0,
          0,
          ids.size(),
          List.copyOf(ids),
          past + total,
          until,
          rows);
    }

    Block with(List<Integer> nowOpen, int nowDone, int nowNext) {
      return new Block(
          id,
          parent,
          lane,
          step,
          List.copyOf(nowOpen),
          nowDone,
          nowNext,
          total,
          items,
          past,
          until,
          rows);
    }
  }

  /**
   * A token that waits for something other than a member's decision.
   *
   * @param error why it stands still; null: it does not
   * @param progress how far work over many records is; null: not begun, or not of that kind
   */
  @JsonInclude(JsonInclude.Include.NON_DEFAULT)
  record Wait(
      int id, int parent, int lane, String step, WaitReason what, String error, Progress progress)
      implements Token {

    static Wait of(int id, int parent, int lane, String step, WaitReason what, String error) {
      return new Wait(id, parent, lane, step, what, error, null);
    }

    Wait with(String problem) {
      return new Wait(id, parent, lane, step, what, problem, progress);
    }

    Wait advanced(Progress further) {
      return new Wait(id, parent, lane, step, what, error, further);
    }
  }

  /**
   * How far work over many records is; what follows is done in another transaction.
   *
   * @param done how many records
   * @param total how many there were when it began
   * @param after the last that is done
   * @param until the last that is to be done
   */
  record Progress(int done, int total, RecordId after, RecordId until) {}

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
