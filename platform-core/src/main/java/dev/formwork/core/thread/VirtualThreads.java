package dev.formwork.core.thread;

import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/**
 * Background work of many steps as straight code: it runs on a virtual thread and waits there for
 * what the reactive clients give. Not for requests of one or two statements, where each hop between
 * threads would cost more than it explains.
 */
public final class VirtualThreads {

  private VirtualThreads() {}

  /** Runs work on a virtual thread of its own and resumes on the caller's context. */
  public static <T> Uni<T> run(Supplier<T> work) {
    return VertxContexts.resumed(
        Uni.createFrom()
            .emitter(
                out ->
                    Thread.ofVirtual()
                        .name("formwork-work-", 0)
                        .start(
                            () -> {
                              try {
                                out.complete(work.get());
                              } catch (RuntimeException | Error e) {
                                out.fail(e);
                              }
                            })));
  }

  /**
   * Waits for a reactive call, in a Vert.x context of its own.
   *
   * @throws RuntimeException as the call failed
   */
  public static <T> T await(Uni<T> call) {
    return VertxContexts.await(() -> call);
  }
}
