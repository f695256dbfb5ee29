package dev.formwork.designer.drawing;

import dev.formwork.designer.drawing.Diagram.Box;
import dev.formwork.designer.drawing.Diagram.Edge;
import dev.formwork.designer.drawing.Diagram.Node;
import dev.formwork.designer.drawing.Diagram.Point;
import dev.formwork.designer.drawing.Diagram.Scope;
import dev.formwork.designer.drawing.Diagram.Shape;
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
  static Diagram of(FlowDefinition flow, DiagramText words) {
    var steps = LayoutNode.of(flow.steps(), words);
    var trigger = DiagramText.shortened(words.trigger(flow.trigger()));
    int beside = LayoutNode.EVENT / 2 + DiagramText.beside(trigger);
    int axis = MARGIN + Math.max(steps.left(), beside);
    var scope =
        new FlowLayout().whole(steps, axis, MARGIN, LayoutNode.EVENT, new Captions(trigger, words));
    int bottom = scope.nodes().stream().mapToInt(node -> node.box().bottom()).max().orElse(0);
    return new Diagram(scope, axis + Math.max(steps.right(), beside) + MARGIN, bottom + MARGIN);
  }

  /** What stands beside the start and the end. */
  private record Captions(String start, String end) {
    static final Captions NONE = new Captions("", "");

    Captions(String start, DiagramText words) {
      this(start, words.done());
    }
  }

  /** A block with its start and end. */
  private Scope whole(LayoutNode.Column steps, int axis, int top, int size, Captions captions) {
    var scopeBuilder = new ScopeBuilder();
    var start =
        scopeBuilder.node(
            new Node(
                name("start"), Shape.START, null, captions.start, circle(axis, top, size), null));
    int next = top + size + LayoutNode.GAP;
    var last = column(scopeBuilder, steps, axis, next, OpenEdge.from(start, axis));
    if (last != null) {
      int end = steps.parts().isEmpty() ? next : next + steps.height() + LayoutNode.GAP;
      scopeBuilder.join(
          last,
          scopeBuilder.node(
              new Node(name("end"), Shape.END, null, captions.end, circle(axis, end, size), null)),
          axis);
    }
    return scopeBuilder.scope();
  }

  private OpenEdge column(
      ScopeBuilder scopeBuilder, LayoutNode.Column column, int axis, int top, OpenEdge before) {
    var openEdge = before;
    int y = top;
    for (var layoutNode : column.parts()) {
      openEdge = place(scopeBuilder, layoutNode, axis, y, openEdge);
      y += layoutNode.height() + LayoutNode.GAP;
    }
    return openEdge;
  }

  private OpenEdge place(
      ScopeBuilder scopeBuilder, LayoutNode layoutNode, int axis, int top, OpenEdge before) {
    return switch (layoutNode) {
      case LayoutNode.Card(var step, var label) ->
          single(
              scopeBuilder,
              node(step, Shape.CARD, label, around(layoutNode, axis, top), null),
              axis,
              before);
      case LayoutNode.Event event -> event(scopeBuilder, event, axis, top, before);
      case LayoutNode.Frame frame -> frame(scopeBuilder, frame, axis, top, before);
      case LayoutNode.Split split -> split(scopeBuilder, split, axis, top, before);
      case LayoutNode.Column column -> column(scopeBuilder, column, axis, top, before);
    };
  }

  private OpenEdge event(
      ScopeBuilder scopeBuilder, LayoutNode.Event event, int axis, int top, OpenEdge before) {
    var shape = event.ends() ? Shape.END : Shape.EVENT;
    var node = node(event.step(), shape, event.label(), circle(axis, top, LayoutNode.EVENT), null);
    var after = single(scopeBuilder, node, axis, before);
    return event.ends() ? null : after;
  }

  private OpenEdge frame(
      ScopeBuilder scopeBuilder, LayoutNode.Frame frame, int axis, int top, OpenEdge before) {
    var inside =
        whole(
            frame.inside(),
            axis,
            top + LayoutNode.FRAME_HEAD,
            LayoutNode.SMALL_EVENT,
            Captions.NONE);
    var node = node(frame.step(), Shape.FRAME, frame.label(), around(frame, axis, top), inside);
    return single(scopeBuilder, node, axis, before);
  }

  private static OpenEdge single(ScopeBuilder scopeBuilder, Node node, int axis, OpenEdge before) {
    scopeBuilder.node(node);
    scopeBuilder.join(before, node, axis);
    return OpenEdge.from(node, axis);
  }

  private OpenEdge split(
      ScopeBuilder scopeBuilder, LayoutNode.Split split, int axis, int top, OpenEdge before) {
    var gateway =
        node(split.step(), Shape.SPLIT, split.label(), circle(axis, top, LayoutNode.GATEWAY), null);
    single(scopeBuilder, gateway, axis, before);
    int line = gateway.box().bottom() + LayoutNode.DROP;
    int foot = top + split.height() - LayoutNode.GATEWAY - LayoutNode.DROP;
    var loose = new ArrayList<OpenEdge>();
    int x = axis - split.left();
    for (var lane : split.lanes()) {
      int middle = x + lane.left();
      var down = OpenEdge.from(gateway, axis).taken(lane).to(axis, line).to(middle, line);
      var last = column(scopeBuilder, lane.column(), middle, line + LayoutNode.LANE_HEAD, down);
      if (last != null) {
        loose.add(last.to(middle, foot).to(axis, foot));
      }
      x = middle + lane.right() + LayoutNode.LANE_GAP;
    }
    return loose.isEmpty()
        ? null
        : joined(scopeBuilder, split, axis, foot + LayoutNode.DROP, loose);
  }

  private OpenEdge joined(
      ScopeBuilder scopeBuilder, LayoutNode.Split split, int axis, int top, List<OpenEdge> lanes) {
    var join =
        node(split.step(), Shape.JOIN, split.joined(), circle(axis, top, LayoutNode.GATEWAY), null);
    scopeBuilder.node(join);
    lanes.forEach(lane -> scopeBuilder.join(lane, join, axis));
    return OpenEdge.from(join, axis);
  }

  private Node node(Step step, Shape shape, String label, Box box, Scope inside) {
    var key = step.key() == null ? "step" : step.key();
    return new Node(
        name(shape == Shape.JOIN ? key + "_join" : key), shape, step, label, box, inside);
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

  private static Box around(LayoutNode layoutNode, int axis, int top) {
    return new Box(
        axis - layoutNode.left(), top, layoutNode.left() + layoutNode.right(), layoutNode.height());
  }

  /** An edge whose other end is not known yet. */
  private record OpenEdge(Node from, List<Point> way, LayoutNode.Lane lane) {

    static OpenEdge from(Node node, int axis) {
      return new OpenEdge(node, List.of(new Point(axis, node.box().bottom())), null);
    }

    OpenEdge taken(LayoutNode.Lane by) {
      return new OpenEdge(from, way, by);
    }

    /** Points in a line are one way: only its corners count. */
    OpenEdge to(int x, int y) {
      var longer = new ArrayList<>(way);
      var point = new Point(x, y);
      if (longer.getLast().equals(point)) {
        return this;
      }
      if (longer.size() > 1 && isBetween(longer.get(longer.size() - 2), longer.getLast(), point)) {
        longer.removeLast();
      }
      longer.add(point);
      return new OpenEdge(from, longer, lane);
    }

    private static boolean isBetween(Point one, Point middle, Point other) {
      return one.x() == middle.x() && middle.x() == other.x()
          || one.y() == middle.y() && middle.y() == other.y();
    }
  }

  /** A scope while it is filled. */
  private final class ScopeBuilder {
    private final List<Node> nodes = new ArrayList<>();
    private final List<Edge> edges = new ArrayList<>();

    Node node(Node node) {
      nodes.add(node);
      return node;
    }

    /** Ties up an edge; without one, nothing leads there: what stands before it ends the flow. */
    void join(OpenEdge openEdge, Node to, int axis) {
      if (openEdge == null) {
        return;
      }
      var lane = openEdge.lane;
      edges.add(
          new Edge(
              name("flow"),
              openEdge.from,
              to,
              openEdge.to(axis, to.box().y()).way,
              lane == null ? "" : lane.label(),
              lane == null ? null : lane.condition(),
              lane != null && lane.otherwise()));
    }

    Scope scope() {
      return new Scope(nodes, edges);
    }
  }
}
