package dev.formwork.ui.token;

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
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.formwork.core.access.Caller;
import dev.formwork.core.token.ApiToken;
import dev.formwork.core.token.ApiTokens;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.core.workspace.definition.Definitions;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.command.Toast;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.text.UiTexts;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** API tokens of a person or a service: make, look at, revoke. */
public final class ApiTokensPanel extends Div {

  private final transient TokenOwner owner;
  private final transient Definitions definitions;
  private final transient CompiledForms forms;
  private final transient Caller caller;
  private final Div list = new Div();

  public ApiTokensPanel(
      TokenOwner owner, Caller caller, Definitions definitions, CompiledForms forms, String lead) {
    this.definitions = definitions;
    this.forms = forms;
    this.owner = owner;
    this.caller = caller;
    addClassName("fw-card-panel");
    var make = new Button(UiTexts.of("token.new"), VaadinIcon.PLUS.create(), _ -> ask());
    make.setId("new-token");
    list.addClassName("fw-tokens");
    add(new H2(UiTexts.of("token.title")), new Paragraph(lead), list, make);
    fill();
  }

  private void fill() {
    list.removeAll();
    var display = new FieldDisplay(UiTexts.locale(), caller.zone(), Map.of());
    for (var token : ServiceCalls.await(owner::tokens)) {
      list.add(line(token, display));
    }
  }

  private Div line(ApiToken token, FieldDisplay display) {
    var name = new Span(token.name());
    name.addClassName("fw-strong");
    var used =
        token.lastUsedAt() == null
            ? UiTexts.of("token.unused")
            : UiTexts.of("token.used", display.moment(token.lastUsedAt()));
    var expires =
        token.expiresAt() == null
            ? UiTexts.of("token.forever")
            : UiTexts.of("token.until", display.moment(token.expiresAt()));
    var facts =
        new Span(
            "…"
                + token.hint()
                + " · "
                + UiTexts.of(token.readOnly() ? "token.reads" : "token.writes")
                + scope(token)
                + " · "
                + used
                + " · "
                + expires);
    facts.addClassName("fw-muted");
    var revoke =
        new Button(
            UiTexts.of("token.revoke"),
            _ -> {
              if (UiCommands.done(() -> owner.revoke(token.id()))) {
                Toast.done(UiTexts.of("token.revoked", token.name()));
                fill();
              }
            });
    revoke.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ERROR);
    var rotate =
        new Button(
            UiTexts.of("token.rotate"),
            _ ->
                UiCommands.run(() -> owner.rotate(token.id()))
                    .ifPresent(
                        made -> {
                          fill();
                          reveal(made.secret());
                        }));
    rotate.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    rotate.setTooltipText(UiTexts.of("token.rotate.help"));
    var line = new Div(new Div(name, facts), new Div(rotate, revoke));
    line.addClassName("fw-token");
    return line;
  }

  /** The apps a token is for, when it is not for everything. */
  private static String scope(ApiToken token) {
    return token.scope().grants().stream()
        .map(grant -> grant.form() == null ? grant.app() : grant.app() + "/" + grant.form())
        .distinct()
        .map(place -> " · " + place)
        .collect(Collectors.joining());
  }

  private void ask() {
    var dialog = new Dialog();
    dialog.setHeaderTitle(UiTexts.of("token.new"));
    var name = new TextField(UiTexts.of("token.name"));
    name.setPlaceholder(UiTexts.of("token.name.example"));
    name.setWidthFull();
    var lifetime = new Select<Integer>();
    lifetime.setLabel(UiTexts.of("token.lifetime"));
    lifetime.setItems(30, 90, 365, 0);
    lifetime.setItemLabelGenerator(
        days -> days == 0 ? UiTexts.of("token.forever") : UiTexts.of("token.days", days));
    lifetime.setValue(90);
    lifetime.setWidthFull();
    var readOnly = new Checkbox(UiTexts.of("token.read-only"));
    var scope = new TokenScopeInputs(caller, definitions, forms);
    var body = new Div(name, lifetime, readOnly, scope);
    body.addClassName("fw-dialog-body");
    dialog.add(body);
    var make =
        new Button(
            UiTexts.of("token.make"),
            _ -> {
              var wanted = scope.scope();
              UiCommands.run(
                      () ->
                          owner.make(
                              new ApiTokens.TokenRequest(
                                  name.getValue(),
                                  readOnly.getValue(),
                                  lifetime.getValue() == 0
                                      ? null
                                      : Duration.ofDays(lifetime.getValue()),
                                  wanted)))
                  .ifPresent(
                      made -> {
                        dialog.close();
                        fill();
                        reveal(made.secret());
                      });
            });
    make.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    make.setId("make-token");
    dialog.getFooter().add(new Button(UiTexts.of("cancel"), _ -> dialog.close()), make);
    dialog.open();
  }

  private static void reveal(String secret) {
    var dialog = new Dialog();
    dialog.setHeaderTitle(UiTexts.of("token.made"));
    var code = new Code(secret);
    code.setId("token-secret");
    code.addClassName("fw-secret");
    var copy = new Button(UiTexts.of("copy"), VaadinIcon.COPY.create());
    copy.addClickListener(
        _ ->
            copy.getElement()
                .executeJs("navigator.clipboard && navigator.clipboard.writeText($0)", secret));
    var example =
        new Code(
            "curl -H \"Authorization: Bearer "
                + secret.substring(0, 6)
                + "…\" http://localhost:8080/api/v1/apps/ltc/forms/opportunity/records");
    example.addClassName("fw-example");
    var body = new Div(new Paragraph(UiTexts.of("token.once")), code, copy, example);
    body.addClassName("fw-dialog-body");
    dialog.add(body);
    dialog.getFooter().add(new Button(UiTexts.of("close"), _ -> dialog.close()));
    dialog.open();
  }
}
