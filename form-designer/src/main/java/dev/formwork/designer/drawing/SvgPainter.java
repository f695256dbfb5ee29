package dev.formwork.designer.drawing;

import dev.formwork.designer.drawing.Diagram.Box;
import dev.formwork.designer.drawing.Diagram.Edge;
import dev.formwork.designer.drawing.Diagram.Node;
import dev.formwork.designer.drawing.Diagram.Point;
import dev.formwork.designer.drawing.Diagram.Scope;
import dev.formwork.workflow.definition.BranchStep;
import dev.formwork.workflow.definition.FillStep;
import dev.formwork.workflow.definition.ParallelStep;
import dev.formwork.workflow.definition.Step;
import java.util.List;
import javax.xml.stream.XMLStreamException;

/**
 * Paints a diagram as SVG. Colour is never the only sign: passed steps have a tick, current steps a
 * dot and a thick line.
 */
final class SvgPainter {

  private static final String PAPER = "#ffffff";
  private static final String INK = "#0f172a";
  private static final String PALE_INK = "#475569";
  private static final String LINE = "#94a3b8";
  private static final String BORDER = "#cbd5e1";
  private static final String GROUND = "#f8fafc";
  private static final String PASSED = "#15803d";
  private static final String PASSED_GROUND = "#f0fdf4";
  private static final String STANDING = "#c2410c";
  private static final String STANDING_GROUND = "#fff7ed";
  private static final int ROUND = 10;

  private final SvgWriter out;
  private final DiagramText words;
  private final ExecutedPath path;

  SvgPainter(SvgWriter out, DiagramText words, ExecutedPath path) {
    this.out = out;
    this.words = words;
    this.path = path;
  }

  void write(Diagram drawing) throws XMLStreamException {
    scope(drawing.whole());
  }

  private void scope(Scope scope) throws XMLStreamException {
    // What was passed is painted over what was not, where edges share a line.
    for (var edge : scope.edges()) {
      if (!path.went(edge)) {
        edge(edge, LINE, 2);
      }
    }
    for (var edge : scope.edges()) {
      if (path.went(edge)) {
        edge(edge, PASSED, 3);
      }
    }
    for (var edge : scope.edges()) {
      label(edge);
    }
    for (var node : scope.nodes()) {
      node(scope, node);
    }
  }

  private void edge(Edge edge, String color, int width) throws XMLStreamException {
    var end = edge.way().getLast();
    out.way(edge.way(), color, width);
    out.polygon(
        new SvgWriter.Style(color, null, 0),
        end,
        new Point(end.x() - 5, end.y() - 9),
        new Point(end.x() + 5, end.y() - 9));
  }

  private void label(Edge edge) throws XMLStreamException {
    if (edge.label().isEmpty()) {
      return;
    }
    var box = Diagram.labelOf(edge);
    boolean went = path.went(edge);
    out.rectangle(
        box, box.height() / 2, new SvgWriter.Style(PAPER, went ? PASSED : BORDER, went ? 2 : 1));
    out.text(box.middle(), box.y() + 15, edge.label(), DiagramText.SMALL, INK, "middle", false);
  }

  private void node(Scope scope, Node node) throws XMLStreamException {
    out.group(spoken(node));
    switch (node.look()) {
      case START -> start(node);
      case END -> end(node, wentTo(scope, node));
      case EVENT -> event(node);
      case SPLIT, JOIN -> gateway(node);
      case CARD -> card(node);
      case FRAME -> frame(node);
    }
    out.endGroup();
  }

  private String spoken(Node node) {
    var title = node.step() == null ? node.label() : words.title(node.step());
    var kind = node.step() == null ? "" : words.kind(node.step());
    var full = kind.isEmpty() || kind.equals(title) ? title : kind + ": " + title;
    return path.stands(node)
        ? full + " – " + words.word("standing")
        : path.passed(node) ? full + " – " + words.word("passed") : full;
  }

  private void start(Node node) throws XMLStreamException {
    var box = node.box();
    out.circle(box.middle(), middle(box), box.width() / 2 - 1, look(node));
    beside(node);
  }

  private boolean wentTo(Scope scope, Node node) {
    return scope.edges().stream().anyMatch(edge -> edge.to().equals(node) && path.went(edge));
  }

  private void end(Node node, boolean over) throws XMLStreamException {
    var box = node.box();
    var color = over ? PASSED : PALE_INK;
    out.circle(
        box.middle(),
        middle(box),
        box.width() / 2 - 2,
        new SvgWriter.Style(over ? PASSED_GROUND : PAPER, color, 4));
    if (node.step() != null) {
      out.circle(box.middle(), middle(box), box.width() / 4, new SvgWriter.Style(color, null, 0));
    }
    beside(node);
  }

  /** A clock: time passes, or something is waited for. */
  private void event(Node node) throws XMLStreamException {
    var box = node.box();
    int x = box.middle();
    int y = middle(box);
    var style = look(node);
    out.circle(x, y, box.width() / 2 - 1, style);
    out.circle(x, y, box.width() / 2 - 5, new SvgWriter.Style("none", style.stroke(), 1));
    out.way(
        List.of(new Point(x, y - 8), new Point(x, y), new Point(x + 6, y + 4)), style.stroke(), 2);
    beside(node);
  }

