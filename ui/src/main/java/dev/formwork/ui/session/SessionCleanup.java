package dev.formwork.ui.session;

import com.vaadin.flow.server.ServiceInitEvent;
import dev.formwork.core.session.WebSessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** Removes sessions that timed out or were closed from the list of signed-in browsers. */
@ApplicationScoped
class SessionCleanup {

  private static final Logger LOG = Logger.getLogger(SessionCleanup.class);

  private final WebSessions sessions;

  SessionCleanup(WebSessions sessions) {
    this.sessions = sessions;
  }

  void register(@Observes ServiceInitEvent event) {
    event
        .getSource()
        .addSessionDestroyListener(
            destroyed -> {
              var localSession =
                  destroyed.getSession().getAttribute(WebSessions.LocalSession.class);
              if (localSession != null) {
                sessions
                    .over(localSession)
                    .subscribe()
                    .with(
                        _ -> {},
                        failure ->
                            LOG.warnf(
                                failure,
                                "The end of session %s was not stored; it ends when it times out",
                                localSession.id()));
              }
            });
  }
}
