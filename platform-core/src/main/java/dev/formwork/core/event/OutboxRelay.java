package dev.formwork.core.event;

import dev.formwork.core.thread.VertxContexts;
import dev.formwork.core.workspace.Workspaces;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Publishes the outbox of every workspace: soon after a commit on this node, and every few seconds
 * for what a crashed node left behind. Changes within a short time are published together, so that
 * a busy form does not flood the screens.
 */
@ApplicationScoped
class OutboxRelay {

  private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
  private static final long GATHER_MS = 150;
  private static final long SWEEP_MS = 5_000;

  private final Vertx vertx;
  private final LiveChanges live;
  private final Outbox outbox;
  private final Workspaces workspaces;
  private final AtomicBoolean planned = new AtomicBoolean();
  private volatile boolean stopping;

  OutboxRelay(Vertx vertx, LiveChanges live, Outbox outbox, Workspaces workspaces) {
    this.vertx = vertx;
    this.live = live;
    this.outbox = outbox;
    this.workspaces = workspaces;
  }

  void start(@Observes StartupEvent event) {
    live.wakeOnCommit(this::plan);
    vertx.setPeriodic(SWEEP_MS, _ -> plan());
  }

  void stop(@Observes ShutdownEvent event) {
    stopping = true;
  }

  private void plan() {
    if (!stopping && planned.compareAndSet(false, true)) {
      vertx.setTimer(GATHER_MS, _ -> relay());
    }
  }

  private void relay() {
    planned.set(false);
    VertxContexts.run(
        vertx,
        this::announceAll,
        _ -> {},
        failure -> {
          if (!stopping) {
            LOG.warn("Cannot announce changes yet: " + failure.getMessage());
          }
        });
  }

  private Uni<Boolean> announceAll() {
    return workspaces
        .all()
        .chain(
            all ->
                Multi.createFrom()
                    .iterable(all)
                    .onItem()
                    .transformToUniAndConcatenate(workspace -> announce(workspace.schema()))
                    .collect()
                    .asList())
        .replaceWith(true);
  }

  private Uni<Boolean> announce(String schema) {
    return outbox
        .announce(schema)
        .chain(more -> more && !stopping ? announce(schema) : Uni.createFrom().item(false));
  }
}
