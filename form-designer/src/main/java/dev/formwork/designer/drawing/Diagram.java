package dev.formwork.designer.drawing;

import dev.formwork.workflow.definition.Step;
import java.util.List;
import java.util.stream.Stream;

/**
 * A flow laid out from top to bottom: every node with its box, every edge with its points, in
 * pixels from the top left.
 */
record Diagram(Scope whole, int width, int height) {

  /** What stands side by side; what is in a frame stands in a scope of its own. */
  record Scope(List<Node> nodes, List<Edge> edges) {
    Scope {
      nodes = List.copyOf(nodes);
      edges = List.copyOf(edges);
    }

    /** Also those in frames, each after its frame. */
    Stream<Node> allNodes() {
      return nodes.stream()
          .flatMap(
              node ->
                  Stream.concat(
                      Stream.of(node), node.inside == null ? Stream.of() : node.inside.allNodes()));
    }

    Stream<Edge> allEdges() {
      return Stream.concat(
          edges.stream(),
          nodes.stream()
              .filter(node -> node.inside != null)
              .flatMap(node -> node.inside.allEdges()));
    }
  }

  /** What a node looks like. */
  enum Shape {
    START,
    END,
    CARD,
    EVENT,
    SPLIT,
    JOIN,
    FRAME
  }

  /**
   * Something with a place.
   *
   * @param id unique in the drawing, and a name in XML
   * @param step nullable: for where it starts and ends
   * @param label in words; empty: none
   * @param inside for frames; else null
   */
  record Node(String id, Shape look, Step step, String label, Box box, Scope inside) {}

  /**
   * From one node to another of the same scope.
   *
   * @param way at least two points
   * @param label empty: none
   * @param condition under which it is taken; null: always
   * @param otherwise whether it is taken when no other is
   */
  record Edge(
      String id,
      Node from,
      Node to,
      List<Point> way,
      String label,
      String condition,
      boolean otherwise) {
    Edge {
      way = List.copyOf(way);
    }
  }

  /** Where the label of an edge out of a gateway stands: over its lane, below the line. */
  static Box labelOf(Edge edge) {
    int width = DiagramText.width(edge.label, DiagramText.SMALL) + 2 * LayoutNode.BESIDE;
    int line = edge.from.box.bottom() + LayoutNode.DROP;
    var lane = edge.way.stream().filter(point -> point.y > line).findFirst().orElseThrow();
    return new Box(lane.x - width / 2, line + 14, width, 22);
  }

  record Point(int x, int y) {}

  record Box(int x, int y, int width, int height) {

    int middle() {
      return x + width / 2;
    }

    int bottom() {
      return y + height;
    }

    boolean overlaps(Box other) {
      return x < other.x + other.width
          && other.x < x + width
          && y < other.y + other.height
          && other.y < y + height;
    }
  }
}
