package dev.formwork.designer.drawing;

import dev.formwork.workflow.definition.BranchStep;
import dev.formwork.workflow.definition.CallStep;
import dev.formwork.workflow.definition.DatabaseStep;
import dev.formwork.workflow.definition.EndStep;
import dev.formwork.workflow.definition.ExternalStep;
import dev.formwork.workflow.definition.ForEachStep;
import dev.formwork.workflow.definition.HumanStep;
import dev.formwork.workflow.definition.NotifyStep;
import dev.formwork.workflow.definition.ParallelStep;
import dev.formwork.workflow.definition.RepeatStep;
import dev.formwork.workflow.definition.Step;
import dev.formwork.workflow.definition.StepTree;
import dev.formwork.workflow.definition.WaitStep;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of the layout that knows its size: to both sides of its vertical axis, which enters at the
 * top and leaves at the bottom, and its height. Sizes are computed from the inside out.
 */
sealed interface LayoutNode {

  int CARD_WIDTH = 240;
  int CARD_HEIGHT = 60;
  int EVENT = 36;
  int SMALL_EVENT = 24;
  int GATEWAY = 40;

  /** Between what follows each other. */
  int GAP = 36;

  /** Between lanes. */
  int LANE_GAP = 32;

  /** From a gateway down to the line that its lanes hang from. */
  int DROP = 16;

  /** From that line down to the lanes: here stands when each is taken. */
  int LANE_HEAD = 56;

  int LANE_FOOT = 20;
  int FRAME_HEAD = 36;
  int FRAME_PAD = 20;
  int WIDEST_FRAME_LABEL = 360;

  /** The least that a lane without steps is wide. */
  int EMPTY_LANE = 96;

  /** Between an event or gateway and the words beside it. */
  int BESIDE = 8;

  int left();

  int right();

  int height();

  /** Whether nothing comes out of it: the flow is over there. */
  boolean ends();

  /** One step on a card. */
  record Card(Step step, String label) implements LayoutNode {
    @Override
    public int left() {
      return CARD_WIDTH / 2;
    }

    @Override
    public int right() {
      return CARD_WIDTH / 2;
    }

    @Override
    public int height() {
      return CARD_HEIGHT;
    }

    @Override
    public boolean ends() {
      return false;
    }
  }

  /** A circle with words beside it. */
  record Event(Step step, String label, boolean ends) implements LayoutNode {
    @Override
    public int left() {
      return EVENT / 2;
    }

    @Override
    public int right() {
      return EVENT / 2 + DiagramText.beside(label);
    }

    @Override
    public int height() {
      return EVENT;
    }
  }

  /** Parts below each other. */
  record Column(List<LayoutNode> parts) implements LayoutNode {
    public Column {
      parts = List.copyOf(parts);
    }

    @Override
    public int left() {
      return parts.stream().mapToInt(LayoutNode::left).max().orElse(0);
    }

    @Override
    public int right() {
      return parts.stream().mapToInt(LayoutNode::right).max().orElse(0);
    }

    @Override
    public int height() {
      return parts.stream().mapToInt(LayoutNode::height).sum()
          + GAP * Math.max(0, parts.size() - 1);
    }

    @Override
    public boolean ends() {
      return !parts.isEmpty() && parts.getLast().ends();
    }
  }

  /**
   * One of several ways.
   *
   * @param condition null: always
   * @param otherwise taken when no other is
   */
  record Lane(String label, String condition, boolean otherwise, Column column) {

    int left() {
      return Math.max(column.left(), least());
    }

    int right() {
      return Math.max(column.right(), least());
    }

    private int least() {
      return Math.max(EMPTY_LANE, DiagramText.width(label, DiagramText.SMALL) + 2 * BESIDE) / 2;
    }
  }

