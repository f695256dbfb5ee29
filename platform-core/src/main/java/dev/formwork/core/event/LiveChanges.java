package dev.formwork.core.event;

import dev.formwork.core.workspace.Workspace;
import dev.formwork.core.workspace.schedule.WorkspaceScheduler;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Tells listeners on this node that records of a form changed, on whichever node. Carries no data;
 * listeners read again with their own rights.
 */
@ApplicationScoped
public class LiveChanges {

  /** A form in which something changed. */
  public record FormChanged(String schema, String form) {}

  private static final Duration GATHER = Duration.ofMillis(150);

  private final List<Consumer<FormChanged>> listeners = new CopyOnWriteArrayList<>();
  private final WorkspaceScheduler scheduler;

  LiveChanges(WorkspaceScheduler scheduler) {
    this.scheduler = scheduler;
  }

  /**
   * @return ends the listening
   */
  public Runnable listen(Predicate<FormChanged> wanted, Consumer<FormChanged> listener) {
    Consumer<FormChanged> filtered =
        changed -> {
          if (wanted.test(changed)) {
            listener.accept(changed);
          }
        };
    listeners.add(filtered);
    return () -> listeners.remove(filtered);
  }

  /**
   * A change was committed in a workspace: it is announced soon, together with those that follow
   * within a short time, so that a busy form does not flood the screens.
   */
  public void published(Workspace workspace) {
    scheduler.due(workspace, Outbox.ANNOUNCING, Instant.now().plus(GATHER));
  }

  /**
   * Records of a form changed somewhere. Listeners run on a worker thread: they may wait, the event
   * loop may not.
   */
  public void deliver(FormChanged changed) {
    listeners.forEach(
        listener -> Infrastructure.getDefaultWorkerPool().execute(() -> listener.accept(changed)));
  }
}
