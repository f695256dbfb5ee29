package dev.formwork.ui.flow.diagram;

import dev.formwork.core.problem.Problem;
import dev.formwork.workflow.definition.ContainerStep;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.definition.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ids of the cards of a drawing, and the card to which a problem belongs (from its path in the
 * JSON). A card's id is the key of its step; {@code key/0} for the first case or lane of it; {@code
 * @start} for the trigger and {@code @flow} for the flow itself.
 */
public final class FlowCardIds {

  public static final String FLOW = "@flow";
  public static final String START = "@start";

  private final Map<String, String> cards = new LinkedHashMap<>();

  public FlowCardIds(FlowDefinition flow) {
    cards.put("", FLOW);
    cards.put("/trigger", START);
    cards.put("/form", START);
    block("/steps", flow.steps());
  }

  private void block(String path, List<Step> steps) {
    for (int i = 0; i < steps.size(); i++) {
      var step = steps.get(i);
      var at = path + "/" + i;
      cards.put(at, step.key());
      if (step instanceof ContainerStep container) {
        inside(at, container);
      }
    }
  }

  private void inside(String at, ContainerStep container) {
    var blocks = container.blocks();
    for (int b = 0; b < blocks.size(); b++) {
      var path = at + container.blockPath(b);
      if (!container.loops()) {
        cards.put(path.replaceFirst("/steps$", ""), way(container.key(), b));
      }
      block(path, blocks.get(b));
    }
  }

  /** The id of the card of a way. */
  public static String way(String key, int block) {
    return key + "/" + block;
  }

  /** Where one looks to mend a problem. */
  public String of(Problem problem) {
    var path = problem.path();
    while (!cards.containsKey(path)) {
      path = path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
    return cards.get(path);
  }

  /** By the ids of cards. */
  public Map<String, List<Problem>> sorted(List<Problem> problems) {
    var sorted = new LinkedHashMap<String, List<Problem>>();
    problems.forEach(
        problem -> sorted.computeIfAbsent(of(problem), _ -> new ArrayList<>()).add(problem));
    return sorted;
  }
}
