package dev.formwork.core.workspace.compiled;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.formwork.core.thread.VertxContexts;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Keeps the newest state of what is compiled, by key. One load at a time for each key, however many
 * ask (single flight); while a newer state is loaded, the one before is given out. A publisher puts
 * in what it made itself.
 *
 * @param <K> of what is compiled
 * @param <V> what is compiled, immutable; each state equals itself alone
 */
final class CompiledAppCache<K, V> {

  /** Loads the newest state. */
  @FunctionalInterface
  interface Loader<K, V> {

    /**
     * @param before the state known, to take over from; null: none
     * @param told whether it was put in by the publisher whose announcement asks for this
     */
    Uni<V> load(K key, V before, boolean told);
  }

  private static final int MAX_APPS = 2_000;

  private final Loader<K, V> loader;

  /** What is worth keeping; what is not is loaded again for whoever asks. */
  private final Predicate<V> kept;

  private final Cache<K, Slot> slots = Caffeine.newBuilder().maximumSize(MAX_APPS).build();

  CompiledAppCache(Loader<K, V> loader, Predicate<V> kept) {
    this.loader = loader;
    this.kept = kept;
  }

  /** All that is known of one key. Guarded by itself. */
  private final class Slot {

    private final K key;
    private V current;
    private Uni<V> underway;
    private Uni<V> next;

    /** Counts what publishers put in: a load that began before may not overwrite it. */
    private int installed;

    /** Whether the announcement of what was put in last is still to come. */
    private boolean untold;

    /** Completes when the publish that is going on has ended; null: there is none. */
    private CompletableFuture<Void> publishing;

    Slot(K key) {
      this.key = key;
    }

    synchronized Uni<V> newest() {
      if (current != null) {
        return Uni.createFrom().item(current);
      }
      return VertxContexts.resumed(underway != null ? underway : begun());
    }

    /** What a load gives that begins after this call. */
    synchronized Uni<V> reloaded() {
      if (underway == null) {
        return VertxContexts.resumed(begun());
      }
      if (next == null) {
        next = landing(underway.onItemOrFailure().transformToUni((_, _) -> load()));
      }
      return VertxContexts.resumed(next);
    }

    private Uni<V> begun() {
      underway = landing(Uni.createFrom().deferred(this::load));
      return underway;
    }

    private Uni<V> landing(Uni<V> load) {
      return load.onTermination().invoke(this::ended).memoize().indefinitely();
    }

    private synchronized void ended() {
      underway = next;
      next = null;
    }

    private Uni<V> load() {
      int began;
      V before;
      boolean told;
      synchronized (this) {
        began = installed;
        before = current;
        told = untold;
        untold = false;
      }
      return loader
          .load(key, before, told)
          .chain(loaded -> landed(loaded, began) ? Uni.createFrom().item(loaded) : load());
    }

    private synchronized boolean landed(V loaded, int began) {
      if (installed != began) {
        return false;
      }
      current = kept.test(loaded) ? loaded : null;
      return true;
    }

    /** False when something else was loaded since: then it must be loaded. */
    synchronized boolean install(V base, V made) {
      if (current != null && !current.equals(base)) {
        return false;
      }
      current = made;
      installed++;
      untold = true;
      return true;
    }

    synchronized void forget() {
      current = null;
    }

    private synchronized CompletableFuture<Void> publishing() {
      return publishing;
    }

    private synchronized CompletableFuture<Void> begin() {
      publishing = new CompletableFuture<>();
      return publishing;
    }

    @SuppressWarnings("ReferenceEquality") // This very publish, and not one that began since.
    private synchronized void end(CompletableFuture<Void> publish) {
      if (publish == publishing) {
        publishing = null;
      }
      publish.complete(null);
    }
  }

  private Slot slot(K key) {
    return slots.get(key, Slot::new);
  }

  /** The newest state known on this node; loaded when there is none. */
  Uni<V> get(K key) {
    return slot(key).newest();
  }

  /** The newest state there is, read after this call. */
  Uni<V> reloaded(K key) {
    var slot = slot(key);
    return slot.reloaded().onFailure().invoke(slot::forget);
  }

  /**
   * Runs a publish. What it made is given out from then on, and the announcement of it causes no
   * load. Announcements that arrive before it has ended wait for it.
   *
   * @param base what was compiled rests on this state
   * @param made asked after the publish succeeded
   */
  <T> Uni<T> publishing(K key, V base, Supplier<Uni<T>> publish, Supplier<Uni<V>> made) {
    return Uni.createFrom()
        .deferred(
            () -> {
              var slot = slot(key);
              var begun = slot.begin();
              return publish
                  .get()
                  .call(() -> installed(slot, base, made))
                  .onTermination()
                  .invoke(() -> slot.end(begun));
            });
  }

  /** What is published stays published: what cannot be put in now is loaded by the next request. */
  private Uni<V> installed(Slot slot, V base, Supplier<Uni<V>> made) {
    return Uni.createFrom()
        .deferred(() -> made.get())
        .chain(state -> slot.install(base, state) ? Uni.createFrom().item(state) : slot.reloaded())
        .onFailure()
        .invoke(slot::forget)
        .onFailure()
        .recoverWithNull();
  }

  /**
   * Something changed, as an announcement says: ends when this node gives out a state that holds
   * it. What was never asked for is not loaded.
   */
  Uni<Void> changed(K key) {
    var slot = slots.getIfPresent(key);
    if (slot == null) {
      return Uni.createFrom().voidItem();
    }
    var publish = slot.publishing();
    var after =
        publish == null
            ? Uni.createFrom().voidItem()
            : VertxContexts.resumed(Uni.createFrom().completionStage(publish));
    return after.chain(slot::reloaded).onFailure().invoke(slot::forget).replaceWithVoid();
  }

  /** All that were asked for. */
  List<K> keys() {
    return List.copyOf(slots.asMap().keySet());
  }
}
