package dev.formwork.ui.session;

import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinService;
import com.vaadin.flow.server.VaadinSession;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;

/**
 * Chooses the language of a new session: of the browser until a visitor picks one, of the profile
 * once a member is signed in.
 */
@ApplicationScoped
public class BrowserLanguage {

  void register(@Observes ServiceInitEvent event) {
    event
        .getSource()
        .addUIInitListener(
            init -> {
              var session = VaadinSession.getCurrent();
              if (session.getAttribute(BrowserLanguage.class) == null && !UserSession.isPresent()) {
                init.getUI().setLocale(wanted());
              }
            });
  }

  private static Locale wanted() {
    var asked = VaadinService.getCurrentRequest().getLocale();
    return asked != null && asked.getLanguage().equals("zh") ? Locale.CHINESE : Locale.ENGLISH;
  }

  /** The visitor chose a language on screen. */
  public static void chosen(Locale locale) {
    var session = VaadinSession.getCurrent();
    session.setAttribute(BrowserLanguage.class, new BrowserLanguage());
    session.setLocale(locale);
  }
}
