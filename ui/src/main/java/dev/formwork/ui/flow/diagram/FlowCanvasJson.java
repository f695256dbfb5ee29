package dev.formwork.ui.flow.diagram;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.problem.Problem;
import dev.formwork.ui.flow.FlowContext;
import dev.formwork.ui.flow.step.StepUi;
import dev.formwork.ui.flow.text.FlowText;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.BranchStep;
import dev.formwork.workflow.definition.ContainerStep;
import dev.formwork.workflow.definition.EndStep;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.definition.Step;
import dev.formwork.workflow.definition.StepType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The JSON from which the browser draws a flow. */
public final class FlowCanvasJson {

  private final FlowDefinition flow;
  private final FlowText words;
  private final Map<String, List<Problem>> problems;
  private final Set<String> passed;
  private final Set<String> standing;

  private FlowCanvasJson(
      FlowContext tools, List<Problem> problems, Set<String> passed, Set<String> standing) {
    this.flow = tools.flow();
    this.words = new FlowText(tools);
    this.problems = new FlowCardIds(flow).sorted(problems);
    this.passed = passed;
    this.standing = standing;
  }

  /**
   * To be worked on.
   *
   * @param chosen id of a card
   */
  public static String editable(
      FlowContext tools, List<Problem> problems, String chosen, boolean canPaste) {
    var json = new FlowCanvasJson(tools, problems, Set.of(), Set.of()).json();
    json.put("editable", true).put("chosen", chosen).put("canPaste", canPaste).put("show", true);
    kinds(json.putArray("kinds"));
    return json.toString();
  }

  /** To be looked at: the path it took, and where it stands. */
  static String seen(FlowContext tools, Set<String> passed, Set<String> standing) {
    var json = new FlowCanvasJson(tools, List.of(), passed, standing).json();
    return json.put("editable", false).put("fit", true).toString();
  }

  private ObjectNode json() {
    var json = DefinitionJson.mapper().createObjectNode();
    var start = json.putObject("start");
    start
        .put("id", FlowCardIds.START)
        .put("title", FlowText.starts(flow.trigger()))
        .put("text", words.start())
        .put("icon", "play-circle-o")
        .put("color", "accent");
    problem(start, FlowCardIds.START);
    if (!passed.isEmpty() || !standing.isEmpty()) {
      start.put("state", "passed");
    }
    block(json.putArray("steps"), flow.steps());
    var texts = json.putObject("words");
    for (var key :
        List.of("canvas", "over", "nothing", "add", "search", "paste", "out", "in", "fit")) {
      texts.put(key, UiTexts.of("flow.canvas." + key));
    }
    texts.put("pasteHelp", UiTexts.of("flow.canvas.paste-help"));
    return json;
  }

  private void block(ArrayNode into, List<Step> steps) {
    steps.forEach(step -> step(into.addObject(), step));
  }

  private void step(ObjectNode json, Step step) {
    var look = StepUi.of(step.type());
    json.put("id", step.key())
        .put("title", FlowText.title(step))
        .put("text", words.text(step))
        .put("icon", look.iconName())
        .put("color", look.color())
        .put("movable", true)
        .put("ends", step instanceof EndStep);
    problem(json, step.key());
    state(json, step.key());
    if (step instanceof ContainerStep container) {
      inside(json, container);
    }
  }

  private void inside(ObjectNode json, ContainerStep container) {
    var ways = json.putArray("ways");
    if (container.loops()) {
      json.put("loop", true).put("again", UiTexts.of("flow.again"));
      block(ways.addObject().putArray("steps"), container.blocks().getFirst());
    } else {
      json.put("addWay", UiTexts.of("flow." + container.type().word() + ".add"));
      ways(ways, container);
    }
  }

  private void ways(ArrayNode into, ContainerStep step) {
    var inside = step.blocks();
    for (int i = 0; i < inside.size(); i++) {
      var way = into.addObject();
      var id = FlowCardIds.way(step.key(), i);
      way.put("id", id).put("color", "plain").put("icon", "arrow-down");
      if (step instanceof BranchStep branch) {
        caseOf(way, branch, i);
      } else {
        way.put("title", UiTexts.of("flow.lane", i + 1)).put("text", UiTexts.of("flow.lane.text"));
      }
      problem(way, id);
      if (inside.get(i).stream()
          .anyMatch(one -> passed.contains(one.key()) || standing.contains(one.key()))) {
        way.put("state", "passed");
      }
      block(way.putArray("steps"), inside.get(i));
    }
  }

  private void caseOf(ObjectNode json, BranchStep branch, int index) {
    if (index == branch.cases().size()) {
      json.put("title", FlowText.words().word("otherwise"))
          .put("text", UiTexts.of("flow.otherwise.text"));
      return;
    }
    var way = branch.cases().get(index);
    json.put(
            "title",
            way.title() == null
                ? UiTexts.of("flow.case", index + 1)
                : way.title().in(UiTexts.locale()))
        .put("text", words.way(branch.key(), way));
    if (!branch.every() && branch.cases().size() > 1) {
      json.put("mark", Integer.toString(index + 1));
    }
  }

  private void problem(ObjectNode json, String id) {
    var found = problems.getOrDefault(id, List.of());
    if (!found.isEmpty()) {
      json.put("problems", found.stream().map(UiTexts::of).collect(Collectors.joining("\n")));
    }
  }

  private void state(ObjectNode json, String key) {
    if (standing.contains(key)) {
      json.put("state", "standing").put("mark", UiTexts.of("flow.standing"));
    } else if (passed.contains(key)) {
      json.put("state", "passed");
    }
  }

  private static void kinds(ArrayNode into) {
    var words = FlowText.words();
    for (var type : StepType.values()) {
      var look = StepUi.of(type);
      into.addObject()
          .put("kind", type.word())
          .put("label", words.name(type))
          .put("help", words.help(type))
          .put("group", words.name(type.group()))
          .put("icon", look.iconName())
          .put("color", look.color());
    }
  }
}
