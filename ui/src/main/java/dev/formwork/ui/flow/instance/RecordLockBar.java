package dev.formwork.ui.flow.instance;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.naming.RecordId;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.lock.RecordLocks;

/** Says that a record is locked and why; administrators unlock it with a reason. */
final class RecordLockBar extends Div {

  RecordLockBar(
      ProcessServices services,
      Caller caller,
      CompiledForm form,
      RecordId record,
      RecordLocks.State state,
      Runnable onChanged) {
    addClassNames("fw-lock-bar", "fw-hint");
    setId("record-lock");
    var icon = (state.isLocked() ? VaadinIcon.LOCK : VaadinIcon.UNLOCK).create();
    icon.getElement().setAttribute("aria-hidden", "true");
    add(icon, new Span(sentence(state)));
    if (!state.mayUnlock()) {
      return;
    }
    var button = new Button(UiTexts.of(state.isLocked() ? "lock.unlock" : "lock.again"));
    button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    button.setId(state.isLocked() ? "unlock-record" : "lock-record");
    button.addClickListener(
        _ -> {
          if (state.isLocked()) {
            ask(services, caller, form, record, onChanged);
          } else {
            UiCommands.run(() -> services.locks.lock(caller, form, record))
                .ifPresent(_ -> onChanged.run());
          }
        });
    add(button);
  }

  private static String sentence(RecordLocks.State state) {
    if (!state.isLocked()) {
      return UiTexts.of("lock.unlocked", state.unlock().reason());
    }
    var lock = state.locks().getFirst();
    var flow = lock.flowTitle().in(UiTexts.locale());
    return lock.step() == null
        ? UiTexts.of("lock.approved", flow)
        : UiTexts.of("lock.in-approval", flow, lock.step().in(UiTexts.locale()));
  }

  private static void ask(
      ProcessServices services,
      Caller caller,
      CompiledForm form,
      RecordId record,
      Runnable onChanged) {
    var reason = new TextArea(UiTexts.of("lock.reason"));
    reason.setHelperText(UiTexts.of("lock.reason.help"));
    reason.setMaxLength(2_000);
    reason.setWidthFull();
    reason.setRequired(true);
    reason.setValueChangeMode(ValueChangeMode.EAGER);
    reason.setId("unlock-reason");
    var ask = new ConfirmDialog();
    ask.setHeader(UiTexts.of("lock.title"));
    ask.setText(reason);
    ask.setCancelable(true);
    ask.setCancelText(UiTexts.of("cancel"));
    ask.setConfirmText(UiTexts.of("lock.unlock"));
    ask.addConfirmListener(
        _ ->
            UiCommands.run(() -> services.locks.unlock(caller, form, record, reason.getValue()))
                .ifPresent(_ -> onChanged.run()));
    ask.setId("unlock-dialog");
    ask.open();
  }
}
