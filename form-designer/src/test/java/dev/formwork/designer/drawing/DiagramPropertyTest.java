package dev.formwork.designer.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.designer.drawing.Diagram.Scope;
import dev.formwork.designer.drawing.Diagram.Shape;
import dev.formwork.designer.flow.RandomFlowDrafts;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.definition.Step;
import dev.formwork.workflow.definition.StepTree;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Whatever flow somebody draws, also one with mistakes: it can be exported and looked at. */
final class DiagramPropertyTest {

  private static final String DI = "http://www.omg.org/spec/BPMN/20100524/DI";
  private static final String MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL";

  private static Diagram drawing(FlowDefinition flow) {
    return FlowLayout.of(flow, new DiagramText(Locale.ENGLISH));
  }

  @Property(tries = 300)
  void bpmn_is_what_its_schema_says_and_every_node_and_edge_has_a_place(@ForAll long seed) {
    var flow = new RandomFlowDrafts(seed).flow();
    var xml = BpmnExport.xml(flow, seed % 2 == 0 ? Locale.ENGLISH : Locale.CHINESE);
    BpmnSchema.validate(xml);
    var document = BpmnSchema.parsed(xml);
    var drawn = new HashSet<String>();
    each(document.getElementsByTagNameNS(DI, "BPMNShape"), "bpmnElement", drawn);
    each(document.getElementsByTagNameNS(DI, "BPMNEdge"), "bpmnElement", drawn);
    var elements = new HashSet<String>();
    var all = document.getElementsByTagNameNS(MODEL, "*");
    for (int i = 0; i < all.getLength(); i++) {
      var one = (Element) all.item(i);
      if (one.hasAttribute("id")
          && !Set.of("definitions", "process").contains(one.getLocalName())) {
        elements.add(one.getAttribute("id"));
      }
    }
    assertThat(drawn).isEqualTo(elements);
  }

  private static void each(NodeList found, String attribute, Set<String> into) {
    IntStream.range(0, found.getLength())
        .forEach(i -> into.add(((Element) found.item(i)).getAttribute(attribute)));
  }

  @Property(tries = 500)
  void every_step_is_drawn_and_nothing_lies_on_anything_else(@ForAll long seed) {
    var flow = new RandomFlowDrafts(seed).flow();
    var diagram = drawing(flow);
    var drawn =
        diagram
            .whole()
            .allNodes()
            .filter(node -> node.look() != Shape.JOIN && node.step() != null)
            .map(node -> System.identityHashCode(node.step()))
            .collect(Collectors.toSet());
    assertThat(drawn)
        .isEqualTo(
            StepTree.all(flow.steps()).map(System::identityHashCode).collect(Collectors.toSet()));
    apart(diagram.whole());
    diagram
        .whole()
        .allNodes()
        .forEach(
            node -> {
              assertThat(node.box().x()).isNotNegative();
              assertThat(node.box().x() + node.box().width()).isLessThanOrEqualTo(diagram.width());
              assertThat(node.box().bottom()).isLessThanOrEqualTo(diagram.height());
            });
  }

  private static void apart(Scope scope) {
    var nodes = scope.nodes();
    for (int i = 0; i < nodes.size(); i++) {
      for (int j = i + 1; j < nodes.size(); j++) {
        assertThat(nodes.get(i).box().overlaps(nodes.get(j).box()))
            .as("%s and %s", nodes.get(i), nodes.get(j))
            .isFalse();
      }
      var inside = nodes.get(i).inside();
      if (inside != null) {
        var frame = nodes.get(i).box();
        for (var one : inside.nodes()) {
          assertThat(one.box().x()).isGreaterThan(frame.x());
          assertThat(one.box().y()).isGreaterThan(frame.y());
          assertThat(one.box().x() + one.box().width()).isLessThan(frame.x() + frame.width());
          assertThat(one.box().bottom()).isLessThan(frame.bottom());
        }
        apart(inside);
      }
    }
  }

  @Property(tries = 300)
  void edges_run_straight_along_the_paper_and_through_no_card(@ForAll long seed) {
    edges(drawing(new RandomFlowDrafts(seed).flow()).whole());
  }

  private static void edges(Scope scope) {
    for (var edge : scope.edges()) {
      for (int i = 1; i < edge.way().size(); i++) {
        var a = edge.way().get(i - 1);
        var b = edge.way().get(i);
        assertThat(a.x() == b.x() || a.y() == b.y()).as("%s", edge).isTrue();
        var line =
            new Diagram.Box(
                Math.min(a.x(), b.x()),
                Math.min(a.y(), b.y()),
                Math.abs(a.x() - b.x()),
                Math.abs(a.y() - b.y()));
        for (var node : scope.nodes()) {
          if (!node.equals(edge.from()) && !node.equals(edge.to())) {
            assertThat(node.box().overlaps(line)).as("%s through %s", edge, node).isFalse();
          }
        }
      }
    }
    scope.nodes().stream()
        .filter(node -> node.inside() != null)
        .forEach(node -> edges(node.inside()));
  }

  @Property(tries = 300)
  void svg_can_be_read_and_carries_no_markup_of_the_flow(@ForAll long seed) {
    var flow = new RandomFlowDrafts(seed).flow();
    var keys =
        StepTree.all(flow.steps())
            .map(Step::key)
            .filter(key -> key != null && key.hashCode() % 2 == 0)
            .collect(Collectors.toSet());
    var document = BpmnSchema.parsed(SvgExport.svg(flow, Locale.ENGLISH, keys, Set.of()));
    var all = document.getElementsByTagName("*");
    for (int i = 0; i < all.getLength(); i++) {
      assertThat(all.item(i).getNodeName())
          .isIn("svg", "title", "desc", "g", "rect", "circle", "polygon", "polyline", "text");
    }
  }
}
