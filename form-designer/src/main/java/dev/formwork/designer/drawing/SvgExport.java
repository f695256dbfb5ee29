package dev.formwork.designer.drawing;

import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.definition.Step;
import dev.formwork.workflow.definition.StepTree;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;

/**
 * Flows as drawings that stand for themselves: no style sheet, no script, nothing loaded; all words
 * escaped. Who cannot see them hears how the flow is called, what was passed and where it stands.
 */
public final class SvgExport {

  private SvgExport() {}

  /**
   * @param passed keys of the steps an instance has passed; empty: the flow alone
   * @param standing keys of the steps where it is now
   */
  public static String svg(
      FlowDefinition flow, Locale locale, Set<String> passed, Set<String> standing) {
    var words = new DiagramText(locale);
    var diagram = FlowLayout.of(flow, words);
    var text = new StringWriter();
    try {
      var out = new SvgWriter(XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text));
      var said = description(flow, words, passed, standing);
      out.begin(diagram.width(), diagram.height(), words.in(flow.title()), said);
      new SvgPainter(out, words, new ExecutedPath(passed, standing)).write(diagram);
      out.end();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("Writing into memory does not fail", e);
    }
    return text.toString();
  }

  private static String description(
      FlowDefinition flow, DiagramText words, Set<String> passed, Set<String> standing) {
    var title = words.in(flow.title());
    var steps = StepTree.all(flow.steps()).toList();
    return passed.isEmpty() && standing.isEmpty()
        ? words.word("drawing", title)
        : words.word(
            "drawing.steps",
            title,
            steps.size(),
            named(steps, passed, words),
            named(steps, standing, words));
  }

  private static String named(List<Step> steps, Set<String> keys, DiagramText words) {
    var named =
        steps.stream()
            .filter(step -> step.key() != null && keys.contains(step.key()))
            .map(words::title)
            .collect(Collectors.joining(", "));
    return named.isEmpty() ? words.word("nothing") : named;
  }
}
