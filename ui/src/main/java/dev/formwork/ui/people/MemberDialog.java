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
import dev.formwork.ui.shell.Backend;
import dev.formwork.ui.shell.Guarded;
import dev.formwork.ui.shell.Texts;
import dev.formwork.ui.shell.Toast;
import dev.formwork.ui.shell.Visit;

/** One member: departments, roles, manager, sessions; deactivation and password link. */
final class MemberDialog extends Dialog {

  private final transient Caller caller;
  private final transient Membership membership;
  private final transient PeopleServices services;
  private final transient Runnable onSaved;
  private final PlaceInputs place;
  private final ComboBox<Membership> manager = new ComboBox<>();
  private final EmailField email = new EmailField();
  private final Checkbox administrator = new Checkbox(Texts.of("people.administrator"));

  MemberDialog(Caller caller, Membership membership, PeopleServices services, Runnable onSaved) {
    this.caller = caller;
    this.membership = membership;
    this.services = services;
    this.onSaved = onSaved;
    var people = caller.organization().now();
    setHeaderTitle(membership.name());
    var login = new Paragraph(Texts.of("people.login", membership.login()));
    login.addClassName("fw-muted");
    place = new PlaceInputs(people);
    place.set(people, membership.departments(), membership.roles());
    manager.setLabel(Texts.of("people.manager"));
    manager.setHelperText(Texts.of("people.manager.help"));
    manager.setItems(
        people.standings().stream()
            .filter(one -> one.active() && !one.member().equals(membership.member()))
            .toList());
    manager.setItemLabelGenerator(Membership::name);
    manager.setClearButtonVisible(true);
    manager.setWidthFull();
    people.standing(membership.manager()).ifPresent(manager::setValue);
    administrator.setValue(membership.administrator());
    email.setLabel(Texts.of("people.email"));
    email.setValue(membership.email() == null ? "" : membership.email());
    email.setWidthFull();
    var body = new Div(login, email, place, manager, administrator, more());
    Backend.await(() -> services.handOvers.latest(caller, membership.member()))
        .ifPresent(latest -> body.add(new HandOverLine(caller, latest)));
    body.addClassName("fw-dialog-body");
    add(body);
    var save = new Button(Texts.of("save"), _ -> save(membership.active()));
    save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    save.setId("save-member");
    getFooter().add(new Button(Texts.of("cancel"), _ -> close()), save);
  }

  private Div more() {
    var see =
        new Button(
            Texts.of("people.see-as"),
            VaadinIcon.EYE.create(),
            _ -> {
              Visit.seeAs(membership);
              close();
              com.vaadin.flow.component.UI.getCurrent().navigate("");
            });
    see.setVisible(membership.active());
    see.setId("see-as");
    var password =
        new Button(
            Texts.of("people.password-link"),
            VaadinIcon.KEY.create(),
            _ ->
                Guarded.run(() -> services.links.resetPassword(caller, membership.member()))
                    .ifPresent(
                        link -> {
                          close();
                          LinkDialog.show(Texts.of("people.link.password"), link.secret());
                        }));
    var active =
        new Button(
            Texts.of(membership.active() ? "people.deactivate" : "people.activate"),
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
        new Button(Texts.of("session.title"), VaadinIcon.DESKTOP.create(), _ -> showSessions());
    var factor =
        new Button(
            Texts.of("factor.take-away"),
            VaadinIcon.UNLINK.create(),
            _ -> {
              if (Guarded.done(() -> services.secondFactor.takeAway(caller, membership.member()))) {
                Toast.done(Texts.of("factor.taken-away"));
              }
            });
    factor.setTooltipText(Texts.of("factor.take-away.help"));
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
    dialog.setHeaderTitle(Texts.of("session.title"));
    var body = new Div(new SessionList(caller, services.sessions, membership.member(), null));
    body.addClassName("fw-dialog-body");
    dialog.add(body);
    dialog.getFooter().add(new Button(Texts.of("close"), _ -> dialog.close()));
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
            || Guarded.done(
                () -> services.members.setEmail(caller, membership.member(), email.getValue()));
    if (addressed
        && Guarded.done(() -> services.changes.place(caller, membership.member(), wanted))) {
      close();
      onSaved.run();
    }
  }
}
