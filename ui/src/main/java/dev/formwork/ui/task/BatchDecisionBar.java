package dev.formwork.ui.task;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import dev.formwork.core.access.Caller;
import dev.formwork.ui.command.Toast;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.ActionKind;
import dev.formwork.workflow.task.Tasks;
import java.util.List;
import java.util.UUID;

/** Decides several selected tasks at once, with one comment. */
final class BatchDecisionBar extends Div {

  private final transient Tasks tasks;
  private final transient Caller caller;
  private final transient Runnable onDone;
  private final Span count = new Span();
  private transient List<UUID> picked = List.of();

  BatchDecisionBar(Tasks tasks, Caller caller, Runnable onDone) {
    this.tasks = tasks;
    this.caller = caller;
    this.onDone = onDone;
    addClassName("fw-bulk");
    getElement().setAttribute("role", "status");
    var approve = new Button(UiTexts.of("task.action.approve"), _ -> ask(ActionKind.APPROVE));
    approve.addThemeVariants(ButtonVariant.LUMO_PRIMARY, ButtonVariant.LUMO_SMALL);
    approve.setId("batch-approve");
    var reject = new Button(UiTexts.of("task.action.reject"), _ -> ask(ActionKind.REJECT));
    reject.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    reject.setId("batch-reject");
    add(count, approve, reject);
    setVisible(false);
  }

  void show(List<UUID> chosen) {
    picked = chosen;
    count.setText(UiTexts.of("task.picked", chosen.size()));
    setVisible(!chosen.isEmpty());
  }

  private void ask(ActionKind kind) {
    var dialog = new Dialog();
    var label = UiTexts.of("task.action." + kind.json());
    dialog.setHeaderTitle(UiTexts.of("task.batch", label, picked.size()));
    var comment = new TextArea(UiTexts.of("task.comment"));
    comment.setWidthFull();
    comment.setAutofocus(true);
    comment.setId("batch-comment");
    dialog.add(new Div(comment));
    var done =
        new Button(
            label,
            _ -> {
              dialog.close();
              run(kind, comment.getValue().isBlank() ? null : comment.getValue().strip());
            });
    done.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    done.setId("batch-do");
    dialog.getFooter().add(new Button(UiTexts.of("cancel"), _ -> dialog.close()), done);
    dialog.open();
  }

  private void run(ActionKind kind, String comment) {
    UiCommands.run(() -> tasks.batch(caller, picked, kind, comment))
        .ifPresent(
            outcomes -> {
              var refused = outcomes.stream().filter(one -> !one.problems().isEmpty()).toList();
              Toast.done(UiTexts.of("task.batch.done", outcomes.size() - refused.size()));
              if (!refused.isEmpty()) {
                tell(refused);
              }
              onDone.run();
            });
  }

  private static void tell(List<Tasks.Outcome> refused) {
    var dialog = new Dialog();
    dialog.setHeaderTitle(UiTexts.of("task.batch.refused", refused.size()));
    refused.stream()
        .flatMap(one -> one.problems().stream())
        .map(UiTexts::of)
        .distinct()
        .forEach(sentence -> dialog.add(new Paragraph(sentence)));
    dialog.getFooter().add(new Button(UiTexts.of("close"), _ -> dialog.close()));
    dialog.open();
  }
}
