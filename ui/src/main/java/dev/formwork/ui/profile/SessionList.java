package dev.formwork.ui.profile;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.formwork.core.access.Caller;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.session.WebSessions;
import dev.formwork.core.session.WebSessions.OpenSession;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.command.Toast;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.text.UiTexts;
import java.util.Map;
import java.util.UUID;

/** The browsers a member is signed in with, each can be signed out. */
public final class SessionList extends Div {

  private final transient Caller caller;
  private final transient WebSessions sessions;
  private final transient MemberId member;
  private final transient UUID here;

  /**
   * @param here the session of this very browser; null: it is none of these
   */
  public SessionList(Caller caller, WebSessions sessions, MemberId member, UUID here) {
    this.caller = caller;
    this.sessions = sessions;
    this.member = member;
    this.here = here;
    addClassName("fw-tokens");
    fill();
  }

  private void fill() {
    removeAll();
    var open = ServiceCalls.await(() -> sessions.of(caller, member));
    open.forEach(one -> add(line(one)));
    if (open.isEmpty()) {
      add(new Paragraph(UiTexts.of("session.none")));
    }
    if (open.stream().anyMatch(one -> !one.id().equals(here)) && open.size() > 1) {
      var all =
          new Button(
              UiTexts.of(here == null ? "session.end-all" : "session.end-others"), _ -> end(null));
      all.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ERROR);
      all.setId("end-sessions");
      add(all);
    }
  }

  private Div line(OpenSession session) {
    var display = new FieldDisplay(UiTexts.locale(), caller.zone(), Map.of());
    var name = new Span(BrowserName.named(session.agent()));
    name.addClassName("fw-strong");
    var facts =
        new Span(
            session.address()
                + " · "
                + UiTexts.of("session.active", display.moment(session.activeAt())));
    facts.addClassName("fw-muted");
    var line = new Div(new Div(name, facts));
    line.addClassName("fw-token");
    if (session.id().equals(here)) {
      var mark = new Span(UiTexts.of("session.here"));
      mark.addClassName("fw-badge");
      mark.getElement().setAttribute("data-color", "green");
      line.add(mark);
    } else {
      var end = new Button(UiTexts.of("session.end"), _ -> end(session.id()));
      end.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
      line.add(new Div(end));
    }
    return line;
  }

  private void end(UUID only) {
    if (UiCommands.done(() -> sessions.end(caller, member, only, here))) {
      Toast.done(UiTexts.of("session.ended"));
      fill();
    }
  }
}
