package dev.formwork.core.record.write;

import io.smallrye.mutiny.Uni;
import java.util.function.Consumer;

/**
 * A stage on the way of a record that is created or changed; it knows no form and keeps nothing.
 */
@FunctionalInterface
interface WriteStage {

  /** Fails with a refusal that says what is wrong with what was wanted. */
  Uni<Void> run(RecordWrite write);

  /** A stage that asks nobody. */
  static WriteStage immediate(Consumer<RecordWrite> step) {
    return write -> {
      step.accept(write);
      return Uni.createFrom().voidItem();
    };
  }
}
