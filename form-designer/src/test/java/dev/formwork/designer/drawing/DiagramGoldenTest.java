package dev.formwork.designer.drawing;

import dev.formwork.core.testing.GoldenFile;
import dev.formwork.designer.flow.ContractFlowExample;
import dev.formwork.workflow.definition.FlowDefinition;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A flow with a step of each kind is drawn as ever. */
final class DiagramGoldenTest {

  private final FlowDefinition flow = ContractFlowExample.flow(golden("every_step.json").read());

  private static GoldenFile golden(String name) {
    return new GoldenFile(DiagramGoldenTest.class, name);
  }

  @Test
  void bpmn_in_english() {
    golden("every_step.bpmn").holds(BpmnExport.xml(flow, Locale.ENGLISH));
  }

  @Test
  void svg_in_chinese_with_the_path_taken() {
    golden("every_step.svg")
        .holds(
            SvgExport.svg(
                flow, Locale.CHINESE, Set.of("boss", "any", "fill", "copy"), Set.of("first")));
  }
}
