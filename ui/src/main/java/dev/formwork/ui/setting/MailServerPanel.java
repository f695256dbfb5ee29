package dev.formwork.ui.setting;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import dev.formwork.core.access.Caller;
import dev.formwork.core.mail.MailOutbox;
import dev.formwork.core.workspace.setting.MailServer;
import dev.formwork.core.workspace.setting.WorkspaceSettingsService;
import dev.formwork.ui.command.Toast;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.mail.MailSender;

/** The mail server of the workspace, with a test mail. */
final class MailServerPanel extends Div {

  private static final int USUAL_PORT = 587;

  private final TextField host = new TextField(UiTexts.of("settings.mail.host"));
  private final IntegerField port = new IntegerField(UiTexts.of("settings.mail.port"));
  private final TextField username = new TextField(UiTexts.of("settings.mail.username"));
  private final PasswordField password = new PasswordField(UiTexts.of("settings.mail.password"));
  private final TextField from = new TextField(UiTexts.of("settings.mail.from"));
  private final Checkbox tls = new Checkbox(UiTexts.of("settings.mail.tls"));
  private final Paragraph state = new Paragraph();
  private final transient MailOutbox mails;

  MailServerPanel(
      Caller caller,
      WorkspaceSettingsService settings,
      MailSender sender,
      MailOutbox mails,
      WorkspaceSettingsService.Current now) {
    this.mails = mails;
    host.setId("mail-host");
    from.setId("mail-from");
    username.setAutocomplete(com.vaadin.flow.component.textfield.Autocomplete.OFF);
    password.setAutocomplete(com.vaadin.flow.component.textfield.Autocomplete.NEW_PASSWORD);
    show(now);
    var save =
        new Button(
            UiTexts.of("save"),
            _ ->
                UiCommands.run(() -> settings.saveMail(caller, server(), typedPassword()))
                    .ifPresent(
                        saved -> {
                          show(saved);
                          Toast.done(UiTexts.of("settings.saved"));
                        }));
    save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    save.setId("mail-save");
    var test =
        new Button(
            UiTexts.of("settings.mail.test"),
            _ ->
                UiCommands.run(() -> sender.test(caller))
                    .ifPresent(to -> Toast.done(UiTexts.of("settings.mail.tested", to))));
    test.setId("mail-test");
    var remove =
        new Button(
            UiTexts.of("settings.mail.remove"),
            _ -> UiCommands.run(() -> settings.saveMail(caller, null, null)).ifPresent(this::show));
    remove.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    var actions = new Div(save, test, remove);
    actions.addClassName("fw-actions");
    add(
        SettingsView.card(
            "settings.mail", state, host, port, tls, username, password, from, actions));
  }

  private void show(WorkspaceSettingsService.Current now) {
    var server = now.settings().mail();
    host.setValue(server == null ? "" : server.host());
    port.setValue(server == null ? USUAL_PORT : server.port());
    username.setValue(server == null || server.username() == null ? "" : server.username());
    from.setValue(server == null ? "" : server.from());
    tls.setValue(server != null && server.tls());
    password.setValue("");
    password.setPlaceholder(now.hasPassword() ? UiTexts.of("settings.mail.kept") : "");
    state.setText(
        UiTexts.of(
            server != null
                ? "settings.mail.own"
                : mails.isOn() ? "settings.mail.servers" : "settings.mail.none"));
  }

  private MailServer server() {
    return new MailServer(
        host.getValue().strip(),
        port.getValue() == null ? 0 : port.getValue(),
        username.getValue().isBlank() ? null : username.getValue().strip(),
        from.getValue().strip(),
        tls.getValue());
  }

  /** Null: the one that is kept stays. */
  private String typedPassword() {
    return password.getValue().isEmpty() ? null : password.getValue();
  }
}
