package dev.formwork.ui.session;

import com.vaadin.flow.server.ServiceInitEvent;
import dev.formwork.core.session.WebSessions;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/**
 * Removes sessions that timed out or were closed from the list of signed-in browsers. Those that
 * end with their server go on at the next one.
 */
@ApplicationScoped
class SessionCleanup {

  private static final Logger LOG = Logger.getLogger(SessionCleanup.class);

  private final WebSessions sessions;
  private volatile boolean stopping;

  SessionCleanup(WebSessions sessions) {
    this.sessions = sessions;
  }

  void stop(@Observes @Priority(1) ShutdownEvent event) {
    stopping = true;
  }

  void register(@Observes ServiceInitEvent event) {
    event
        .getSource()
        .addSessionDestroyListener(
            destroyed -> {
              var localSession =
                  destroyed.getSession().getAttribute(WebSessions.LocalSession.class);
              if (localSession != null && !stopping) {
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
