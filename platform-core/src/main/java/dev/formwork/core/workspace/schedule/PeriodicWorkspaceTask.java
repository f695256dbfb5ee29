package dev.formwork.core.workspace.schedule;

import dev.formwork.core.thread.VertxContexts;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.core.workspace.Workspaces;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Repeats a piece of work in every workspace, one run at a time. A failure in one workspace is
 * logged and retried in the next run, and delays no other workspace.
 */
public final class PeriodicWorkspaceTask {

  private static final Logger LOG = Logger.getLogger(PeriodicWorkspaceTask.class);

  private final Vertx vertx;
  private final Workspaces workspaces;
  private final String name;
  private final Function<Workspace, Uni<?>> work;
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile boolean stopping;

  /**
   * @param name of the work, for the log
   * @param work of one round in one workspace
   */
  public PeriodicWorkspaceTask(
      Vertx vertx, Workspaces workspaces, String name, Function<Workspace, Uni<?>> work) {
    this.vertx = vertx;
    this.workspaces = workspaces;
    this.name = name;
    this.work = work;
  }

  /** Begins; a round that takes longer than the pause is followed by the next one at once. */
  public void every(long milliseconds) {
    vertx.setPeriodic(milliseconds, _ -> round());
  }

  /** No further round begins. */
  public void stop() {
    stopping = true;
  }

  public boolean isStopping() {
    return stopping;
  }

  private void round() {
    if (!stopping && busy.compareAndSet(false, true)) {
      VertxContexts.run(
          vertx,
          this::all,
          _ -> busy.set(false),
          failure -> {
            busy.set(false);
            tell(failure);
          });
    }
  }

  private Uni<Void> all() {
    return workspaces
        .all()
        .chain(
            all ->
                Multi.createFrom()
                    .iterable(all)
                    .onItem()
                    .transformToUniAndConcatenate(this::alone)
                    .collect()
                    .asList())
        .replaceWithVoid();
  }

  private Uni<Void> alone(Workspace workspace) {
    return Uni.createFrom()
        .deferred(() -> work.apply(workspace).replaceWithVoid())
        .onFailure()
        .invoke(this::tell)
        .onFailure()
        .recoverWithNull();
  }

  private void tell(Throwable failure) {
    if (!stopping) {
      LOG.warnf("%s: a round failed: %s", name, failure.getMessage());
    }
  }
}
