package dev.formwork.ui.signin;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.server.VaadinSession;
import dev.formwork.core.signin.openid.IdentityProvider;
import dev.formwork.core.signin.openid.IdentityProviders;
import dev.formwork.core.signin.openid.OpenIdSignIn;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.command.Toast;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.text.UiTexts;
import java.util.List;
import java.util.Locale;

/**
 * The buttons for single sign-on: one for each identity provider, or one that asks for the e-mail
 * address when there are many.
 */
final class SingleSignOnButtons extends Div {

  /** With more, the page would be a list of customers. */
  private static final int SHOWN = 4;

  private final transient OpenIdSignIn openId;

  SingleSignOnButtons(IdentityProviders providers, OpenIdSignIn openId) {
    this.openId = openId;
    addClassName("fw-sign-on");
    var offered = ServiceCalls.await(providers::offered);
    setVisible(!offered.isEmpty());
    if (offered.size() <= SHOWN) {
      offered.forEach(
          provider -> add(button(UiTexts.of("signin.with", provider.title()), () -> go(provider))));
    } else {
      add(button(UiTexts.of("signin.sso"), () -> ask(offered)));
    }
  }

  private static Button button(String label, Runnable action) {
    var button = new Button(label, _ -> action.run());
    button.setWidthFull();
    return button;
  }

  private void ask(List<IdentityProvider> offered) {
    var dialog = new Dialog();
    dialog.setHeaderTitle(UiTexts.of("signin.sso"));
    var email = new EmailField(UiTexts.of("people.email"));
    email.setWidthFull();
    dialog.add(email);
    var on =
        new Button(
            UiTexts.of("signin.on"),
            _ -> {
              var domain =
                  email.getValue().replaceFirst("^.*@", "").toLowerCase(Locale.ROOT).strip();
              offered.stream()
                  .filter(provider -> provider.domains().contains(domain))
                  .findFirst()
                  .ifPresentOrElse(
                      this::go, () -> Toast.refused(UiTexts.of("signin.sso.none", domain)));
            });
    on.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    dialog.getFooter().add(new Button(UiTexts.of("cancel"), _ -> dialog.close()), on);
    dialog.open();
  }

  private void go(IdentityProvider provider) {
    UiCommands.run(() -> openId.begin(provider.id()))
        .ifPresent(
            attempt -> {
              VaadinSession.getCurrent().setAttribute(OpenIdSignIn.Attempt.class, attempt);
              getUI().ifPresent(ui -> ui.getPage().setLocation(attempt.address().toString()));
            });
  }
}
