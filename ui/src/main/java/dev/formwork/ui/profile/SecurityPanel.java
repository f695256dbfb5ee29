package dev.formwork.ui.profile;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.component.textfield.PasswordField;
import dev.formwork.core.access.Caller;
import dev.formwork.core.member.Members;
import dev.formwork.core.session.WebSessions;
import dev.formwork.core.signin.SecondFactor;
import dev.formwork.ui.people.SessionList;
import dev.formwork.ui.shell.Guarded;
import dev.formwork.ui.shell.Texts;
import dev.formwork.ui.shell.Visit;

/** The member's own password, second factor and sessions. */
final class SecurityPanel extends Div {

  private final transient Members members;
  private final transient SecondFactor secondFactor;
  private final transient Caller caller;

  SecurityPanel(Members members, SecondFactor secondFactor, WebSessions sessions, Caller caller) {
    this.members = members;
    this.secondFactor = secondFactor;
    this.caller = caller;
    addClassName("fw-card-panel");
    var password =
        new Button(
            Texts.of("profile.password"),
            _ -> getUI().ifPresent(ui -> ui.navigate("change-password")));
    var email = new Button(Texts.of("email.change"), _ -> askForEmail());
    email.setId("change-email");
    var address =
        new Paragraph(
            Visit.member().email() == null
                ? Texts.of("email.none")
                : Texts.of("email.is", Visit.member().email()));
    address.addClassName("fw-muted");
    var actions = new Div(password, email, factor());
    actions.addClassName("fw-actions");
    add(
        new H2(Texts.of("security.title")),
        new Paragraph(Texts.of(Visit.member().secondFactor() ? "factor.is-on" : "factor.is-off")),
        address,
        actions,
        new H2(Texts.of("session.title")),
        new SessionList(caller, sessions, Visit.member().id(), Visit.sessionId()));
  }

  private Button factor() {
    boolean on = Visit.member().secondFactor();
    var button =
        new Button(
            Texts.of(on ? "factor.turn-off" : "factor.set-up"),
            _ -> {
              if (on) {
                askToTurnOff();
              } else {
                getUI().ifPresent(ui -> ui.navigate("second-factor"));
              }
            });
    button.setId("second-factor");
    return button;
  }

  /** A link to a new password goes there, so the password is asked for. */
  private void askForEmail() {
    var dialog = new Dialog();
    dialog.setHeaderTitle(Texts.of("email.change"));
    var email = new EmailField(Texts.of("people.email"));
    email.setValue(Visit.member().email() == null ? "" : Visit.member().email());
    email.setWidthFull();
    var password = new PasswordField(Texts.of("password.current"));
    password.setWidthFull();
    var body = new Div(email, password);
    body.addClassName("fw-dialog-body");
    dialog.add(body);
    var me = Visit.member().id();
    var save =
        new Button(
            Texts.of("save"),
            _ ->
                Guarded.run(() -> members.changeEmail(me, password.getValue(), email.getValue()))
                    .ifPresent(
                        changed -> {
                          dialog.close();
                          Visit.update(changed);
                          getUI().ifPresent(ui -> ui.getPage().reload());
                        }));
    save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    save.setId("save-email");
    dialog.getFooter().add(new Button(Texts.of("cancel"), _ -> dialog.close()), save);
    dialog.open();
  }

  private void askToTurnOff() {
    var dialog = new Dialog();
    dialog.setHeaderTitle(Texts.of("factor.turn-off"));
    var password = new PasswordField(Texts.of("password.current"));
    password.setWidthFull();
    var body = new Div(new Paragraph(Texts.of("factor.turn-off.lead")), password);
    body.addClassName("fw-dialog-body");
    dialog.add(body);
    var off =
        new Button(
            Texts.of("factor.turn-off"),
            _ -> {
              if (Guarded.done(() -> secondFactor.turnOff(caller, password.getValue()))) {
                dialog.close();
                Visit.update(Visit.member().withSecondFactor(false));
                getUI().ifPresent(ui -> ui.getPage().reload());
              }
            });
    off.addThemeVariants(ButtonVariant.LUMO_PRIMARY, ButtonVariant.LUMO_ERROR);
    off.setId("turn-off");
    dialog.getFooter().add(new Button(Texts.of("cancel"), _ -> dialog.close()), off);
    dialog.open();
  }
}
