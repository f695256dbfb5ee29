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
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.session.UserSession;
import dev.formwork.ui.text.UiTexts;

/** The member's own password, second factor and sessions. */
final class AccountSecurityPanel extends Div {

  private final transient Members members;
  private final transient SecondFactor secondFactor;
  private final transient Caller caller;

  AccountSecurityPanel(
      Members members, SecondFactor secondFactor, WebSessions sessions, Caller caller) {
    this.members = members;
    this.secondFactor = secondFactor;
    this.caller = caller;
    addClassName("fw-card-panel");
    var password =
        new Button(
            UiTexts.of("profile.password"),
            _ -> getUI().ifPresent(ui -> ui.navigate("change-password")));
    var email = new Button(UiTexts.of("email.change"), _ -> askForEmail());
    email.setId("change-email");
    var address =
        new Paragraph(
            UserSession.member().email() == null
                ? UiTexts.of("email.none")
                : UiTexts.of("email.is", UserSession.member().email()));
    address.addClassName("fw-muted");
    var actions = new Div(password, email, factor());
    actions.addClassName("fw-actions");
    add(
        new H2(UiTexts.of("security.title")),
        new Paragraph(
            UiTexts.of(UserSession.member().secondFactor() ? "factor.is-on" : "factor.is-off")),
        address,
        actions,
        new H2(UiTexts.of("session.title")),
        new SessionList(caller, sessions, UserSession.member().id(), UserSession.sessionId()));
  }

  private Button factor() {
    boolean on = UserSession.member().secondFactor();
    var button =
        new Button(
            UiTexts.of(on ? "factor.turn-off" : "factor.set-up"),
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
    dialog.setHeaderTitle(UiTexts.of("email.change"));
    var email = new EmailField(UiTexts.of("people.email"));
    email.setValue(UserSession.member().email() == null ? "" : UserSession.member().email());
    email.setWidthFull();
    var password = new PasswordField(UiTexts.of("password.current"));
    password.setWidthFull();
    var body = new Div(email, password);
    body.addClassName("fw-dialog-body");
    dialog.add(body);
    var me = UserSession.member().id();
    var save =
        new Button(
            UiTexts.of("save"),
            _ ->
                UiCommands.run(() -> members.changeEmail(me, password.getValue(), email.getValue()))
                    .ifPresent(
                        changed -> {
                          dialog.close();
                          UserSession.update(changed);
                          getUI().ifPresent(ui -> ui.getPage().reload());
                        }));
    save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    save.setId("save-email");
    dialog.getFooter().add(new Button(UiTexts.of("cancel"), _ -> dialog.close()), save);
    dialog.open();
  }

  private void askToTurnOff() {
    var dialog = new Dialog();
    dialog.setHeaderTitle(UiTexts.of("factor.turn-off"));
    var password = new PasswordField(UiTexts.of("password.current"));
    password.setWidthFull();
    var body = new Div(new Paragraph(UiTexts.of("factor.turn-off.lead")), password);
    body.addClassName("fw-dialog-body");
    dialog.add(body);
    var off =
        new Button(
            UiTexts.of("factor.turn-off"),
            _ -> {
              if (UiCommands.done(() -> secondFactor.turnOff(caller, password.getValue()))) {
                dialog.close();
                UserSession.update(UserSession.member().withSecondFactor(false));
                getUI().ifPresent(ui -> ui.getPage().reload());
              }
            });
    off.addThemeVariants(ButtonVariant.LUMO_PRIMARY, ButtonVariant.LUMO_ERROR);
    off.setId("turn-off");
    dialog.getFooter().add(new Button(UiTexts.of("cancel"), _ -> dialog.close()), off);
    dialog.open();
  }
}
