package dev.formwork.ui.command;

import dev.formwork.core.problem.Refusal;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/**
 * Calls a reactive service from a screen and waits for the result. A screen's request runs on a
 * worker thread, so that waiting blocks no event loop.
 */
public final class ServiceCalls {

  private ServiceCalls() {}

  /**
   * The result of the service.
   *
   * @throws Refusal as the service refused
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
}
