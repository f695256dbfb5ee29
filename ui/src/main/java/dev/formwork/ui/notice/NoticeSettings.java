package dev.formwork.ui.notice;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import dev.formwork.core.access.Caller;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.command.Toast;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.field.TypedInputs;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.notice.Notices;
import java.util.Locale;
import java.util.Map;

/** How a member wants to hear of things. */
public final class NoticeSettings extends Div {

  public NoticeSettings(Notices notices, Caller caller) {
    addClassName("fw-card-panel");
    var now = ServiceCalls.await(() -> notices.settings(caller));
    var digest = new Select<Notices.Digest>();
    digest.setLabel(UiTexts.of("notice.digest"));
    digest.setItems(Notices.Digest.values());
    digest.setItemLabelGenerator(
        one ->
            one == null ? "" : UiTexts.of("notice.digest." + one.name().toLowerCase(Locale.ROOT)));
    digest.setValue(now.mail());
    digest.setWidthFull();
    var display = new FieldDisplay(UiTexts.locale(), caller.zone(), Map.of());
    var from = TypedInputs.time(display);
    from.setLabel(UiTexts.of("notice.quiet-from"));
    from.setValue(now.quietFrom());
    from.setClearButtonVisible(true);
    var until = TypedInputs.time(display);
    until.setLabel(UiTexts.of("notice.quiet-until"));
    until.setValue(now.quietUntil());
    until.setClearButtonVisible(true);
    var quiet = new Div(from, until);
    quiet.addClassName("fw-flow-pair");
    var save =
        new Button(
            UiTexts.of("save"),
            _ -> {
              if (!TypedInputs.areRead(from, until)) {
                return;
              }
              var wanted =
                  new Notices.Settings(digest.getValue(), from.getValue(), until.getValue());
              if (UiCommands.done(() -> notices.save(caller, wanted))) {
                Toast.done(UiTexts.of("notice.saved"));
              }
            });
    save.setId("save-notices");
    var lead = new Paragraph(UiTexts.of("notice.lead"));
    lead.addClassName("fw-muted");
    add(new H2(UiTexts.of("notice.title")), lead, digest, quiet, save);
  }
}
