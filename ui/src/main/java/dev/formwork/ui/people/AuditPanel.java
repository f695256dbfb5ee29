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
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.shell.Backend;
import dev.formwork.ui.shell.Texts;
import dev.formwork.ui.shell.Toast;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.MissingResourceException;

/** The audit log of people, permissions and definitions. */
final class AuditPanel extends Div {

  private final transient Caller caller;
  private final transient AuditLog audit;
  private final TextField search = new TextField();
  private final Div list = new Div();
  private Long oldest;

  AuditPanel(Caller caller, AuditLog audit) {
    this.caller = caller;
    this.audit = audit;
    addClassName("fw-people-panel");
    search.setPlaceholder(Texts.of("search.placeholder"));
    search.setAriaLabel(Texts.of("search.placeholder"));
    search.setPrefixComponent(VaadinIcon.SEARCH.create());
    search.setClearButtonVisible(true);
    search.setValueChangeMode(ValueChangeMode.LAZY);
    search.addValueChangeListener(_ -> fill());
    var verify = new Button(Texts.of("audit.verify"), VaadinIcon.CHECK.create(), _ -> verify());
    verify.setId("verify-audit");
    var file =
        new Anchor(
            DownloadHandler.fromInputStream(
                _ -> {
                  var lines =
                      Backend.await(() -> audit.export(caller)).getBytes(StandardCharsets.UTF_8);
                  return new DownloadResponse(
                      new ByteArrayInputStream(lines),
                      "audit.ndjson",
                      "application/x-ndjson",
                      lines.length);
                }),
            Texts.of("audit.download"));
    file.addClassName("fw-link");
    file.setId("audit-file");
    var tools = new Div(search, verify, file);
    tools.addClassName("fw-tools");
    list.addClassName("fw-audit");
    // It scrolls and holds nothing to press: so the keyboard comes in.
    list.getElement().setAttribute("tabindex", "0");
    list.getElement().setAttribute("role", "region");
    list.getElement().setAttribute("aria-label", Texts.of("people.audit"));
    var lead = new Paragraph(Texts.of("audit.lead"));
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
    var display = new FieldDisplay(Texts.locale(), caller.zone(), Map.of());
    var entries = Backend.await(() -> audit.entries(caller, search.getValue(), oldest));
    for (var entry : entries) {
      list.add(line(entry, display));
      oldest = entry.number();
    }
    if (list.getComponentCount() == 0) {
      list.add(new Paragraph(Texts.of("audit.none")));
    }
    if (!entries.isEmpty() && oldest > 1) {
      var further = new Button(Texts.of("audit.more"));
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
      return Texts.of("audit.event." + event);
    } catch (MissingResourceException _) {
      return event;
    }
  }

  private void verify() {
    var verdict = Backend.await(() -> audit.verify(caller));
    if (verdict.brokenAt() == null) {
      Toast.done(Texts.of("audit.whole", verdict.entries()));
    } else {
      Toast.refused(Texts.of("audit.broken", verdict.brokenAt()));
    }
  }
}
