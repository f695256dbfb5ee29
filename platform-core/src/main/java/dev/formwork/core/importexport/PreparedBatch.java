package dev.formwork.core.importexport;

import dev.formwork.core.thread.VirtualThreads;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** The records of a batch, on their way to be read before their turn. */
final class PreparedBatch {

  static final PreparedBatch NONE = new PreparedBatch(null);

  private final CompletableFuture<List<MappedRecord>> coming;
  private boolean taken;

  private PreparedBatch(CompletableFuture<List<MappedRecord>> coming) {
    this.coming = coming;
    this.taken = coming == null;
  }

  /** Begins at once, on a thread of its own. */
  static PreparedBatch begin(Supplier<List<MappedRecord>> reading) {
    return new PreparedBatch(VirtualThreads.run(reading).subscribeAsCompletionStage());
  }

  /**
   * Waits for them. Once only: writing completes them in place, so whoever writes again reads
   * again.
   *
   * @return empty: to be read now
   */
  Optional<List<MappedRecord>> take() {
    if (taken) {
      return Optional.empty();
    }
    taken = true;
    try {
      return Optional.of(coming.join());
    } catch (CompletionException _) {
      // Reading again says what is wrong, or succeeds.
      return Optional.empty();
    }
  }
}
