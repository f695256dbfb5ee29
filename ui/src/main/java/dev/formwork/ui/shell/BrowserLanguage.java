package dev.formwork.ui.shell;

import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinService;
import com.vaadin.flow.server.VaadinSession;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;

/**
 * Speaks to visitors who are not signed in as their browser asks, until they choose otherwise; to
 * members as their profile says.
 */
@ApplicationScoped
class BrowserLanguage {

  void register(@Observes ServiceInitEvent event) {
    event
        .getSource()
        .addUIInitListener(
            init -> {
              var session = VaadinSession.getCurrent();
              if (session.getAttribute(BrowserLanguage.class) == null && !Visit.isPresent()) {
                init.getUI().setLocale(wanted());
              }
            });
  }

  private static Locale wanted() {
    var asked = VaadinService.getCurrentRequest().getLocale();
    return asked != null && asked.getLanguage().equals("zh") ? Locale.CHINESE : Locale.ENGLISH;
  }

  /** The visitor chose a language on screen. */
  static void chosen(Locale locale) {
    var session = VaadinSession.getCurrent();
    session.setAttribute(BrowserLanguage.class, new BrowserLanguage());
    session.setLocale(locale);
  }
}
