package dev.formwork.ui.people;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import dev.formwork.core.access.Caller;
import dev.formwork.core.audit.AuditLog;
import dev.formwork.core.organization.Membership;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.command.Toast;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.text.UiTexts;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.MissingResourceException;

/** The audit log of people, permissions and definitions. */
final class AuditLogPanel extends Div {

  private final transient Caller caller;
  private final transient AuditLog audit;
  private final TextField search = new TextField();
  private final Div list = new Div();
  private Long oldest;

  AuditLogPanel(Caller caller, AuditLog audit) {
    this.caller = caller;
    this.audit = audit;
    addClassName("fw-people-panel");
    search.setPlaceholder(UiTexts.of("search.placeholder"));
    search.setAriaLabel(UiTexts.of("search.placeholder"));
    search.setPrefixComponent(VaadinIcon.SEARCH.create());
    search.setClearButtonVisible(true);
    search.setValueChangeMode(ValueChangeMode.LAZY);
    search.addValueChangeListener(_ -> fill());
    var verify = new Button(UiTexts.of("audit.verify"), VaadinIcon.CHECK.create(), _ -> verify());
    verify.setId("verify-audit");
    var file =
        new Anchor(
            DownloadHandler.fromInputStream(
                _ -> {
                  var lines =
                      ServiceCalls.await(() -> audit.export(caller))
                          .getBytes(StandardCharsets.UTF_8);
                  return new DownloadResponse(
                      new ByteArrayInputStream(lines),
                      "audit.ndjson",
                      "application/x-ndjson",
                      lines.length);
                }),
            UiTexts.of("audit.download"));
    file.addClassName("fw-link");
    file.setId("audit-file");
    var tools = new Div(search, verify, file);
    tools.addClassName("fw-tools");
    list.addClassName("fw-audit");
    // It scrolls and holds nothing to press: so the keyboard comes in.
    list.getElement().setAttribute("tabindex", "0");
    list.getElement().setAttribute("role", "region");
    list.getElement().setAttribute("aria-label", UiTexts.of("people.audit"));
    var lead = new Paragraph(UiTexts.of("audit.lead"));
    lead.addClassName("fw-muted");
    add(tools, lead, list);
    fill();
  }

  private void fill() {
    list.removeAll();
    oldest = null;
    more();
  }

  private void more() {
    var display = new FieldDisplay(UiTexts.locale(), caller.zone(), Map.of());
    var entries = ServiceCalls.await(() -> audit.entries(caller, search.getValue(), oldest));
    for (var entry : entries) {
      list.add(line(entry, display));
      oldest = entry.number();
    }
    if (list.getComponentCount() == 0) {
      list.add(new Paragraph(UiTexts.of("audit.none")));
    }
    if (!entries.isEmpty() && oldest > 1) {
      var further = new Button(UiTexts.of("audit.more"));
      further.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
      further.addClickListener(
          _ -> {
            list.remove(further);
            more();
          });
      list.add(further);
    }
  }

  private Div line(AuditLog.Entry entry, FieldDisplay display) {
    var when = new Span(display.moment(entry.at()));
    when.addClassName("fw-muted");
    var who =
        new Span(
            entry.member() == null
                ? "—"
                : caller.people().standing(entry.member()).map(Membership::name).orElse("?"));
    var what = new Span(event(entry.event()));
    what.addClassName("fw-strong");
    var subject =
        new Span(
            caller.people().standings().stream()
                .filter(one -> one.member().toString().equals(entry.subject()))
                .map(Membership::name)
                .findFirst()
                .orElse(entry.subject()));
    var line = new Div(when, who, what, subject);
    line.addClassName("fw-audit-line");
    if (!entry.details().equals("{}")) {
      line.getElement().setAttribute("title", entry.details());
    }
    return line;
  }

  /** In words, when there are words for it. */
  private static String event(String event) {
    try {
      return UiTexts.of("audit.event." + event);
    } catch (MissingResourceException _) {
      return event;
    }
  }

  private void verify() {
    var verdict = ServiceCalls.await(() -> audit.verify(caller));
    if (verdict.brokenAt() == null) {
      Toast.done(UiTexts.of("audit.whole", verdict.entries()));
    } else {
      Toast.refused(UiTexts.of("audit.broken", verdict.brokenAt()));
    }
  }
}
