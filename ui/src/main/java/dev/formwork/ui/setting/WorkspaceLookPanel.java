package dev.formwork.ui.setting;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.server.streams.UploadHandler;
import dev.formwork.core.access.Caller;
import dev.formwork.core.naming.Title;
import dev.formwork.core.workspace.setting.WorkspaceSettings;
import dev.formwork.core.workspace.setting.WorkspaceSettingsService;
import dev.formwork.designer.recompute.WorkCalendarChange;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.command.Toast;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.text.UiTexts;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Name, logo, colour, languages, zone and announcement. */
final class WorkspaceLookPanel extends Div {

  private final transient Caller caller;
  private final transient WorkspaceSettingsService settings;
  private final Div logo = new Div();

  WorkspaceLookPanel(
      Caller caller,
      WorkspaceSettingsService settings,
      WorkCalendarChange calendar,
      WorkspaceSettingsService.Current now) {
    this.caller = caller;
    this.settings = settings;
    add(look(now), time(calendar));
  }

  private Div look(WorkspaceSettingsService.Current now) {
    var kept = now.settings();
    var name = new TextField(UiTexts.of("settings.name"));
    name.setValue(now.name());
    name.setMaxLength(80);
    name.setId("settings-name");
    var colour = new TextField(UiTexts.of("settings.colour"));
    colour.setHelperText(UiTexts.of("settings.colour.help"));
    colour.setValue(kept.colour() == null ? "" : kept.colour());
    colour.setId("settings-colour");
    var languages = new CheckboxGroup<String>(UiTexts.of("settings.languages"));
    languages.setItems("en", "zh");
    languages.setItemLabelGenerator(code -> code.equals("zh") ? "中文" : "English");
    languages.setValue(Set.copyOf(kept.languages()));
    var told = kept.announcement();
    var english = area("settings.announcement.en", told == null ? null : told.en());
    var chinese = area("settings.announcement.zh", told == null ? null : told.zh());
    english.setId("settings-announcement");
    var save =
        new Button(
            UiTexts.of("save"),
            _ -> {
              var chosen =
                  List.of("en", "zh").stream().filter(languages.getValue()::contains).toList();
              var wanted =
                  new WorkspaceSettings(
                      orNull(colour.getValue()),
                      chosen,
                      announcement(english.getValue(), chinese.getValue()),
                      null);
              UiCommands.run(() -> settings.save(caller, name.getValue(), wanted))
                  .ifPresent(
                      _ -> {
                        Toast.done(UiTexts.of("settings.saved"));
                        UI.getCurrent().getPage().reload();
                      });
            });
    save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    save.setId("settings-save");
    showLogo();
    var card =
        SettingsView.card(
            "settings.look", name, logo, upload(), colour, languages, english, chinese, save);
    card.addClassName("fw-settings-look");
    return card;
  }

  private static TextArea area(String label, String text) {
    var area = new TextArea(UiTexts.of(label));
    area.setMaxLength(500);
    area.setWidthFull();
    area.setValue(text == null ? "" : text);
    return area;
  }

  private static Title announcement(String english, String chinese) {
    return orNull(english) == null && orNull(chinese) == null
        ? null
        : new Title(orNull(english), orNull(chinese));
  }

  private static String orNull(String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  private void showLogo() {
    logo.removeAll();
    var found = ServiceCalls.await(() -> settings.logo(caller.workspace()));
    if (found == null) {
      return;
    }
    var remove =
        new Button(
            UiTexts.of("settings.logo.remove"),
            _ -> {
              if (UiCommands.done(() -> settings.saveLogo(caller, null))) {
                showLogo();
              }
            });
    remove.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    logo.add(image(found), remove);
  }

  static Image image(WorkspaceSettingsService.Logo logo) {
    var image =
        new Image(
            "data:" + logo.type() + ";base64," + Base64.getEncoder().encodeToString(logo.bytes()),
            "");
    image.addClassName("fw-logo");
    return image;
  }

  private Upload upload() {
    var upload = new Upload();
    upload.setUploadHandler(
        UploadHandler.inMemory(
            (_, content) -> {
              if (UiCommands.done(() -> settings.saveLogo(caller, content))) {
                showLogo();
              }
            }));
    upload.setAcceptedFileTypes("image/png", "image/jpeg");
    upload.setMaxFileSize(200_000);
    upload.addFileRejectedListener(_ -> Toast.refused(UiTexts.of("settings.logo.refused")));
    var choose = new Button(UiTexts.of("settings.logo"));
    choose.addThemeVariants(ButtonVariant.LUMO_SMALL);
    upload.setUploadButton(choose);
    upload.setDropLabel(new Span(UiTexts.of("settings.logo.drop")));
    upload.addAllFinishedListener(_ -> upload.clearFileList());
    return upload;
  }

  private Div time(WorkCalendarChange calendar) {
    var current = caller.organization().now().zone().getId();
    var zones = new TreeSet<>(ZoneId.getAvailableZoneIds());
    zones.add(current);
    var zone = new ComboBox<String>(UiTexts.of("calendar.zone"));
    zone.setHelperText(UiTexts.of("calendar.zone.help"));
    zone.setItems(zones);
    zone.setValue(current);
    zone.setId("settings-zone");
    zone.setWidthFull();
    zone.addValueChangeListener(
        event -> {
          if (event.getValue() == null) {
            zone.setValue(event.getOldValue());
          } else if (event.isFromClient()
              && UiCommands.done(() -> calendar.move(caller, ZoneId.of(event.getValue())))) {
            Toast.done(UiTexts.of("settings.saved"));
          }
        });
    return SettingsView.card("settings.time", zone);
  }
}
