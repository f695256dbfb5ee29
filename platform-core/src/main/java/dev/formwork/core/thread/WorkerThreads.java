package dev.formwork.core.thread;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/** Runs blocking or long work on a worker thread and resumes on the caller's context. */
public final class WorkerThreads {

  private WorkerThreads() {}

  public static <T> Uni<T> run(Supplier<T> work) {
    return Uni.createFrom()
        .deferred(
            () -> {
              var context = Vertx.currentContext();
              return Uni.createFrom()
                  .item(work)
                  .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                  .emitOn(
                      task -> {
                        if (context == null) {
                          task.run();
                        } else {
                          context.runOnContext(_ -> task.run());
                        }
                      });
            });
  }
}
