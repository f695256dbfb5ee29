package dev.formwork.designer.flow;

import dev.formwork.designer.flow.Drawing.Box;
import dev.formwork.designer.flow.Drawing.Edge;
import dev.formwork.designer.flow.Drawing.Look;
import dev.formwork.designer.flow.Drawing.Node;
import dev.formwork.designer.flow.Drawing.Point;
import dev.formwork.designer.flow.Drawing.Scope;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.definition.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Computes the layout of a flow. As blocks nest, each gets a rectangle of its own: nothing overlaps
 * and no edge crosses another or a node.
 */
final class FlowLayout {

  private static final int MARGIN = 24;

  private final Set<String> taken = new HashSet<>();

  private FlowLayout() {}

  /** Draws a flow; it may still have mistakes. */
  static Drawing of(FlowDefinition flow, FlowWords words) {
    var steps = Part.of(flow.steps(), words);
    var trigger = FlowWords.shortened(words.trigger(flow.trigger()));
    int beside = Part.EVENT / 2 + FlowWords.beside(trigger);
    int axis = MARGIN + Math.max(steps.left(), beside);
    var scope =
        new FlowLayout().whole(steps, axis, MARGIN, Part.EVENT, new Captions(trigger, words));
    int bottom = scope.nodes().stream().mapToInt(node -> node.box().bottom()).max().orElse(0);
    return new Drawing(scope, axis + Math.max(steps.right(), beside) + MARGIN, bottom + MARGIN);
  }

  /** What stands beside the start and the end. */
  private record Captions(String start, String end) {
    static final Captions NONE = new Captions("", "");

    Captions(String start, FlowWords words) {
      this(start, words.word("done"));
    }
  }

  /** A block with its start and end. */
  private Scope whole(Part.Column steps, int axis, int top, int size, Captions captions) {
    var ground = new Ground();
    var start =
        ground.node(
            new Node(
                name("start"), Look.START, null, captions.start, circle(axis, top, size), null));
    int next = top + size + Part.GAP;
    var last = column(ground, steps, axis, next, Loose.from(start, axis));
    if (last != null) {
      int end = steps.parts().isEmpty() ? next : next + steps.height() + Part.GAP;
      ground.join(
          last,
          ground.node(
              new Node(name("end"), Look.END, null, captions.end, circle(axis, end, size), null)),
          axis);
    }
    return ground.scope();
  }

  private Loose column(Ground ground, Part.Column column, int axis, int top, Loose before) {
    var loose = before;
    int y = top;
    for (var part : column.parts()) {
      loose = place(ground, part, axis, y, loose);
      y += part.height() + Part.GAP;
    }
    return loose;
  }

  private Loose place(Ground ground, Part part, int axis, int top, Loose before) {
    return switch (part) {
      case Part.Card(var step, var label) ->
          single(ground, node(step, Look.CARD, label, around(part, axis, top), null), axis, before);
      case Part.Event event -> event(ground, event, axis, top, before);
      case Part.Frame frame -> frame(ground, frame, axis, top, before);
      case Part.Split split -> split(ground, split, axis, top, before);
      case Part.Column column -> column(ground, column, axis, top, before);
    };
  }

  private Loose event(Ground ground, Part.Event event, int axis, int top, Loose before) {
    var look = event.ends() ? Look.END : Look.EVENT;
    var node = node(event.step(), look, event.label(), circle(axis, top, Part.EVENT), null);
    var after = single(ground, node, axis, before);
    return event.ends() ? null : after;
  }

  private Loose frame(Ground ground, Part.Frame frame, int axis, int top, Loose before) {
    var inside =
        whole(frame.inside(), axis, top + Part.FRAME_HEAD, Part.SMALL_EVENT, Captions.NONE);
    var node = node(frame.step(), Look.FRAME, frame.label(), around(frame, axis, top), inside);
    return single(ground, node, axis, before);
  }

  private static Loose single(Ground ground, Node node, int axis, Loose before) {
    ground.node(node);
    ground.join(before, node, axis);
    return Loose.from(node, axis);
  }

