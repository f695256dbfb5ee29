package dev.formwork.core.event;

import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
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

  private final List<Consumer<FormChanged>> listeners = new CopyOnWriteArrayList<>();
  private volatile Runnable onCommit = () -> {};

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

  /** A change was committed on this node: the outbox has work. */
  public void published() {
    onCommit.run();
  }

  /** Who empties the outbox asks to be woken here. */
  public void wakeOnCommit(Runnable relay) {
    onCommit = relay;
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
