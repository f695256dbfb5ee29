package dev.formwork.ui.people;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import dev.formwork.core.access.Caller;
import dev.formwork.core.handover.HandOvers.OwnedRecords;
import dev.formwork.core.organization.Membership;
import dev.formwork.core.organization.admin.OrganizationCommands.MembershipRequest;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.command.Toast;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.text.UiTexts;
import java.util.List;

/**
 * Hands the records, departments and reports of a leaving member over to another one and
 * deactivates the account.
 */
final class HandOverDialog extends Dialog {

  private final transient Caller caller;
  private final transient Membership leaver;
  private final transient PeopleServices services;
  private final transient Runnable onDone;
  private final ComboBox<Membership> to = new ComboBox<>();

  HandOverDialog(Caller caller, Membership leaver, PeopleServices services, Runnable onDone) {
    this.caller = caller;
    this.leaver = leaver;
    this.services = services;
    this.onDone = onDone;
    setHeaderTitle(UiTexts.of("hand-over.title", leaver.name()));
    var held = ServiceCalls.await(() -> services.handOvers.held(caller, leaver.member()));
    to.setLabel(UiTexts.of("hand-over.to"));
    to.setItems(
        caller.people().standings().stream()
            .filter(one -> one.active() && !one.service() && !one.member().equals(leaver.member()))
            .toList());
    to.setItemLabelGenerator(Membership::name);
    to.setClearButtonVisible(true);
    to.setWidthFull();
    to.setId("hand-over-to");
    var body = new Div(list(held), to);
    body.addClassName("fw-dialog-body");
    add(body);
    var leave = new Button(UiTexts.of("people.deactivate"), _ -> leave());
    leave.addThemeVariants(ButtonVariant.LUMO_PRIMARY, ButtonVariant.LUMO_ERROR);
    leave.setId("leave");
    to.addValueChangeListener(
        event ->
            leave.setText(
                UiTexts.of(event.getValue() == null ? "people.deactivate" : "hand-over.leave")));
    getFooter().add(new Button(UiTexts.of("cancel"), _ -> close()), leave);
  }

  private static Div list(List<OwnedRecords> held) {
    if (held.isEmpty()) {
      return new Div(new Paragraph(UiTexts.of("hand-over.nothing")));
    }
    var list = new UnorderedList();
    held.forEach(
        one ->
            list.add(
                new ListItem(
                    UiTexts.of(
                        "hand-over.held",
                        one.form().in(UiTexts.locale()),
                        one.field().in(UiTexts.locale()),
                        one.records()))));
    return new Div(new Paragraph(UiTexts.of("hand-over.lead")), list);
  }

  /** First the door, so that nothing new comes in while the rest is carried out. */
  private void leave() {
    var before = MembershipRequest.of(leaver);
    var left =
        new MembershipRequest(
            false, before.administrator(), before.departments(), before.roles(), before.manager());
    var taker = to.getValue();
    if (!UiCommands.done(() -> services.changes.place(caller, leaver.member(), left))) {
      return;
    }
    if (taker != null) {
      UiCommands.run(() -> services.handOvers.start(caller, leaver.member(), taker.member()))
          .ifPresent(_ -> Toast.done(UiTexts.of("hand-over.started", taker.name())));
    }
    close();
    onDone.run();
  }
}
