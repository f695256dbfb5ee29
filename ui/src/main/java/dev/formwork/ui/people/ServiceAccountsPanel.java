package dev.formwork.ui.people;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import dev.formwork.core.access.Caller;
import dev.formwork.core.organization.Membership;
import dev.formwork.core.organization.admin.OrganizationCommands.MembershipRequest;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.ui.token.ApiTokensPanel;
import dev.formwork.ui.token.TokenOwner;

/** Service accounts: members for programs, with permissions and tokens of their own. */
final class ServiceAccountsPanel extends Div {

  private final transient Caller caller;
  private final transient PeopleServices services;
  private final Div list = new Div();

  ServiceAccountsPanel(Caller caller, PeopleServices services) {
    this.caller = caller;
    this.services = services;
    addClassName("fw-people-panel");
    var add = new Button(UiTexts.of("service.add"), VaadinIcon.PLUS.create(), _ -> ask());
    add.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    add.setId("add-service");
    var lead = new Paragraph(UiTexts.of("service.lead"));
    lead.addClassName("fw-muted");
    var tools = new Div(add);
    tools.addClassName("fw-tools");
    list.addClassName("fw-people-tree");
    add(lead, tools, list);
    fill();
  }

  private void fill() {
    list.removeAll();
    var found = caller.people().standings().stream().filter(Membership::service).toList();
    found.forEach(one -> list.add(line(one)));
    if (found.isEmpty()) {
      list.add(new Paragraph(UiTexts.of("service.none")));
    }
  }

  private Div line(Membership service) {
    var name = new Span(service.name());
    name.addClassName("fw-strong");
    var facts =
        new Span(
            service.active()
                ? String.join(
                    " · ",
                    service.roles().stream()
                        .flatMap(
                            key ->
                                caller.people().roles().stream()
                                    .filter(role -> role.key().equals(key)))
                        .map(role -> role.title().in(UiTexts.locale()))
                        .sorted()
                        .toList())
                : UiTexts.of("people.inactive"));
    facts.addClassName("fw-muted");
    var tokens = new Button(UiTexts.of("token.title"), _ -> showTokens(service));
    tokens.setVisible(service.active());
    var place = new Button(UiTexts.of("service.place"), _ -> askPlace(service));
    for (var button : new Button[] {tokens, place}) {
      button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    }
    var line = new Div(new Div(name, facts), new Div(place, tokens));
    line.addClassName("fw-token");
    line.addClassName("fw-service");
    return line;
  }

  private void ask() {
    var dialog = new Dialog();
    dialog.setHeaderTitle(UiTexts.of("service.add"));
    var name = new TextField(UiTexts.of("profile.name"));
    name.setPlaceholder("ERP");
    name.setWidthFull();
    var body = new Div(name);
    body.addClassName("fw-dialog-body");
    dialog.add(body);
    var save =
        new Button(
            UiTexts.of("save"),
            _ ->
                UiCommands.run(() -> services.changes.addService(caller, name.getValue()))
                    .ifPresent(
                        _ -> {
                          dialog.close();
                          fill();
                        }));
    save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    save.setId("save-service");
    dialog.getFooter().add(new Button(UiTexts.of("cancel"), _ -> dialog.close()), save);
    dialog.open();
  }

  private void showTokens(Membership service) {
    var dialog = new Dialog();
    dialog.setHeaderTitle(service.name());
    var body =
        new Div(
            new ApiTokensPanel(
                new TokenOwner.Service(services.tokens, caller, service.member()),
                caller,
                services.definitions,
                services.forms,
                UiTexts.of("service.tokens")));
    body.addClassName("fw-dialog-body");
    dialog.add(body);
    dialog.getFooter().add(new Button(UiTexts.of("close"), _ -> dialog.close()));
    dialog.open();
  }

  private void askPlace(Membership service) {
    var dialog = new Dialog();
    dialog.setHeaderTitle(service.name());
    var place = new MembershipInputs(caller.people());
    place.set(caller.people(), service.departments(), service.roles());
    var administrator = new Checkbox(UiTexts.of("people.administrator"));
    administrator.setValue(service.administrator());
    var active = new Checkbox(UiTexts.of("service.active"));
    active.setValue(service.active());
    var body = new Div(place, administrator, active);
    body.addClassName("fw-dialog-body");
    dialog.add(body);
    var save =
        new Button(
            UiTexts.of("save"),
            _ -> {
              var wanted =
                  new MembershipRequest(
                      active.getValue(),
                      administrator.getValue(),
                      place.departments(),
                      place.roles(),
                      null);
              if (UiCommands.done(() -> services.changes.place(caller, service.member(), wanted))) {
                dialog.close();
                fill();
              }
            });
    save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    dialog.getFooter().add(new Button(UiTexts.of("cancel"), _ -> dialog.close()), save);
    dialog.open();
  }
}
