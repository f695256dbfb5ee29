package dev.formwork.ui.command;

import dev.formwork.core.database.DatabaseTrouble;
import dev.formwork.core.database.RetryingTransactions;
import dev.formwork.core.logging.RequestId;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.thread.VertxContexts;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/**
 * Calls a reactive service from a screen and waits for the result. A screen's request runs on a
 * worker thread, so that waiting blocks no event loop. The call has a context of its own, with the
 * id of the request.
 */
public final class ServiceCalls {

  private ServiceCalls() {}

  /**
   * The result of the service.
   *
   * @throws Refusal as the service refused
   */
  public static <T> T await(Supplier<Uni<T>> work) {
    var requestId = RequestId.current();
    try {
      return VertxContexts.await(
          () -> {
            requestId.ifPresent(RequestId::begin);
            return work.get();
          });
    } catch (RuntimeException e) {
      if (RetryingTransactions.mayBeginAgain(e)) {
        throw Refusal.of(Refusal.Kind.CONFLICT, CoreProblem.RECORDS_BUSY);
      }
      var trouble = DatabaseTrouble.of(e);
      if (trouble.isPresent()) {
        throw trouble.get().refusal();
      }
      throw e;
    }
  }
}
