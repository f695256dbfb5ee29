package dev.formwork.ui.shell;

import com.vaadin.flow.server.ServiceInitEvent;
import dev.formwork.core.access.WebSessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** Removes sessions that timed out or were closed from the list of signed-in browsers. */
@ApplicationScoped
class EndedSessions {

  private static final Logger LOG = Logger.getLogger(EndedSessions.class);

  private final WebSessions sessions;

  EndedSessions(WebSessions sessions) {
    this.sessions = sessions;
  }

  void register(@Observes ServiceInitEvent event) {
    event
        .getSource()
        .addSessionDestroyListener(
            destroyed -> {
              var held = destroyed.getSession().getAttribute(WebSessions.Held.class);
              if (held != null) {
                sessions
                    .over(held)
                    .subscribe()
                    .with(
                        _ -> {},
                        failure ->
                            LOG.warn("A session's end was not kept: " + failure.getMessage()));
              }
            });
  }
}
