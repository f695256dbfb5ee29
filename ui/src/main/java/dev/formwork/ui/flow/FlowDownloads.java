package dev.formwork.ui.flow;

import com.vaadin.flow.component.Component;
import dev.formwork.designer.drawing.BpmnExport;
import dev.formwork.designer.drawing.SvgExport;
import dev.formwork.designer.flow.edit.FlowDefinitionJson;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.FlowDefinition;
import java.util.Set;

/** Downloads of a flow as BPMN, SVG or JSON, made in the browser. */
public final class FlowDownloads {

  private static final String DOWNLOAD =
      """
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([$0], {type: $1}));
      link.download = $2;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
      """;

  public void bpmn(Component screen, FlowDefinition flow) {
    download(
        screen, BpmnExport.xml(flow, UiTexts.locale()), "application/xml", flow.key() + ".bpmn");
  }

  public void svg(Component screen, FlowDefinition flow) {
    download(
        screen,
        SvgExport.svg(flow, UiTexts.locale(), Set.of(), Set.of()),
        "image/svg+xml",
        flow.key() + ".svg");
  }

  public static void json(Component screen, FlowDefinition flow) {
    download(
        screen,
        FlowDefinitionJson.of(flow).toPrettyString(),
        "application/json",
        flow.key() + ".json");
  }

  private static void download(Component screen, String text, String type, String name) {
    screen.getElement().executeJs(DOWNLOAD, text, type, name);
  }
}
