package dev.formwork.ui.people;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.EmailField;
import dev.formwork.core.access.Caller;
import dev.formwork.core.organization.Membership;
import dev.formwork.core.organization.admin.OrganizationCommands.MembershipRequest;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.command.Toast;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.profile.SessionList;
import dev.formwork.ui.session.UserSession;
import dev.formwork.ui.text.UiTexts;

/** One member: departments, roles, manager, sessions; deactivation and password link. */
final class MemberDialog extends Dialog {

  private final transient Caller caller;
  private final transient Membership membership;
  private final transient PeopleServices services;
  private final transient Runnable onSaved;
  private final MembershipInputs place;
  private final ComboBox<Membership> manager = new ComboBox<>();
  private final EmailField email = new EmailField();
  private final Checkbox administrator = new Checkbox(UiTexts.of("people.administrator"));

  MemberDialog(Caller caller, Membership membership, PeopleServices services, Runnable onSaved) {
    this.caller = caller;
    this.membership = membership;
    this.services = services;
    this.onSaved = onSaved;
    var people = caller.organization().now();
    setHeaderTitle(membership.name());
    var login = new Paragraph(UiTexts.of("people.login", membership.login()));
    login.addClassName("fw-muted");
    place = new MembershipInputs(people);
    place.set(people, membership.departments(), membership.roles());
    manager.setLabel(UiTexts.of("people.manager"));
    manager.setHelperText(UiTexts.of("people.manager.help"));
    manager.setItems(
        people.standings().stream()
            .filter(one -> one.active() && !one.member().equals(membership.member()))
            .toList());
    manager.setItemLabelGenerator(Membership::name);
    manager.setClearButtonVisible(true);
    manager.setWidthFull();
    people.standing(membership.manager()).ifPresent(manager::setValue);
    administrator.setValue(membership.administrator());
    email.setLabel(UiTexts.of("people.email"));
    email.setValue(membership.email() == null ? "" : membership.email());
    email.setWidthFull();
    var body = new Div(login, email, place, manager, administrator, more());
    ServiceCalls.await(() -> services.handOvers.latest(caller, membership.member()))
        .ifPresent(latest -> body.add(new HandOverProgress(caller, latest)));
    body.addClassName("fw-dialog-body");
    add(body);
    var save = new Button(UiTexts.of("save"), _ -> save(membership.active()));
    save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    save.setId("save-member");
    getFooter().add(new Button(UiTexts.of("cancel"), _ -> close()), save);
  }

  private Div more() {
    var see =
        new Button(
            UiTexts.of("people.see-as"),
            VaadinIcon.EYE.create(),
            _ -> {
              UserSession.seeAs(membership);
              close();
              com.vaadin.flow.component.UI.getCurrent().navigate("");
            });
    see.setVisible(membership.active());
    see.setId("see-as");
    var password =
        new Button(
            UiTexts.of("people.password-link"),
            VaadinIcon.KEY.create(),
            _ ->
                UiCommands.run(() -> services.links.resetPassword(caller, membership.member()))
                    .ifPresent(
                        link -> {
                          close();
                          OneTimeLinkDialog.show(UiTexts.of("people.link.password"), link.secret());
                        }));
    var active =
        new Button(
            UiTexts.of(membership.active() ? "people.deactivate" : "people.activate"),
            _ -> {
              if (membership.active()) {
                close();
                new HandOverDialog(caller, membership, services, onSaved).open();
              } else {
                save(true);
              }
            });
    active.setId("deactivate");
    var sessions =
        new Button(UiTexts.of("session.title"), VaadinIcon.DESKTOP.create(), _ -> showSessions());
    var factor =
        new Button(
            UiTexts.of("factor.take-away"),
            VaadinIcon.UNLINK.create(),
            _ -> {
              if (UiCommands.done(
                  () -> services.secondFactor.takeAway(caller, membership.member()))) {
                Toast.done(UiTexts.of("factor.taken-away"));
              }
            });
    factor.setTooltipText(UiTexts.of("factor.take-away.help"));
    for (var button : new Button[] {see, password, sessions, factor, active}) {
      button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    }
    if (membership.active()) {
      active.addThemeVariants(ButtonVariant.LUMO_ERROR);
    }
    var more = new Div(see, password, sessions, factor, active);
    more.addClassName("fw-actions");
    return more;
  }

  private void showSessions() {
    var dialog = new Dialog();
    dialog.setHeaderTitle(UiTexts.of("session.title"));
    var body = new Div(new SessionList(caller, services.sessions, membership.member(), null));
    body.addClassName("fw-dialog-body");
    dialog.add(body);
    dialog.getFooter().add(new Button(UiTexts.of("close"), _ -> dialog.close()));
    dialog.open();
  }

  private void save(boolean isActive) {
    var wanted =
        new MembershipRequest(
            isActive,
            administrator.getValue(),
            place.departments(),
            place.roles(),
            manager.getValue() == null ? null : manager.getValue().member());
    var address = membership.email() == null ? "" : membership.email();
    boolean addressed =
        email.getValue().equals(address)
            || UiCommands.done(
                () -> services.members.setEmail(caller, membership.member(), email.getValue()));
    if (addressed
        && UiCommands.done(() -> services.changes.place(caller, membership.member(), wanted))) {
      close();
      onSaved.run();
    }
  }
}
