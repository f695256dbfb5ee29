package dev.formwork.ui.people;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import dev.formwork.core.access.Caller;
import dev.formwork.core.signin.SecondFactor.Required;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.command.Toast;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.text.UiTexts;
import java.util.Locale;

/** How members of the workspace sign in: required second factor, identity providers, e-mail. */
final class SignInPolicyPanel extends Div {

  SignInPolicyPanel(Caller caller, PeopleServices services) {
    addClassName("fw-people-panel");
    var factor = new Select<Required>();
    factor.setLabel(UiTexts.of("factor.required"));
    factor.setHelperText(UiTexts.of("factor.required.help"));
    factor.setItems(Required.values());
    factor.setItemLabelGenerator(
        one -> UiTexts.of("factor.required." + one.name().toLowerCase(Locale.ROOT)));
    factor.setValue(ServiceCalls.await(() -> services.secondFactor.required(caller)));
    factor.setId("factor-required");
    factor.addClassName("fw-match");
    factor.addValueChangeListener(
        event -> {
          if (event.isFromClient()
              && UiCommands.done(() -> services.secondFactor.require(caller, event.getValue()))) {
            Toast.done(UiTexts.of("people.saved"));
          }
        });
    var card = new Div(new H2(UiTexts.of("factor.title")), factor);
    card.addClassName("fw-card-panel");
    var mail =
        new Div(
            new H2(UiTexts.of("mail.title")),
            new Paragraph(UiTexts.of(services.mailOutbox.isOn() ? "mail.is-on" : "mail.is-off")));
    mail.addClassName("fw-card-panel");
    add(card, new IdentityProvidersCard(caller, services.providers), mail);
  }
}
