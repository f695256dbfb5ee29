package dev.formwork.designer.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.designer.drawing.Diagram.Edge;
import dev.formwork.designer.flow.ContractFlowExample;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The drawing of a flow, and of the path an instance took. */
final class SvgExportTest {

  private static final Set<String> PASSED = Set.of("manager", "size", "experts", "legal");
  private static final Set<String> STANDING = Set.of("finance");

  @Test
  void who_cannot_see_it_hears_where_it_stands() {
    assertThat(SvgExport.svg(ContractFlowExample.contract(), Locale.ENGLISH, PASSED, STANDING))
        .contains("<title>Contract approval</title>")
        .contains(
            "with 11 steps. Passed: Sales manager, How big is it?, Parallel, Legal. It stands at: Finance.")
        .contains("<title>Approval: Finance – it stands here</title>")
        .contains("<title>Approval: Legal – passed</title>");
    assertThat(SvgExport.svg(ContractFlowExample.contract(), Locale.CHINESE, Set.of(), Set.of()))
        .contains("<desc>流程“合同审批”的流程图。</desc>", ">其他情况</text>", ">金额多大？</text>");
  }

  @Test
  void the_path_taken_is_followed_and_no_other() {
    var diagram = FlowLayout.of(ContractFlowExample.contract(), new DiagramText(Locale.ENGLISH));
    var path = new ExecutedPath(PASSED, STANDING);
    assertThat(diagram.whole().allEdges().filter(path::went).map(SvgExportTest::ends))
        .containsExactlyInAnyOrder(
            "start > manager",
            "manager > size",
            "size > experts",
            "experts > legal",
            "experts > finance");
  }

  private static String ends(Edge edge) {
    return edge.from().id() + " > " + edge.to().id();
  }

  @Test
  void an_empty_way_was_taken_when_none_of_the_steps_beside_it_was() {
    var diagram = FlowLayout.of(ContractFlowExample.contract(), new DiagramText(Locale.ENGLISH));
    var path = new ExecutedPath(Set.of("manager", "size"), Set.of("each_line"));
    assertThat(diagram.whole().allEdges().filter(path::went).map(SvgExportTest::ends))
        .containsExactlyInAnyOrder(
            "start > manager", "manager > size", "size > size_join", "size_join > each_line");
  }

  @Test
  void a_gateway_was_come_to_before_it_is_left_and_a_rejection_is_no_end_reached() {
    var diagram = FlowLayout.of(ContractFlowExample.contract(), new DiagramText(Locale.ENGLISH));
    var inside = new ExecutedPath(Set.of("manager"), Set.of("legal", "finance"));
    assertThat(diagram.whole().allEdges().filter(inside::went).map(SvgExportTest::ends))
        .contains("manager > size", "size > experts", "experts > legal", "experts > finance");
    var single =
        ContractFlowExample.flow(
            "{\"key\": \"s\", \"title\": {\"en\": \"S\"}, \"steps\": [{\"type\": \"approve\", \"key\": \"boss\", \"assign\": [{\"submitter\": true}]}]}");
    var over = new ExecutedPath(Set.of("boss"), Set.of());
    assertThat(
            FlowLayout.of(single, new DiagramText(Locale.ENGLISH))
                .whole()
                .allEdges()
                .filter(over::went)
                .map(SvgExportTest::ends))
        .containsExactly("start > boss");
  }

  @Test
  void a_flow_without_steps_is_drawn_too() {
    var empty =
        ContractFlowExample.flow("{\"key\": \"e\", \"title\": {\"en\": \"<b>&\"}, \"steps\": []}");
    assertThat(SvgExport.svg(empty, Locale.ENGLISH, Set.of(), Set.of()))
        .contains("<title>&lt;b&gt;&amp;</title>", ">Button pressed</text>");
  }
}
