package dev.formwork.ui.people;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.formwork.core.access.Caller;
import dev.formwork.core.invitation.OneTimeLinks;
import dev.formwork.ui.command.Toast;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.text.UiTexts;

/** Invites one person, with departments and roles chosen in advance. */
final class InviteDialog extends Dialog {

  InviteDialog(Caller caller, PeopleServices services, Runnable onMade) {
    var links = services.links;
    boolean mails = services.mailOutbox.isOn();
    setHeaderTitle(UiTexts.of("people.invite"));
    var name = new TextField(UiTexts.of("people.whom"));
    name.setHelperText(UiTexts.of("people.whom.help"));
    name.setWidthFull();
    var email = new EmailField(UiTexts.of("people.email"));
    email.setHelperText(UiTexts.of("people.email.invite"));
    email.setWidthFull();
    email.setVisible(mails);
    email.setId("invite-email");
    var place = new MembershipInputs(caller.organization().now());
    var administrator = new Checkbox(UiTexts.of("people.administrator"));
    var body = new Div(name, email, place, administrator);
    body.addClassName("fw-dialog-body");
    add(body);
    var make =
        new Button(
            UiTexts.of("people.make-link"),
            _ -> {
              var invited =
                  new OneTimeLinks.Invited(
                      name.getValue().isBlank() ? null : name.getValue().strip(),
                      administrator.getValue(),
                      place.departments(),
                      place.roles());
              boolean byMail = !email.isEmpty() || email.isInvalid();
              UiCommands.run(
                      () ->
                          byMail
                              ? links.inviteByMail(caller, invited, email.getValue())
                              : links.invite(caller, invited))
                  .ifPresent(
                      link -> {
                        close();
                        onMade.run();
                        if (byMail) {
                          Toast.done(UiTexts.of("people.invited", email.getValue()));
                        } else {
                          OneTimeLinkDialog.show(UiTexts.of("people.link.join"), link.secret());
                        }
                      });
            });
    if (mails) {
      email.addValueChangeListener(
          event ->
              make.setText(
                  UiTexts.of(
                      event.getValue().isBlank() ? "people.make-link" : "people.send-invitation")));
      email.setValueChangeMode(ValueChangeMode.EAGER);
    }
    make.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    make.setId("make-link");
    getFooter().add(new Button(UiTexts.of("cancel"), _ -> close()), make);
  }
}
