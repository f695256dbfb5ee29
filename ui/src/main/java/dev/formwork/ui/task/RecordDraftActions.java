package dev.formwork.ui.task;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.permission.RecordAction;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.command.Toast;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.flow.instance.ProcessServices;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.task.Tasks.Card;

/** The actions on a record that was saved and not yet submitted. */
final class RecordDraftActions {

  private RecordDraftActions() {}

  static String address(Card card) {
    return "app/%s/%s/%s".formatted(card.app(), card.form(), card.record());
  }

  /**
   * Throws it away, and offers it back; not there for whoever may not.
   *
   * @param onChanged told when it went or came back
   */
  static Button delete(ProcessServices services, Caller caller, Card card, Runnable onChanged) {
    var form =
        ServiceCalls.await(
            () -> services.forms.form(caller.workspace(), card.app(), new FormKey(card.form())));
    var delete =
        new Button(VaadinIcon.TRASH.create(), _ -> delete(services, caller, form, card, onChanged));
    delete.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON);
    delete.setAriaLabel(UiTexts.of("task.draft.delete", card.recordTitle()));
    delete.setTooltipText(UiTexts.of("record.delete"));
    delete.setVisible(!caller.readOnly() && RecordAccess.to(caller, form).may(RecordAction.DELETE));
    delete.setId("delete-" + card.id());
    return delete;
  }

  private static void delete(
      ProcessServices services, Caller caller, CompiledForm form, Card card, Runnable onChanged) {
    var id = card.record();
    if (UiCommands.done(() -> services.records.delete(caller, form, id, null, false))) {
      Toast.undoable(
          UiTexts.of("record.deleted", card.recordTitle()),
          () -> {
            UiCommands.run(() -> services.records.restore(caller, form, id));
            onChanged.run();
          });
      onChanged.run();
    }
  }
}
