package dev.formwork.workflow.live;

import dev.formwork.core.cluster.channel.NodeChannel;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.core.workspace.schedule.WorkspaceScheduler;
import dev.formwork.workflow.engine.Effect;
import dev.formwork.workflow.store.FlowQueue;
import dev.formwork.workflow.store.NoticeStore;
import dev.formwork.workflow.store.Transition;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
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

  /** How long a transaction may take that puts jobs in, to have them begun right after it. */
  private static final Duration EXPECTED = Duration.ofSeconds(1);

  /** Jobs of a transaction whose end nobody tells are looked for after this. */
  private static final Duration UNTOLD = Duration.ofMillis(500);

  /** As many notices come together, a mail waits a little. */
  private static final Duration GATHER_NOTICES = Duration.ofMillis(2_100);

  /** As many as a payload of 8,000 bytes holds. */
  private static final int IDS = 200;

  private final Vertx vertx;
  private final Pool pool;
  private final NodeChannel channel;
  private final Map<UUID, List<Runnable>> listeners = new ConcurrentHashMap<>();
  private final Set<UUID> changed = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean planned = new AtomicBoolean();
  private final WorkspaceScheduler scheduler;
  private final Map<Workspace, Instant> expected = new ConcurrentHashMap<>();

  LiveTasks(Vertx vertx, Pool pool, NodeChannel channel, WorkspaceScheduler scheduler) {
    this.vertx = vertx;
    this.pool = pool;
    this.channel = channel;
    this.scheduler = scheduler;
  }

  void start(@Observes StartupEvent event) {
    channel.listen(CHANNEL, this::heard);
  }

  /**
   * @return ends the listening
   */
  public Runnable listen(MemberId member, Runnable listener) {
    return listenTo(member.value(), listener);
  }

  private Runnable listenTo(UUID what, Runnable listener) {
    var here = listeners.computeIfAbsent(what, _ -> new CopyOnWriteArrayList<>());
    here.add(listener);
    return () -> {
      here.remove(listener);
      listeners.computeIfPresent(what, (_, all) -> all.isEmpty() ? null : all);
    };
  }

  /** The same for the flows of a record. */
  public Runnable listenRecord(RecordId record, Runnable listener) {
    return listenTo(record.value(), listener);
  }

  /** An instance of a workspace moved on this node. */
  public void moved(Workspace workspace, Transition moved) {
    for (var effect : moved.effects()) {
      switch (effect) {
        case Effect.OpenTask task -> changed.add(task.member().value());
        case Effect.SendCopy sendCopy -> changed.addAll(MemberId.uuids(sendCopy.members()));
        case Effect.SendNotice sendNotice -> changed.addAll(MemberId.uuids(sendNotice.members()));
        case Effect.CloseTask task -> {
          changed.add(task.member().value());
          if (task.by() != null) {
            changed.add(task.by().value());
          }
        }
        case Effect.SetTimer timer ->
            scheduler.due(workspace, FlowQueue.TIMERS, timer.at().toInstant());
        case Effect.EnqueueExternalStep _,
            Effect.StartFlow _,
            Effect.EndInstance _,
            Effect.CancelPending _,
            Effect.RunDatabaseStep _,
            Effect.AwaitRecordChange _ -> {}
      }
    }
    moved.history().stream()
        .filter(one -> one.member() != null)
        .forEach(one -> changed.add(one.member().value()));
    moved.notices().forEach(notice -> changed.add(notice.member().value()));
    var instance = moved.after();
    if (instance.subject() != null) {
      changed.add(instance.subject().record().value());
    }
    if (instance.submitter() != null) {
      changed.add(instance.submitter().value());
    }
    if (moved.hasJobs()) {
      expectWork(workspace);
      scheduler.due(workspace, FlowQueue.JOBS);
    }
    if (!moved.notices().isEmpty()) {
      noticed(workspace);
    }
    plan();
  }

  /**
   * Something else changed for a member.
   *
   * @param member null: nobody hears of it
   */
  public void changed(MemberId member) {
    if (member != null) {
      told(member.value());
    }
  }

  /** Something else changed in a record. */
  public void changed(RecordId record) {
    told(record.value());
  }

  private void told(UUID what) {
    changed.add(what);
    plan();
  }

  /** Members of a workspace got notices, which may have to go out by e-mail. */
  public void noticed(Workspace workspace) {
    scheduler.due(workspace, NoticeStore.MAILING, Instant.now().plus(GATHER_NOTICES));
  }

  /** Jobs were put in; there is work once their transaction is over. */
  public void expectWork(Workspace workspace) {
    var now = Instant.now();
    expected.put(workspace, now);
    scheduler.due(workspace, FlowQueue.JOBS, now.plus(UNTOLD));
  }

  /**
   * A transaction is over. Jobs begin in workspaces where one put some in a short while ago, which
   * may have been this one; those of slower ones are found later.
   */
  public void committed() {
    var since = Instant.now().minus(EXPECTED);
    expected.forEach(
        (workspace, at) -> {
          if (at.isAfter(since)) {
            scheduler.due(workspace, FlowQueue.JOBS);
          } else {
            expected.remove(workspace, at);
          }
        });
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
          .with(
              _ -> {},
              failure ->
                  LOG.warnf(
                      failure,
                      "Screens were not told that the tasks of %d members changed",
                      part.size()));
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
