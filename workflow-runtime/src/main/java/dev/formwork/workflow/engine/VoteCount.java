package dev.formwork.workflow.engine;

import dev.formwork.core.naming.MemberId;
import dev.formwork.workflow.definition.VotingRule;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Counts the votes of a user task under its voting rule. People count, not their seats: whoever
 * holds several, by a transfer or as a deputy, has one voice, with the greatest of their weights.
 */
final class VoteCount {

  private VoteCount() {}

  /** How a step stands. */
  enum Result {
    OPEN,
    APPROVED,
    REJECTED
  }

  static Result count(VotingRule votingRule, List<Participant> participants) {
    var deciding =
        participants.stream()
            .filter(Participant::decides)
            .filter(participant -> participant.state() != Participant.State.GONE)
            .toList();
    var added =
        deciding.stream()
            .filter(participant -> participant.part() != Participant.ParticipantRole.VOTER)
            .toList();
    if (added.stream().anyMatch(participant -> participant.state() == Participant.State.REJECTED)) {
      return Result.REJECTED;
    }
    var voters =
        voices(
            deciding.stream()
                .filter(participant -> participant.part() == Participant.ParticipantRole.VOTER)
                .toList());
    var result =
        switch (votingRule.mode()) {
          case ANY -> any(voters);
          case ALL, SEQUENCE -> all(voters);
          case PERCENT -> share(voters, votingRule.share(), false);
          case WEIGHTED -> share(voters, votingRule.share(), true);
        };
    boolean addedAgree =
        added.stream().allMatch(participant -> participant.state() == Participant.State.APPROVED);
    return result == Result.APPROVED && !addedAgree ? Result.OPEN : result;
  }

  private static List<Participant> voices(List<Participant> seats) {
    var voices = new LinkedHashMap<MemberId, Participant>();
    seats.forEach(seat -> voices.merge(seat.member(), seat, Participant::joined));
    return List.copyOf(voices.values());
  }

  private static Result any(List<Participant> voters) {
    if (has(voters, Participant.State.APPROVED)) {
      return Result.APPROVED;
    }
    return has(voters, Participant.State.REJECTED) ? Result.REJECTED : Result.OPEN;
  }

  private static Result all(List<Participant> voters) {
    if (has(voters, Participant.State.REJECTED)) {
      return Result.REJECTED;
    }
    return voters.stream()
            .allMatch(participant -> participant.state() == Participant.State.APPROVED)
        ? Result.APPROVED
        : Result.OPEN;
  }

  private static boolean has(List<Participant> voters, Participant.State state) {
    return voters.stream().anyMatch(participant -> participant.state() == state);
  }

  private static Result share(List<Participant> voters, int percent, boolean weighted) {
    long whole = sum(voters, weighted);
    long approved =
        sum(
            voters.stream()
                .filter(participant -> participant.state() == Participant.State.APPROVED)
                .toList(),
            weighted);
    long rejected =
        sum(
            voters.stream()
                .filter(participant -> participant.state() == Participant.State.REJECTED)
                .toList(),
            weighted);
    if (approved * 100 >= whole * percent) {
      return Result.APPROVED;
    }
    return (whole - rejected) * 100 < whole * percent ? Result.REJECTED : Result.OPEN;
  }

  private static long sum(List<Participant> participants, boolean weighted) {
    return participants.stream()
        .mapToLong(participant -> weighted ? participant.weight() : 1)
        .sum();
  }
}
