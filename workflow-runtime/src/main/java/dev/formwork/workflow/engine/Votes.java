package dev.formwork.workflow.engine;

import dev.formwork.workflow.definition.Decide;
import java.util.List;

/** Counts the votes of a user task under its voting rule. */
final class Votes {

  private Votes() {}

  /** How a step stands. */
  enum Result {
    OPEN,
    APPROVED,
    REJECTED
  }

  static Result count(Decide decide, List<Seat> seats) {
    var deciding =
        seats.stream()
            .filter(Seat::decides)
            .filter(seat -> seat.state() != Seat.State.GONE)
            .toList();
    var added = deciding.stream().filter(seat -> seat.part() != Seat.Part.VOTER).toList();
    if (added.stream().anyMatch(seat -> seat.state() == Seat.State.REJECTED)) {
      return Result.REJECTED;
    }
    var voters = deciding.stream().filter(seat -> seat.part() == Seat.Part.VOTER).toList();
    var result =
        switch (decide.mode()) {
          case ANY -> any(voters);
          case ALL, SEQUENCE -> all(voters);
          case PERCENT -> share(voters, decide.share(), false);
          case WEIGHTED -> share(voters, decide.share(), true);
        };
    boolean addedAgree = added.stream().allMatch(seat -> seat.state() == Seat.State.APPROVED);
    return result == Result.APPROVED && !addedAgree ? Result.OPEN : result;
  }

  private static Result any(List<Seat> voters) {
    if (has(voters, Seat.State.APPROVED)) {
      return Result.APPROVED;
    }
    return has(voters, Seat.State.REJECTED) ? Result.REJECTED : Result.OPEN;
  }

  private static Result all(List<Seat> voters) {
    if (has(voters, Seat.State.REJECTED)) {
      return Result.REJECTED;
    }
    return voters.stream().allMatch(seat -> seat.state() == Seat.State.APPROVED)
        ? Result.APPROVED
        : Result.OPEN;
  }

  private static boolean has(List<Seat> voters, Seat.State state) {
    return voters.stream().anyMatch(seat -> seat.state() == state);
  }

  private static Result share(List<Seat> voters, int percent, boolean weighted) {
    long whole = sum(voters, weighted);
    long approved =
        sum(voters.stream().filter(seat -> seat.state() == Seat.State.APPROVED).toList(), weighted);
    long rejected =
        sum(voters.stream().filter(seat -> seat.state() == Seat.State.REJECTED).toList(), weighted);
    if (approved * 100 >= whole * percent) {
      return Result.APPROVED;
    }
    return (whole - rejected) * 100 < whole * percent ? Result.REJECTED : Result.OPEN;
  }

  private static long sum(List<Seat> seats, boolean weighted) {
    return seats.stream().mapToLong(seat -> weighted ? seat.weight() : 1).sum();
  }
}
