package dev.formwork.ui.flow.design.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.IntegerField;
import dev.formwork.ui.text.UiTexts;
import java.util.ArrayList;
import java.util.List;

/**
 * A list of assignee rules. An unfinished rule stays on screen and is stored when it is complete.
 */
public final class AssigneeRulesEditor extends Div {

  private final transient JsonBinding jsonBinding;
  private final String name;
  private final boolean weighted;
  private final transient List<ObjectNode> rules = new ArrayList<>();
  private final Div lines = new Div();

  /**
   * @param weighted whether each has a weight
   */
  public AssigneeRulesEditor(JsonBinding jsonBinding, String name, String title, boolean weighted) {
    this.jsonBinding = jsonBinding;
    this.name = name;
    this.weighted = weighted;
    addClassName("fw-flow-section");
    lines.addClassName("fw-flow-people");
    var add = FlowInputs.small("flow.who.add", VaadinIcon.PLUS, () -> addRule());
    add.setId("add-" + name);
    add(new H3(UiTexts.of(title)), lines, add);
    jsonBinding.get(name).forEach(one -> rules.add(((ObjectNode) one).deepCopy()));
    show();
  }

  private void addRule() {
    rules.add(AssigneeRuleKind.SUBMITTER.fresh());
    store();
    show();
  }

  private void show() {
    lines.removeAll();
    for (int i = 0; i < rules.size(); i++) {
      lines.add(line(i));
    }
  }

  private Div line(int index) {
    var rule = rules.get(index);
    var kind = AssigneeRuleKind.of(rule);
    var kinds =
        FlowInputs.choice(
            null,
            AssigneeRuleKind.words(),
            kind.word(),
            null,
            word -> AssigneeRuleKind.named(word).label(),
            word -> {
              rules.set(index, AssigneeRuleKind.named(word).fresh());
              store();
              show();
            });
    kinds.setAriaLabel(UiTexts.of("flow.who.kind"));
    var remove =
        FlowInputs.icon(
            VaadinIcon.CLOSE_SMALL,
            UiTexts.of("flow.remove"),
            () -> {
              rules.remove(index);
              store();
              show();
            });
    var head = new Div(kinds, remove);
    head.addClassName("fw-flow-line");
    var line = new Div(head);
    line.addClassName("fw-flow-person");
    var inputs = new AssigneeRuleInputs(jsonBinding, rule, this::store).of(kind);
    if (!inputs.isEmpty()) {
      var more = new Div();
      more.addClassName("fw-flow-pair");
      inputs.forEach(more::add);
      line.add(more);
    }
    if (weighted) {
      line.add(weight(rule));
    }
    return line;
  }

  private IntegerField weight(ObjectNode rule) {
    var weight = new IntegerField(UiTexts.of("flow.who.weight"));
    weight.setMin(1);
    weight.setValue(Math.max(1, rule.path("weight").asInt()));
    weight.addValueChangeListener(
        event -> {
          if (event.getValue() != null && event.getValue() > 0) {
            rule.put("weight", event.getValue());
            store();
          }
        });
    return weight;
  }

  private void store() {
    ArrayNode finished = JsonBinding.nodes().arrayNode();
    rules.stream()
        .filter(rule -> AssigneeRuleKind.of(rule).isFinished(rule))
        .map(JsonNode::deepCopy)
        .forEach(one -> finished.add((JsonNode) one));
    jsonBinding.set(name, finished);
  }
}
