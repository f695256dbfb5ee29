package dev.formwork.ui.people;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import dev.formwork.core.access.Caller;
import dev.formwork.core.signin.openid.IdentityProvider;
import dev.formwork.core.signin.openid.IdentityProviders;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.text.UiTexts;
import java.util.Arrays;
import java.util.Locale;

/** The identity providers (OpenID Connect) that the workspace trusts. */
final class IdentityProvidersCard extends Div {

  private final transient Caller caller;
  private final transient IdentityProviders providers;
  private final Div list = new Div();

  IdentityProvidersCard(Caller caller, IdentityProviders providers) {
    this.caller = caller;
    this.providers = providers;
    addClassName("fw-card-panel");
    var add = new Button(UiTexts.of("provider.add"), VaadinIcon.PLUS.create(), _ -> ask());
    add.setId("add-provider");
    list.addClassName("fw-tokens");
    add(new H2(UiTexts.of("signin.sso")), new Paragraph(UiTexts.of("provider.lead")), list, add);
    fill();
  }

  private void fill() {
    list.removeAll();
    ServiceCalls.await(() -> providers.of(caller)).forEach(one -> list.add(line(one)));
  }

  private Div line(IdentityProvider provider) {
    var name = new Span(provider.title());
    name.addClassName("fw-strong");
    var facts =
        new Span(
            provider.issuer()
                + (provider.joins()
                    ? " · " + UiTexts.of("provider.joins", String.join(", ", provider.domains()))
                    : ""));
    facts.addClassName("fw-muted");
    var remove =
        new Button(
            UiTexts.of("remove"),
            _ -> {
              if (UiCommands.done(() -> providers.remove(caller, provider.id()))) {
                fill();
              }
            });
    remove.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ERROR);
    var line = new Div(new Div(name, facts), new Div(remove));
    line.addClassName("fw-token");
    return line;
  }

  private void ask() {
    var dialog = new Dialog();
    dialog.setHeaderTitle(UiTexts.of("provider.add"));
    var title = new TextField(UiTexts.of("provider.title"));
    title.setPlaceholder("Acme");
    var issuer = new TextField(UiTexts.of("provider.issuer"));
    issuer.setPlaceholder("https://login.example.com/realms/acme");
    var id = new TextField(UiTexts.of("provider.client-id"));
    var secret = new PasswordField(UiTexts.of("provider.client-secret"));
    var domains = new TextField(UiTexts.of("provider.domains"));
    domains.setPlaceholder("example.com");
    domains.setHelperText(UiTexts.of("provider.domains.help"));
    var joins = new Checkbox(UiTexts.of("provider.may-join"));
    for (var field : new TextField[] {title, issuer, id, domains}) {
      field.setWidthFull();
    }
    secret.setWidthFull();
    var back = new Code(providers.returnAddress());
    back.addClassName("fw-secret");
    var body =
        new Div(
            new Paragraph(UiTexts.of("provider.return")),
            back,
            title,
            issuer,
            id,
            secret,
            domains,
            joins);
    body.addClassName("fw-dialog-body");
    dialog.add(body);
    var save =
        new Button(
            UiTexts.of("save"),
            _ -> {
              var providerSettings =
                  new IdentityProviders.ProviderSettings(
                      title.getValue(),
                      issuer.getValue(),
                      id.getValue(),
                      secret.getValue(),
                      joins.getValue(),
                      Arrays.stream(domains.getValue().toLowerCase(Locale.ROOT).split("[,;，；\\s]+"))
                          .filter(one -> !one.isEmpty())
                          .toList());
              UiCommands.run(() -> providers.add(caller, providerSettings))
                  .ifPresent(
                      _ -> {
                        dialog.close();
                        fill();
                      });
            });
    save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    save.setId("save-provider");
    dialog.getFooter().add(new Button(UiTexts.of("cancel"), _ -> dialog.close()), save);
    dialog.open();
  }
}
