package dev.formwork.workflow.engine;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.formwork.core.naming.MemberId;
import java.util.UUID;

/**
 * One member's part in a user task.
 *
 * @param task nullable: not put to them yet
 * @param principal for whom they act; nullable: for themselves
 * @param weight of their voice
 * @param by task of whoever added or asked them; nullable: the flow did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Participant(
    UUID task,
    MemberId member,
    MemberId principal,
    ParticipantRole part,
    State state,
    int weight,
    UUID by) {

  /** Why a member takes part in a user task. */
  public enum ParticipantRole {
    VOTER,
    /** Added, to decide before the one who added them. */
    BEFORE,
    /** Added, to decide after the one who added them. */
    AFTER,
    /** Asked for an opinion; decides nothing. */
    ADVISER
  }

  /** How far they are. */
  public enum State {
    /** Their turn has not come. */
    LATER,
    OPEN,
    /** Waits for whom they added before themselves. */
    PAUSED,
    APPROVED,
    REJECTED,
    /** Passed over, replaced or too late. */
    GONE
  }

  static Participant voter(MemberId member, MemberId principal, int weight) {
    return new Participant(
        null, member, principal, ParticipantRole.VOTER, State.LATER, Math.max(1, weight), null);
  }

  Participant as(State other) {
    return new Participant(task, member, principal, part, other, weight, by);
  }

  Participant opened(UUID newTask) {
    return new Participant(newTask, member, principal, part, State.OPEN, weight, by);
  }

  Participant taken(MemberId otherMember, MemberId otherPrincipal, UUID newTask) {
    return new Participant(newTask, otherMember, otherPrincipal, part, State.OPEN, weight, by);
  }

  /** One voice of what the same person holds twice; a rejection is no approval. */
  Participant joined(Participant other) {
    boolean others = other.isDecided() && (!isDecided() || other.state == State.REJECTED);
    return new Participant(
        task,
        member,
        principal,
        part,
        others ? other.state : state,
        Math.max(weight, other.weight),
        by);
  }

  boolean isDecided() {
    return state == State.APPROVED || state == State.REJECTED;
  }

  /** Whether it still waits for a decision, now or later. */
  boolean isUndecided() {
    return state == State.LATER || state == State.OPEN || state == State.PAUSED;
  }

  boolean isHeldBy(MemberId person) {
    return member.equals(person);
  }

  boolean decides() {
    return part != ParticipantRole.ADVISER;
  }

  /** Whose decision it counts as. */
  MemberId person() {
    return principal == null ? member : principal;
  }
}
