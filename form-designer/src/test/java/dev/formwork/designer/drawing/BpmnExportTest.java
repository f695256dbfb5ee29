package dev.formwork.designer.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.designer.flow.ContractFlowExample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What other tools find in an exported flow. */
final class BpmnExportTest {

  private static final String MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL";

  private final Document document =
      BpmnSchema.parsed(BpmnExport.xml(ContractFlowExample.contract(), Locale.CHINESE));

  private List<Element> all(String name) {
    var found = document.getElementsByTagNameNS(MODEL, name);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }

  private List<String> names(String element) {
    return all(element).stream().map(one -> one.getAttribute("name")).toList();
  }

  @Test
  void steps_are_what_bpmn_calls_them_in_the_language_asked_for() {
    assertThat(names("userTask")).containsExactly("销售经理", "法务", "财务");
    assertThat(names("serviceTask")).containsExactly("通知仓库", "标记为已签");
    assertThat(names("sendTask")).containsExactly("抄送");
    assertThat(names("subProcess")).containsExactly("逐行");
    assertThat(names("process")).containsExactly("合同审批");
    assertThat(all("intermediateCatchEvent")).hasSize(1);
    assertThat(all("parallelGateway")).hasSize(2);
    assertThat(all("exclusiveGateway")).hasSize(2);
    assertThat(all("terminateEventDefinition")).hasSize(1);
  }

  @Test
  void ways_out_of_a_branch_carry_their_conditions_and_one_is_the_default() {
    var split = all("exclusiveGateway").getFirst();
    assertThat(all("conditionExpression"))
        .extracting(Element::getTextContent)
        .containsExactly("amount > 100000", "status = \"void\"");
    var otherwise =
        all("sequenceFlow").stream()
            .filter(one -> one.getAttribute("id").equals(split.getAttribute("default")))
            .findFirst()
            .orElseThrow();
    assertThat(otherwise.getAttribute("sourceRef")).isEqualTo(split.getAttribute("id"));
  }

  @Test
  void every_edge_is_known_to_both_its_ends() {
    var known = new ArrayList<String>();
    for (var end : List.of("outgoing", "incoming")) {
      for (var one : all(end)) {
        known.add(
            ((Element) one.getParentNode()).getAttribute("id")
                + " "
                + end
                + " "
                + one.getTextContent());
      }
    }
    for (var edge : all("sequenceFlow")) {
      var id = edge.getAttribute("id");
      assertThat(known)
          .contains(
              edge.getAttribute("sourceRef") + " outgoing " + id,
              edge.getAttribute("targetRef") + " incoming " + id);
    }
    assertThat(known).hasSize(all("sequenceFlow").size() * 2);
  }

  @Test
  void keys_to_other_systems_stay_at_home() {
    assertThat(BpmnExport.xml(ContractFlowExample.contract(), Locale.ENGLISH))
        .contains("https://stock.example.com/reserve")
        .doesNotContain("key=abc", "Bearer 123");
  }
}
