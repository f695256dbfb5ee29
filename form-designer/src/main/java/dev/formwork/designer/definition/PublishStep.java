package dev.formwork.designer.definition;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * What one publish does beyond storing versions. {@link #before} and {@link #within} run again when
 * the transaction is tried again.
 */
public interface PublishStep {

  PublishStep NOTHING = new PublishStep() {};

  /** Outside of the transaction and before it, for as long as it takes. */
  default Uni<Void> before() {
    return Uni.createFrom().voidItem();
  }

  /**
   * In the transaction that publishes, under the app's lock, before the versions are stored: nobody
   * else publishes in this app.
   */
  default Uni<Void> within(Mutiny.Session session) {
    return Uni.createFrom().voidItem();
  }

  /** Once it is published. */
  default Uni<Void> after() {
    return Uni.createFrom().voidItem();
  }
}
