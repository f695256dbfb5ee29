package dev.formwork.ui.people;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import dev.formwork.core.access.Caller;
import dev.formwork.core.signin.SecondFactor.Required;
import dev.formwork.ui.shell.Backend;
import dev.formwork.ui.shell.Guarded;
import dev.formwork.ui.shell.Texts;
import dev.formwork.ui.shell.Toast;
import java.util.Locale;

/** How members of the workspace sign in: required second factor, identity providers, e-mail. */
final class SecurityPanel extends Div {

  SecurityPanel(Caller caller, PeopleServices services) {
    addClassName("fw-people-panel");
    var factor = new Select<Required>();
    factor.setLabel(Texts.of("factor.required"));
    factor.setHelperText(Texts.of("factor.required.help"));
    factor.setItems(Required.values());
    factor.setItemLabelGenerator(
        one -> Texts.of("factor.required." + one.name().toLowerCase(Locale.ROOT)));
    factor.setValue(Backend.await(() -> services.secondFactor.required(caller)));
    factor.setId("factor-required");
    factor.addClassName("fw-match");
    factor.addValueChangeListener(
        event -> {
          if (event.isFromClient()
              && Guarded.done(() -> services.secondFactor.require(caller, event.getValue()))) {
            Toast.done(Texts.of("people.saved"));
          }
        });
    var card = new Div(new H2(Texts.of("factor.title")), factor);
    card.addClassName("fw-card-panel");
    var mail =
        new Div(
            new H2(Texts.of("mail.title")),
            new Paragraph(Texts.of(services.mailOutbox.isOn() ? "mail.is-on" : "mail.is-off")));
    mail.addClassName("fw-card-panel");
    add(card, new ProvidersCard(caller, services.providers), mail);
  }
}
