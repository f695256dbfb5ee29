package dev.formwork.ui.signin;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.formwork.core.invitation.OneTimeLinks;
import dev.formwork.core.mail.MailOutbox;
import dev.formwork.ui.component.Brand;
import dev.formwork.ui.text.UiTexts;

/** Requests a link to a new password. The answer does not tell whether the account exists. */
@Route(value = "forgotten", autoLayout = false)
public final class ForgotPasswordView extends Main implements BeforeEnterObserver, HasDynamicTitle {

  private final transient OneTimeLinks links;
  private final transient MailOutbox mailOutbox;

  public ForgotPasswordView(OneTimeLinks links, MailOutbox mailOutbox) {
    this.links = links;
    this.mailOutbox = mailOutbox;
    addClassName("fw-front");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    removeAll();
    if (!mailOutbox.isOn()) {
      event.forwardTo(SignInView.class);
      return;
    }
    var login = new TextField(UiTexts.of("signin.login"));
    login.setAutocomplete(Autocomplete.USERNAME);
    login.setAutofocus(true);
    login.setWidthFull();
    var send = new Button(UiTexts.of("forgotten.send"), _ -> send(login.getValue()));
    send.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    send.addClickShortcut(Key.ENTER);
    send.setWidthFull();
    send.setId("send");
    show(
        new H1(UiTexts.of("forgotten.title")),
        new Paragraph(UiTexts.of("forgotten.lead")),
        login,
        send);
  }

  private void send(String login) {
    links.forgotten(login);
    removeAll();
    show(new H1(UiTexts.of("forgotten.title")), new Paragraph(UiTexts.of("forgotten.sent")));
  }

  private void show(com.vaadin.flow.component.Component... parts) {
    var back = new Anchor("sign-in", UiTexts.of("signin.title"));
    back.addClassName("fw-link");
    var card = new Div(new Brand());
    card.add(parts);
    card.add(back);
    card.addClassName("fw-front-card");
    add(card);
  }

  @Override
  public String getPageTitle() {
    return UiTexts.of("forgotten.title") + " · Formwork";
  }
}
