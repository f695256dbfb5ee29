package dev.formwork.ui.flow.design;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import dev.formwork.core.access.Caller;
import dev.formwork.core.naming.AppKey;
import dev.formwork.designer.flow.edit.FlowDefinitionJson;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.command.Toast;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.secret.FlowSecretsService;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The secrets of a flow: those its steps refer to and those stored. A value is entered and never
 * shown again.
 */
final class FlowSecretsDialog extends Dialog {

  private static final Pattern NAMED = Pattern.compile("secret:([a-z][a-z0-9_]*)");

  private final transient FlowSecretsService secrets;
  private final transient Caller caller;
  private final transient FlowDefinition flow;
  private final AppKey app;
  private final Div list = new Div();
  private final TextField name = new TextField(UiTexts.of("secrets.name"));
  private final PasswordField value = new PasswordField(UiTexts.of("secrets.value"));

  FlowSecretsDialog(FlowSecretsService secrets, Caller caller, AppKey app, FlowDefinition flow) {
    this.secrets = secrets;
    this.caller = caller;
    this.app = app;
    this.flow = flow;
    setHeaderTitle(UiTexts.of("secrets.title"));
    var lead = new Paragraph(UiTexts.of("secrets.lead"));
    lead.addClassName("fw-muted");
    list.addClassName("fw-secrets");
    name.setId("secret-name");
    value.setId("secret-value");
    value.setRevealButtonVisible(true);
    value.getElement().setAttribute("autocomplete", "off");
    var keep = new Button(UiTexts.of("secrets.keep"), _ -> keep());
    keep.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    keep.setId("secret-keep");
    var body = new Div(lead, list, name, value);
    body.addClassName("fw-dialog-body");
    add(body);
    getFooter().add(new Button(UiTexts.of("close"), _ -> close()), keep);
    show();
  }

  private void show() {
    var kept = ServiceCalls.await(() -> secrets.names(caller, app, flow.key().value()));
    var all = new TreeSet<>(kept);
    NAMED
        .matcher(FlowDefinitionJson.of(flow).toString())
        .results()
        .forEach(one -> all.add(one.group(1)));
    list.removeAll();
    all.forEach(one -> list.add(line(one, kept.contains(one))));
    all.stream()
        .filter(one -> !kept.contains(one))
        .findFirst()
        .ifPresentOrElse(name::setValue, name::clear);
  }

  private Div line(String secret, boolean isKept) {
    var state = new Span(UiTexts.of(isKept ? "secrets.kept" : "secrets.missing"));
    state.addClassName("fw-badge");
    state.getElement().setAttribute("data-color", isKept ? "green" : "amber");
    var replace = new Button(secret, _ -> choose(secret));
    replace.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    replace.setTooltipText(UiTexts.of("secrets.replace"));
    var line = new Div(replace, state);
    line.addClassName("fw-secrets-line");
    if (isKept) {
      var remove = new Button(VaadinIcon.TRASH.create(), _ -> remove(secret));
      remove.addThemeVariants(
          ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON, ButtonVariant.LUMO_SMALL);
      remove.setAriaLabel(UiTexts.of("secrets.remove", secret));
      line.add(remove);
    }
    return line;
  }

  private void choose(String secret) {
    name.setValue(secret);
    value.focus();
  }

  private void keep() {
    var wanted = name.getValue().strip();
    name.setInvalid(wanted.isEmpty());
    value.setInvalid(value.isEmpty());
    if (wanted.isEmpty() || value.isEmpty()) {
      return;
    }
    var flowKey = flow.key().value();
    var text = value.getValue();
    UiCommands.run(() -> secrets.put(caller, app, flowKey, wanted, text).replaceWith(true))
        .ifPresent(
            _ -> {
              value.clear();
              Toast.done(UiTexts.of("secrets.was-kept", wanted));
              show();
            });
  }

  private void remove(String secret) {
    var flowKey = flow.key().value();
    UiCommands.run(() -> secrets.remove(caller, app, flowKey, secret).replaceWith(true))
        .ifPresent(_ -> show());
  }
}
