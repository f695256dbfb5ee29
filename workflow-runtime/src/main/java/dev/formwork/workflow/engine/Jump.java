package dev.formwork.workflow.engine;

import dev.formwork.workflow.definition.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Moves to another step, backward or forward. Tokens between the two steps are dropped; parallel
 * lanes that contain both go on. A jump into a parallel lane or a loop is refused, as the state of
 * its other lanes would be unknown.
 */
final class Jump {

  private final Run run;

  Jump(Run run) {
    this.run = run;
  }

  /**
   * @param from where whoever jumps stands; null: nowhere, so that everything is dropped
   * @throws Refused when that step cannot be gone to from here
   */
  void to(Position from, String target) {
    var step = run.step(target);
    var around = around(target);
    int parent = 0;
    int lane = 0;
    int shared = 0;
    // As deep as the blocks around both are the same and open.
    while (shared < around.size() && from != null) {
      var lanes = enclosing(from, around.get(shared).step(), parent);
      if (lanes == null || !isSameLane(from, lanes, around.get(shared).lane())) {
        break;
      }
      parent = lanes.id();
      lane = laneOf(from, lanes);
      shared++;
    }
    require(around.subList(shared, around.size()), target);
    drop(parent, lane);
    for (int i = shared; i < around.size(); i++) {
      var block = around.get(i);
      var position =
          new Position.Lanes(
              run.newPosition(), parent, lane, block.step(), List.of(block.lane()), 0, 0, 1, null);
      run.add(position);
      parent = position.id();
      lane = block.lane();
    }
    new Advance(run).begin(step, parent, lane);
    new Advance(run).settle();
  }

  /** To the submitter, out of everything. */
  void toSubmitter() {
    drop(0, 0);
    new Seating(run).revise(0, 0, null);
  }

  /** To the submitter and straight back: only what they are asked about waits for it. */
  void toSubmitterAndBack(Position position) {
    run.cancel(run.find(position.id()), null);
    new Seating(run).revise(position.parent(), position.lane(), position.step());
  }

  /**
   * Makes sure that one can go from a step to another later.
   *
   * @throws Refused when that one is inside of parallel work or a loop, and the first is not
   */
  void requireWay(String from, String target) {
    var there = around(target);
    var here = around(from);
    int shared = 0;
    while (shared < Math.min(there.size(), here.size())
        && there.get(shared).equals(here.get(shared))) {
      shared++;
    }
    require(there.subList(shared, there.size()), target);
  }

  private record Block(String step, int lane) {}

  /** The blocks around a step, from outside. */
  private List<Block> around(String target) {
    var blocks = new ArrayList<Block>();
    var place = run.step(target).place();
    while (place.parent() != null) {
      blocks.add(new Block(place.parent(), place.lane()));
      place = run.step(place.parent()).place();
    }
    Collections.reverse(blocks);
    return blocks;
  }

  private void require(List<Block> entered, String target) {
    for (var block : entered) {
      boolean enterable =
          run.step(block.step()).step() instanceof Step.Branch branch && !branch.every();
      if (!enterable) {
        throw new Refused("flow-not-into", target);
      }
    }
  }

  private Position.Lanes enclosing(Position from, String step, int parent) {
    for (var at = run.find(from.parent()); at != null; at = run.find(at.parent())) {
      if (at.step().equals(step) && at.parent() == parent && at instanceof Position.Lanes lanes) {
        return lanes;
      }
    }
    return null;
  }

  /** In which lane of a position something inside it stands. */
  private int laneOf(Position inner, Position.Lanes lanes) {
    var at = inner;
    while (at.parent() != lanes.id()) {
      at = run.find(at.parent());
    }
    return at.lane();
  }

  /** Whether whoever jumps is in that lane; in loops, whichever they are in is it. */
  private boolean isSameLane(Position from, Position.Lanes lanes, int wanted) {
    return switch (run.step(lanes.step()).step()) {
      case Step.ForEach _, Step.Repeat _ -> true;
      default -> laneOf(from, lanes) == wanted;
    };
  }

  private void drop(int parent, int lane) {
    run.open().stream()
        .filter(one -> one.parent() == parent && (parent == 0 || one.lane() == lane))
        .toList()
        .forEach(one -> run.cancel(one, null));
  }
}
