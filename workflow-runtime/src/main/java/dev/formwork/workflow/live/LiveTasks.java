package dev.formwork.workflow.live;

import dev.formwork.core.cluster.NodeChannel;
import dev.formwork.workflow.engine.Effect;
import dev.formwork.workflow.store.Transition;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Tells listeners on every node that the tasks or notices of a member, or the flows of a record,
 * changed. It carries no data; listeners read again. Changes within a short time are sent together,
 * outside the transactions, so that a busy engine pays nothing for it.
 */
@ApplicationScoped
public class LiveTasks {

  private static final Logger LOG = Logger.getLogger(LiveTasks.class);

  /** The PostgreSQL channel; the payload is a list of ids. */
  private static final String CHANNEL = "formwork_tasks";

  private static final long GATHER_MS = 100;

  private static final long EXPECTED_NS = 1_000_000_000;

  /** As many as a payload of 8,000 bytes holds. */
  private static final int IDS = 200;

  private final Vertx vertx;
  private final Pool pool;
  private final NodeChannel channel;
  private final Map<UUID, List<Runnable>> listeners = new ConcurrentHashMap<>();
  private final Set<UUID> changed = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean planned = new AtomicBoolean();
  private volatile Runnable onWork = () -> {};
  private volatile long expected = System.nanoTime() - EXPECTED_NS;

  LiveTasks(Vertx vertx, Pool pool, NodeChannel channel) {
    this.vertx = vertx;
    this.pool = pool;
    this.channel = channel;
  }

  void start(@Observes StartupEvent event) {
    channel.listen(CHANNEL, this::heard);
  }

  /**
   * @return ends the listening
   */
  public Runnable listen(UUID member, Runnable listener) {
    var here = listeners.computeIfAbsent(member, _ -> new CopyOnWriteArrayList<>());
    here.add(listener);
    return () -> {
      here.remove(listener);
      listeners.computeIfPresent(member, (_, all) -> all.isEmpty() ? null : all);
    };
  }

  /** The same for the flows of a record. */
  public Runnable listenRecord(UUID record, Runnable listener) {
    return listen(record, listener);
  }

  /** An instance moved on this node. */
  public void moved(Transition moved) {
    for (var effect : moved.effects()) {
      switch (effect) {
        case Effect.OpenTask task -> changed.add(task.member());
        case Effect.SendCopy sendCopy -> changed.addAll(sendCopy.members());
        case Effect.SendNotice sendNotice -> changed.addAll(sendNotice.members());
        case Effect.CloseTask task -> {
          changed.add(task.member());
          if (task.by() != null) {
            changed.add(task.by());
          }
        }
        case Effect.EnqueueExternalStep _,
            Effect.StartFlow _,
            Effect.EndInstance _,
            Effect.SetTimer _,
            Effect.CancelPending _,
            Effect.RunDatabaseStep _,
            Effect.AwaitRecordChange _ -> {}
      }
    }
    moved.history().stream()
        .filter(one -> one.member() != null)
        .forEach(one -> changed.add(one.member()));
    var instance = moved.after();
    if (instance.subject() != null) {
      changed.add(instance.subject().record());
    }
    if (instance.submitter() != null) {
      changed.add(instance.submitter());
    }
    if (moved.hasJobs()) {
      expectWork();
      onWork.run();
    }
    plan();
  }

  /** Something else changed for a member, or in a record. */
  public void changed(UUID what) {
    changed.add(what);
    plan();
  }

  /** Jobs were put in; there is work once their transaction is over. */
  public void expectWork() {
    expected = System.nanoTime();
  }

  /**
   * A transaction is over. Workers are woken when one put jobs in a short while ago, which may have
   * been this one; they find those of slower ones by themselves.
   */
  public void committed() {
    if (System.nanoTime() - expected < EXPECTED_NS) {
      onWork.run();
    }
  }

  /** Who does that work asks to be woken here. */
  public void wakeOnWork(Runnable worker) {
    onWork = worker;
  }

  private void plan() {
    if (!changed.isEmpty() && planned.compareAndSet(false, true)) {
      vertx.setTimer(GATHER_MS, _ -> tell());
    }
  }

  private void tell() {
    planned.set(false);
    var ids = new ArrayList<UUID>();
    changed.removeIf(ids::add);
    for (int from = 0; from < ids.size(); from += IDS) {
      var part = ids.subList(from, Math.min(ids.size(), from + IDS));
      pool.preparedQuery("SELECT pg_notify('" + CHANNEL + "', $1)")
          .execute(Tuple.of(String.join(",", part.stream().map(UUID::toString).toList())))
          .subscribe()
          .with(_ -> {}, failure -> LOG.warn("Nodes were not told: " + failure.getMessage()));
    }
  }

  private void heard(String payload) {
    for (var id : payload.split(",")) {
      listeners
          .getOrDefault(UUID.fromString(id), List.of())
          .forEach(listener -> Infrastructure.getDefaultWorkerPool().execute(listener));
    }
  }
}