  private Loose split(Ground ground, Part.Split split, int axis, int top, Loose before) {
    var gateway =
        node(split.step(), Look.SPLIT, split.label(), circle(axis, top, Part.GATEWAY), null);
    single(ground, gateway, axis, before);
    int line = gateway.box().bottom() + Part.DROP;
    int foot = top + split.height() - Part.GATEWAY - Part.DROP;
    var loose = new ArrayList<Loose>();
    int x = axis - split.left();
    for (var lane : split.lanes()) {
      int middle = x + lane.left();
      var down = Loose.from(gateway, axis).taken(lane).to(axis, line).to(middle, line);
      var last = column(ground, lane.column(), middle, line + Part.LANE_HEAD, down);
      if (last != null) {
        loose.add(last.to(middle, foot).to(axis, foot));
      }
      x = middle + lane.right() + Part.LANE_GAP;
    }
    return loose.isEmpty() ? null : joined(ground, split, axis, foot + Part.DROP, loose);
  }

  private Loose joined(Ground ground, Part.Split split, int axis, int top, List<Loose> lanes) {
    var join = node(split.step(), Look.JOIN, split.joined(), circle(axis, top, Part.GATEWAY), null);
    ground.node(join);
    lanes.forEach(lane -> ground.join(lane, join, axis));
    return Loose.from(join, axis);
  }

  private Node node(Step step, Look look, String label, Box box, Scope inside) {
    var key = step.key() == null ? "step" : step.key();
    return new Node(name(look == Look.JOIN ? key + "_join" : key), look, step, label, box, inside);
  }

  /** A name that XML takes as an id, used once; drafts may name two steps alike. */
  private String name(String wanted) {
    var plain = wanted.replaceAll("[^A-Za-z0-9_]", "_");
    var base = plain.matches("[A-Za-z_].*") ? plain : "_" + plain;
    var name = base;
    for (int i = 2; !taken.add(name); i++) {
      name = base + "_" + i;
    }
    return name;
  }

  private static Box circle(int axis, int top, int size) {
    return new Box(axis - size / 2, top, size, size);
  }

  private static Box around(Part part, int axis, int top) {
    return new Box(axis - part.left(), top, part.left() + part.right(), part.height());
  }

  /** An edge whose other end is not known yet. */
  private record Loose(Node from, List<Point> way, Part.Lane lane) {

    static Loose from(Node node, int axis) {
      return new Loose(node, List.of(new Point(axis, node.box().bottom())), null);
    }

    Loose taken(Part.Lane by) {
      return new Loose(from, way, by);
    }

    /** Points in a line are one way: only its corners count. */
    Loose to(int x, int y) {
      var longer = new ArrayList<>(way);
      var point = new Point(x, y);
      if (longer.getLast().equals(point)) {
        return this;
      }
      if (longer.size() > 1 && isBetween(longer.get(longer.size() - 2), longer.getLast(), point)) {
        longer.removeLast();
      }
      longer.add(point);
      return new Loose(from, longer, lane);
    }

    private static boolean isBetween(Point one, Point middle, Point other) {
      return one.x() == middle.x() && middle.x() == other.x()
          || one.y() == middle.y() && middle.y() == other.y();
    }
  }

  /** A scope while it is filled. */
  private final class Ground {
    private final List<Node> nodes = new ArrayList<>();
    private final List<Edge> edges = new ArrayList<>();

    Node node(Node node) {
      nodes.add(node);
      return node;
    }

    /** Ties up an edge; without one, nothing leads there: what stands before it ends the flow. */
    void join(Loose loose, Node to, int axis) {
      if (loose == null) {
        return;
      }
      var lane = loose.lane;
      edges.add(
          new Edge(
              name("flow"),
              loose.from,
              to,
              loose.to(axis, to.box().y()).way,
              lane == null ? "" : lane.label(),
              lane == null ? null : lane.condition(),
              lane != null && lane.otherwise()));
    }

    Scope scope() {
      return new Scope(nodes, edges);
    }
  }
}
