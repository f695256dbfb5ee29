package dev.formwork.workflow.engine;

import dev.formwork.workflow.definition.ContainerStep;
import dev.formwork.workflow.problem.FlowProblem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Moves to another step, backward or forward. Tokens between the two steps are dropped; parallel
 * lanes that contain both go on. A jump into a parallel lane or a loop is refused, as the state of
 * its other lanes would be unknown.
 */
final class StepJump {

  private final DecisionBuilder decisionBuilder;

  StepJump(DecisionBuilder decisionBuilder) {
    this.decisionBuilder = decisionBuilder;
  }

  /**
   * @param from where whoever jumps stands; null: nowhere, so that everything is dropped
   * @throws EventRefusedException when that step cannot be gone to from here
   */
  void to(Token from, String target) {
    var step = decisionBuilder.step(target);
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
      var enclosingBlock = around.get(i);
      var token =
          Token.Block.of(
              decisionBuilder.newPosition(),
              parent,
              lane,
              enclosingBlock.step(),
              List.of(enclosingBlock.lane()),
              1);
      decisionBuilder.add(token);
      parent = token.id();
      lane = enclosingBlock.lane();
    }
    new TokenFlow(decisionBuilder).begin(step, parent, lane);
    new TokenFlow(decisionBuilder).settle();
  }

  /**
   * To the submitter, out of everything.
   *
   * @param from step that returned it
   */
  void toSubmitter(String from) {
    drop(0, 0);
    new TaskAssignment(decisionBuilder).revise(0, 0, null, from);
  }

  /** To the submitter and straight back: only what they are asked about waits for it. */
  void toSubmitterAndBack(Token token) {
    decisionBuilder.cancel(decisionBuilder.find(token.id()), null);
    new TaskAssignment(decisionBuilder)
        .revise(token.parent(), token.lane(), token.step(), token.step());
  }

  /**
   * Makes sure that one can go from a step to another later.
   *
   * @throws EventRefusedException when that one is inside of parallel work or a loop, and the first
   *     is not
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

  private record EnclosingBlock(String step, int lane) {}

  /** The blocks around a step, from outside. */
  private List<EnclosingBlock> around(String target) {
    var blocks = new ArrayList<EnclosingBlock>();
    var stepLocation = decisionBuilder.step(target).place();
    while (stepLocation.parent() != null) {
      blocks.add(new EnclosingBlock(stepLocation.parent(), stepLocation.lane()));
      stepLocation = decisionBuilder.step(stepLocation.parent()).place();
    }
    Collections.reverse(blocks);
    return blocks;
  }

  private void require(List<EnclosingBlock> entered, String target) {
    for (var enclosingBlock : entered) {
      boolean enterable =
          ((ContainerStep) decisionBuilder.step(enclosingBlock.step()).step()).enterable();
      if (!enterable) {
        throw new EventRefusedException(FlowProblem.FLOW_NOT_INTO, target);
      }
    }
  }

  private Token.Block enclosing(Token from, String step, int parent) {
    for (var at = decisionBuilder.find(from.parent());
        at != null;
        at = decisionBuilder.find(at.parent())) {
      if (at.step().equals(step) && at.parent() == parent && at instanceof Token.Block lanes) {
        return lanes;
      }
    }
    return null;
  }

  /** In which lane of a position something inside it stands. */
  private int laneOf(Token inner, Token.Block lanes) {
    var at = inner;
    while (at.parent() != lanes.id()) {
      at = decisionBuilder.find(at.parent());
    }
    return at.lane();
  }

  /** Whether whoever jumps is in that lane; in loops, whichever they are in is it. */
  private boolean isSameLane(Token from, Token.Block lanes, int wanted) {
    var container = (ContainerStep) decisionBuilder.step(lanes.step()).step();
    return container.loops() || laneOf(from, lanes) == wanted;
  }

  private void drop(int parent, int lane) {
    decisionBuilder.open().stream()
        .filter(one -> one.parent() == parent && (parent == 0 || one.lane() == lane))
        .toList()
        .forEach(one -> decisionBuilder.cancel(one, null));
  }
}
