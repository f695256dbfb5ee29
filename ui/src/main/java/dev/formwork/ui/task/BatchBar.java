package dev.formwork.ui.task;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import dev.formwork.core.access.Caller;
import dev.formwork.ui.shell.Guarded;
import dev.formwork.ui.shell.Texts;
import dev.formwork.ui.shell.Toast;
import dev.formwork.workflow.definition.ActionKind;
import dev.formwork.workflow.task.Tasks;
import java.util.List;
import java.util.UUID;

/** Decides several selected tasks at once, with one comment. */
final class BatchBar extends Div {

  private final transient Tasks tasks;
  private final transient Caller caller;
  private final transient Runnable onDone;
  private final Span count = new Span();
  private transient List<UUID> picked = List.of();

  BatchBar(Tasks tasks, Caller caller, Runnable onDone) {
    this.tasks = tasks;
    this.caller = caller;
    this.onDone = onDone;
    addClassName("fw-bulk");
    getElement().setAttribute("role", "status");
    var approve = new Button(Texts.of("task.action.approve"), _ -> ask(ActionKind.APPROVE));
    approve.addThemeVariants(ButtonVariant.LUMO_PRIMARY, ButtonVariant.LUMO_SMALL);
    approve.setId("batch-approve");
    var reject = new Button(Texts.of("task.action.reject"), _ -> ask(ActionKind.REJECT));
    reject.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    reject.setId("batch-reject");
    add(count, approve, reject);
    setVisible(false);
  }

  void show(List<UUID> chosen) {
    picked = chosen;
    count.setText(Texts.of("task.picked", chosen.size()));
    setVisible(!chosen.isEmpty());
  }

  private void ask(ActionKind kind) {
    var dialog = new Dialog();
    var label = Texts.of("task.action." + kind.json());
    dialog.setHeaderTitle(Texts.of("task.batch", label, picked.size()));
    var comment = new TextArea(Texts.of("task.comment"));
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
    dialog.getFooter().add(new Button(Texts.of("cancel"), _ -> dialog.close()), done);
    dialog.open();
  }

  private void run(ActionKind kind, String comment) {
    Guarded.run(() -> tasks.batch(caller, picked, kind, comment))
        .ifPresent(
            outcomes -> {
              var refused = outcomes.stream().filter(one -> !one.problems().isEmpty()).toList();
              Toast.done(Texts.of("task.batch.done", outcomes.size() - refused.size()));
              if (!refused.isEmpty()) {
                tell(refused);
              }
              onDone.run();
            });
  }

  private static void tell(List<Tasks.Outcome> refused) {
    var dialog = new Dialog();
    dialog.setHeaderTitle(Texts.of("task.batch.refused", refused.size()));
    refused.stream()
        .flatMap(one -> one.problems().stream())
        .map(Texts::of)
        .distinct()
        .forEach(sentence -> dialog.add(new Paragraph(sentence)));
    dialog.getFooter().add(new Button(Texts.of("close"), _ -> dialog.close()));
    dialog.open();
  }
}
