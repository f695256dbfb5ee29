package dev.formwork.core.thread;

import io.quarkus.vertx.VertxContextSupport;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs reactive work that no request started, such as a timer's, on an event loop with a fresh
 * Vert.x context; database sessions are bound to it.
 */
public final class VertxContexts {

  private VertxContexts() {}

  public static <T> void run(
      Vertx vertx, Supplier<Uni<T>> work, Consumer<T> onDone, Consumer<Throwable> onFailure) {
    var context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
    VertxContextSafetyToggle.setContextSafe(context, true);
    context.runOnContext(
        _ -> Uni.createFrom().deferred(work::get).subscribe().with(onDone, onFailure));
  }

  /**
   * Waits for reactive work on a thread that may wait, such as a worker or a virtual one. The work
   * has a Vert.x context of its own.
   *
   * @throws RuntimeException as the work failed
   */
  public static <T> T await(Supplier<Uni<T>> work) {
    try {
      return VertxContextSupport.subscribeAndAwait(work);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Gives what a shared piece of work gives on the context of whoever asked for it. */
  public static <T> Uni<T> resumed(Uni<T> work) {
    return Uni.createFrom()
        .deferred(
            () -> {
              var context = Vertx.currentContext();
              return context == null
                  ? work
                  : work.emitOn(task -> context.runOnContext(_ -> task.run()));
            });
  }
}
