package dev.formwork.ui.flow.design.input;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.ui.field.TypedInputs;
import dev.formwork.ui.field.input.TypedField;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.AssigneeRule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A list of assignee rules. An unfinished rule stays on screen and is stored when it is complete.
 */
final class AssigneeRulesEditor extends Div {

  private final transient InputKinds form;
  private final boolean weighted;
  private final transient List<AssigneeRule> rules;
  private final transient Consumer<List<AssigneeRule>> onChange;
  private final Div lines = new Div();

  /**
   * @param weighted whether each has a weight
   * @param onChange told of the complete ones
   */
  AssigneeRulesEditor(
      InputKinds form,
      String id,
      String title,
      List<AssigneeRule> value,
      boolean weighted,
      Consumer<List<AssigneeRule>> onChange) {
    this.form = form;
    this.weighted = weighted;
    this.rules = new ArrayList<>(value);
    this.onChange = onChange;
    addClassName("fw-flow-section");
    lines.addClassName("fw-flow-people");
    var add = FlowInputs.small("flow.who.add", VaadinIcon.PLUS, this::addRule);
    add.setId("add-" + id);
    add(new H3(UiTexts.of(title)), lines, add);
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
    var kinds =
        FlowInputs.choice(
            null,
            List.of(AssigneeRuleKind.values()),
            AssigneeRuleKind.of(rule),
            null,
            AssigneeRuleKind::label,
            kind -> {
              rules.set(index, kind.fresh());
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
    var inputs = new AssigneeRuleInputs(form, rule, changed -> replace(index, changed)).all();
    if (!inputs.isEmpty()) {
      var more = new Div();
      more.addClassName("fw-flow-pair");
      inputs.forEach(more::add);
      line.add(more);
    }
    if (weighted) {
      line.add(weight(index));
    }
    return line;
  }

  private void replace(int index, AssigneeRule changed) {
    rules.set(index, AssigneeRuleKind.weighted(changed, rules.get(index).weight()));
    store();
  }

  private TypedField<Integer> weight(int index) {
    var weight = TypedInputs.whole(1, Integer.MAX_VALUE);
    weight.setLabel(UiTexts.of("flow.who.weight"));
    weight.setValue(Math.max(1, rules.get(index).weight()));
    weight.addValueChangeListener(
        event -> {
          if (event.getValue() != null) {
            rules.set(index, AssigneeRuleKind.weighted(rules.get(index), event.getValue()));
            store();
          }
        });
    return weight;
  }

  private void store() {
    onChange.accept(rules.stream().filter(AssigneeRuleKind::isFinished).toList());
  }
}
