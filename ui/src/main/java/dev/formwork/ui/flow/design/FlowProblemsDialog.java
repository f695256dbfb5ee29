package dev.formwork.ui.flow.design;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.UnorderedList;
import dev.formwork.core.problem.Problem;
import dev.formwork.designer.flow.edit.FlowEdits;
import dev.formwork.ui.flow.diagram.FlowCardIds;
import dev.formwork.ui.flow.text.FlowText;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.FlowDefinition;
import java.util.List;
import java.util.function.Consumer;

/** The problems of a flow with their places; a press on one goes there. */
final class FlowProblemsDialog extends Dialog {

  private final transient FlowDefinition flow;
  private final transient Consumer<String> onChoice;

  /**
   * @param onChoice told with the id of the card where a problem is
   */
  FlowProblemsDialog(FlowDefinition flow, List<Problem> problems, Consumer<String> onChoice) {
    this.flow = flow;
    this.onChoice = onChoice;
    var cards = new FlowCardIds(flow);
    var list = new UnorderedList();
    list.addClassName("fw-problem-list");
    problems.forEach(problem -> list.add(line(problem, cards.of(problem))));
    add(new Div(list));
    setHeaderTitle(UiTexts.of("design.problems", problems.size()));
    setMaxWidth("40rem");
    getFooter().add(new Button(UiTexts.of("close"), _ -> close()));
  }

  private ListItem line(Problem problem, String at) {
    return new ListItem(
        new NativeButton(
            place(at) + ": " + UiTexts.of(problem),
            _ -> {
              close();
              onChoice.accept(at);
            }));
  }

  private String place(String at) {
    return FlowEdits.find(flow, at.split("/", -1)[0])
        .map(FlowText::title)
        .orElseGet(
            () ->
                at.equals(FlowCardIds.START)
                    ? FlowText.words().word("start")
                    : UiTexts.of("flow.settings"));
  }
}
