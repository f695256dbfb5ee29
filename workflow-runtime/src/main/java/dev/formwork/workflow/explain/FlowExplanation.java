package dev.formwork.workflow.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.LookupPrefetch;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.ExplainedSql;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.compile.CompiledStep;
import dev.formwork.workflow.compile.Template;
import dev.formwork.workflow.definition.ContainerStep;
import dev.formwork.workflow.definition.Step;
import dev.formwork.workflow.definition.Variable;
import dev.formwork.workflow.store.TransitionStatements;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A compiled flow as text for people: what starts it, its steps with their conditions and where
 * they lead, what is read before its expressions run, and the statements that store its
 * transitions. Its lines come in a fixed order, so that two versions can be compared line by line.
 */
public final class FlowExplanation {

  private static final JsonMapper IN_ORDER =
      DefinitionJson.mapper()
          .rebuild()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  /** Said otherwise: by the line itself, by its expressions, or by the lines of steps inside. */
  private static final Set<String> NOT_SETTINGS =
      Set.of("type", "key", "title", "cases", "otherwise", "lanes", "steps");

  private final CompiledFlow flow;
  private final List<String> lines = new ArrayList<>();

  private FlowExplanation(CompiledFlow flow) {
    this.flow = flow;
  }

  /**
   * @param schema of the workspace
   */
  public static String of(CompiledFlow flow, String schema) {
    var explanation = new FlowExplanation(flow);
    explanation.write(schema);
    return String.join("\n", explanation.lines) + "\n";
  }

  private void write(String schema) {
    var form = flow.form() == null ? "of no form" : "of form " + flow.form().key();
    lines.add("flow " + flow.key() + " " + form);
    section("starts", starts());
    section("variables", flow.variables().stream().map(FlowExplanation::variable).toList());
    lines.add("");
    lines.add("-- steps");
    block(flow.definition().steps(), "", "the flow ends");
    new TreeMap<>(flow.reads()).forEach((key, reads) -> reads(flow.forms().get(key), reads));
    section("begin", List.of(TransitionStatements.begin(schema)));
    section(
        "go on, without the parts that have nothing in them",
        List.of(TransitionStatements.move(schema)));
  }

  private void section(String title, List<String> content) {
    if (!content.isEmpty()) {
      lines.add("");
      lines.add("-- " + title);
      lines.addAll(content);
    }
  }

  private List<String> starts() {
    var all = new ArrayList<String>();
    all.add("on " + json(flow.definition().trigger()));
    condition(all, "from ", flow.from());
    condition(all, "to ", flow.to());
    condition(all, "when ", flow.when());
    return all;
  }

  private static void condition(List<String> all, String start, CompiledExpression condition) {
    if (condition != null) {
      all.add(start + condition.source());
    }
  }

  private static String variable(Variable variable) {
    return variable.key() + " " + variable.type();
  }

  /**
   * @param after what follows the last step
   */
  private void block(List<Step> steps, String indent, String after) {
    for (int i = 0; i < steps.size(); i++) {
      step(steps.get(i), indent, i + 1 < steps.size() ? steps.get(i + 1).key() : after);
    }
  }

  private void step(Step step, String indent, String then) {
    lines.add(indent + step.key() + ": " + step.type().json() + settings(step) + " -> " + then);
    var compiled = flow.step(step.key()).orElseThrow();
    expressions(compiled)
        .forEach((path, source) -> lines.add(indent + "  " + path + " = " + source));
    if (step instanceof ContainerStep container) {
      for (int lane = 0; lane < container.blocks().size(); lane++) {
        lines.add(indent + "  " + container.blockPath(lane).substring(1) + ":");
        var after = (container.loops() ? "the next round of " : "the end of ") + step.key();
        block(container.blocks().get(lane), indent + "    ", after);
      }
    }
  }

  /** What was set, without titles and the steps inside. */
  private static String settings(Step step) {
    var json = (ObjectNode) json(step);
    json.remove(NOT_SETTINGS);
    return json.isEmpty() ? "" : " " + json;
  }

  private static JsonNode json(Object definition) {
    return IN_ORDER.valueToTree(definition);
  }

  private void reads(CompiledForm of, CompiledFlow.DataRequirements reads) {
    section(
        "read with a record of " + of.key(),
        reads.needs().stream().map(need -> prefetched(of, need)).sorted().toList());
    section(
        "asked about a record of " + of.key(),
        reads.questions().stream()
            .map(ExplainedSql::question)
            .flatMap(sql -> Stream.concat(Stream.of(sql.text()), sql.parameters().stream()))
            .toList());
  }

  private static Map<String, String> expressions(CompiledStep step) {
    var all = new TreeMap<String, String>();
    step.formulas().forEach((path, formula) -> all.put(path, formula.source()));
    step.templates().forEach((path, template) -> all.put(path, text(template)));
    return all;
  }

  private static String text(Template template) {
    return template.parts().stream()
        .map(
            part ->
                switch (part) {
                  case Template.Part.Literal(var words) -> words;
                  case Template.Part.Formula(var expression) -> "{{" + expression.source() + "}}";
                })
        .collect(Collectors.joining())
        .replace("\n", "\\n");
  }

  private static String prefetched(CompiledForm form, LookupPrefetch need) {
    var fields = form.definition().fields();
    var lookup =
        need.rowsSlot() < 0
            ? fields.get(need.slot()).key().value()
            : fields.get(need.rowsSlot()).key() + " column " + need.slot();
    return lookup + " -> " + target(need.target());
  }

  private static String target(LookupPrefetch.Target target) {
    return target.table()
        + target.fields().stream()
            .map(
                field ->
                    field.key() + (field.behind() == null ? "" : " -> " + target(field.behind())))
            .sorted()
            .collect(Collectors.joining(", ", " (", ")"));
  }
}