  /**
   * Lanes between two gateways; the second is missing when no lane comes out.
   *
   * @param joined beside the second gateway
   */
  record Split(
      Step step,
      String label,
      String joined,
      List<Lane> lanes,
      int left,
      int right,
      int height,
      boolean ends)
      implements LayoutNode {

    static Split of(Step step, String label, String joined, List<Lane> lanes) {
      boolean ends = lanes.stream().allMatch(lane -> lane.column.ends());
      int tallest = lanes.stream().mapToInt(lane -> lane.column.height()).max().orElse(0);
      int width =
          lanes.stream().mapToInt(lane -> lane.left() + lane.right()).sum()
              + LANE_GAP * (lanes.size() - 1);
      int axis = (lanes.getFirst().left() + width - lanes.getLast().right()) / 2;
      int beside = GATEWAY / 2 + Math.max(DiagramText.beside(label), DiagramText.beside(joined));
      return new Split(
          step,
          label,
          joined,
          List.copyOf(lanes),
          axis,
          Math.max(width - axis, beside),
          GATEWAY + DROP + LANE_HEAD + tallest + (ends ? 0 : LANE_FOOT + DROP + GATEWAY),
          ends);
    }
  }

  /** A frame around what is done again and again, with a start and an end of its own. */
  record Frame(Step step, String label, Column inside, int left, int right, int height)
      implements LayoutNode {

    static Frame of(Step step, String label, Column inside) {
      int words = DiagramText.width(label, DiagramText.NORMAL) / 2;
      int least = Math.max(CARD_WIDTH / 2, words) + FRAME_PAD;
      int ends = inside.parts.isEmpty() ? GAP : 2 * GAP;
      int endEvent = inside.ends() ? -GAP : SMALL_EVENT;
      return new Frame(
          step,
          label,
          inside,
          Math.max(inside.left() + FRAME_PAD, least),
          Math.max(inside.right() + FRAME_PAD, least),
          FRAME_HEAD + SMALL_EVENT + ends + inside.height() + endEvent + FRAME_PAD);
    }

    @Override
    public boolean ends() {
      return false;
    }
  }

  /** The parts of a block. */
  static Column of(List<Step> steps, DiagramText words) {
    return new Column(steps.stream().map(step -> of(step, words)).toList());
  }

  private static LayoutNode of(Step step, DiagramText words) {
    var label = words.title(step);
    return switch (step) {
      case BranchStep branch -> branch(branch, words);
      case ParallelStep parallel -> parallel(parallel, words);
      case ForEachStep _, RepeatStep _ ->
          Frame.of(
              step,
              DiagramText.fitting(label, WIDEST_FRAME_LABEL, DiagramText.NORMAL),
              of(StepTree.inside(step).getFirst(), words));
      case WaitStep _ -> new Event(step, DiagramText.shortened(label), false);
      case EndStep _ -> new Event(step, DiagramText.shortened(label), true);
      case HumanStep _, NotifyStep _, CallStep _, DatabaseStep _, ExternalStep _ ->
          new Card(step, label);
    };
  }

  private static Split branch(BranchStep branch, DiagramText words) {
    var lanes = new ArrayList<Lane>();
    for (var one : branch.cases()) {
      lanes.add(
          new Lane(
              DiagramText.shortened(words.title(one)), one.when(), false, of(one.steps(), words)));
    }
    lanes.add(new Lane(words.otherwise(), null, true, of(branch.otherwise(), words)));
    return Split.of(branch, DiagramText.shortened(words.title(branch)), "", lanes);
  }

  private static Split parallel(ParallelStep parallel, DiagramText words) {
    var lanes = new ArrayList<Lane>();
    for (var lane : parallel.lanes()) {
      lanes.add(new Lane("", null, false, of(lane, words)));
    }
    if (lanes.isEmpty()) {
      lanes.add(new Lane("", null, false, new Column(List.of())));
    }
    return Split.of(
        parallel, DiagramText.shortened(words.title(parallel)), words.joined(parallel), lanes);
  }
}