  private void gateway(Node node) throws XMLStreamException {
    var box = node.box();
    int y = middle(box);
    out.polygon(
        look(node),
        new Point(box.middle(), box.y() + 1),
        new Point(box.x() + box.width() - 1, y),
        new Point(box.middle(), box.bottom() - 1),
        new Point(box.x() + 1, y));
    gatewaySign(node, box.middle(), y);
    beside(node);
  }

  /** As in BPMN: a plus for all lanes, a ring for every case that holds, a cross for the first. */
  private void gatewaySign(Node node, int x, int y) throws XMLStreamException {
    var color = look(node).stroke();
    switch (node.step()) {
      case ParallelStep _ -> {
        out.way(List.of(new Point(x, y - 8), new Point(x, y + 8)), color, 2);
        out.way(List.of(new Point(x - 8, y), new Point(x + 8, y)), color, 2);
      }
      case BranchStep branch when branch.every() ->
          out.circle(x, y, 8, new SvgWriter.Style("none", color, 2));
      default -> {
        out.way(List.of(new Point(x - 6, y - 6), new Point(x + 6, y + 6)), color, 2);
        out.way(List.of(new Point(x - 6, y + 6), new Point(x + 6, y - 6)), color, 2);
      }
    }
  }

  private void card(Node node) throws XMLStreamException {
    var box = node.box();
    int room = box.width() - 38;
    out.rectangle(box, ROUND, look(node));
    out.rectangle(
        new Box(box.x() + 10, box.y() + 12, 4, box.height() - 24),
        2,
        new SvgWriter.Style(accent(node.step()), null, 0));
    var kind = words.kind(node.step());
    boolean named = !kind.equals(node.label());
    if (named) {
      out.text(box.x() + 24, box.y() + 24, kind, DiagramText.SMALL, PALE_INK, "start", false);
    }
    out.text(
        box.x() + 24,
        named ? box.y() + 44 : middle(box) + 5,
        DiagramText.fitting(node.label(), room, DiagramText.NORMAL),
        DiagramText.NORMAL,
        INK,
        "start",
        true);
    sign(node, box.x() + box.width() - 18, box.y() + 20);
  }

  private void frame(Node node) throws XMLStreamException {
    var box = node.box();
    var style = look(node);
    out.rectangle(
        box,
        ROUND,
        new SvgWriter.Style(
            style.fill().equals(PAPER) ? GROUND : style.fill(), style.stroke(), style.width()));
    out.text(box.x() + 16, box.y() + 23, node.label(), DiagramText.NORMAL, INK, "start", true);
    sign(node, box.x() + box.width() - 18, box.y() + 18);
    // Before it came here, nothing inside was passed: not the start either.
    var inside = path.cameTo(node.step()) ? path : ExecutedPath.NONE;
    new SvgPainter(out, words, inside).scope(node.inside());
  }

  /** A tick where it has been, a dot where it is. */
  private void sign(Node node, int x, int y) throws XMLStreamException {
    if (path.stands(node)) {
      out.circle(x, y, 6, new SvgWriter.Style(STANDING, null, 0));
    } else if (path.passed(node)) {
      out.way(
          List.of(new Point(x - 5, y), new Point(x - 1, y + 4), new Point(x + 6, y - 5)),
          PASSED,
          2);
    }
  }

  private void beside(Node node) throws XMLStreamException {
    if (!node.label().isEmpty()) {
      var box = node.box();
      out.text(
          box.x() + box.width() + LayoutNode.BESIDE,
          middle(box) + 4,
          node.label(),
          DiagramText.SMALL,
          PALE_INK,
          "start",
          false);
    }
  }

  private SvgWriter.Style look(Node node) {
    return path.stands(node)
        ? new SvgWriter.Style(STANDING_GROUND, STANDING, 3)
        : path.passed(node)
            ? new SvgWriter.Style(PASSED_GROUND, PASSED, 2)
            : new SvgWriter.Style(PAPER, border(node), 2);
  }

  /** Cards and frames have a fainter border than what is only an outline. */
  private static String border(Node node) {
    return switch (node.look()) {
      case CARD, FRAME -> BORDER;
      case START, END, EVENT, SPLIT, JOIN -> LINE;
    };
  }

  private static int middle(Box box) {
    return box.y() + box.height() / 2;
  }

  /** People, e-mails, and work of the machine are told apart at a glance. */
  private static String accent(Step step) {
    return switch (step.shape()) {
      case USER_TASK -> step instanceof FillStep ? "#7c3aed" : "#2563eb";
      case SEND_TASK -> "#d97706";
      case CALL_ACTIVITY -> "#0e7490";
      case SERVICE_TASK, SCRIPT_TASK, SUB_PROCESS, CATCH_EVENT, END_EVENT, GATEWAYS -> "#64748b";
    };
  }
}
