package dev.formwork.core.thread;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.function.Supplier;

/** Runs blocking or long work on a worker thread and resumes on the caller's context. */
public final class WorkerThreads {

  private WorkerThreads() {}

  public static <T> Uni<T> run(Supplier<T> work) {
    return VertxContexts.resumed(
        Uni.createFrom().item(work).runSubscriptionOn(Infrastructure.getDefaultWorkerPool()));
  }
}
