package dev.formwork.core.workspace.schedule;

import dev.formwork.core.database.DiskRoom;
import dev.formwork.core.thread.RepeatingTask;
import dev.formwork.core.thread.VertxContexts;
import dev.formwork.core.workspace.Workspace;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Runs the due work of all workspaces on this node. It knows when work is due from commits of this
 * node, from messages and hints of others, and from looking into a workspace, which is one
 * statement. Each workspace runs by itself: one that is slow or fails delays no other. A slow walk
 * through all workspaces finds what was lost; it asks for one workspace at a time, so an idle node
 * costs the same however many there are.
 */
@ApplicationScoped
public class WorkspaceScheduler {

  private static final Logger LOG = Logger.getLogger(WorkspaceScheduler.class);

  /**
   * The channel on which nodes wake each other; the payload is the schema and the name of a kind of
   * work.
   */
  public static final String CHANNEL = "formwork_due";

  private static final WorkKind LOOK = new WorkKind("look");
  private static final int LOOKS_AT_ONCE = 8;
  private static final Duration LOOK_AFTER_RUN = Duration.ofMillis(200);
  private static final Duration FIRST_LOOK_AGAIN = Duration.ofMillis(500);
  private static final Duration LAST_LOOK_AGAIN = Duration.ofMinutes(1);
  private static final Duration WRITE_HINTS_EVERY = Duration.ofSeconds(1);
  private static final Duration READ_HINTS_EVERY = Duration.ofSeconds(5);
  private static final Duration NEXT_WORKSPACE_EVERY = Duration.ofMillis(1_500);
  private static final Duration INVITE_EVERY = Duration.ofSeconds(1);
  private static final Duration LONGEST_TIMER = Duration.ofHours(1);

  /** After the tables of the workspaces are up to date. */
  private static final int LATE = 5_000;

  private final Vertx vertx;
  private final Pool pool;
  private final WorkspaceDirectory workspaces;
  private final EarliestWork earliest;
  private final DueHints hints;
  private final List<DueWork> all;
  private final Map<Agenda.Item, Instant> invited = new ConcurrentHashMap<>();
  private final RepeatingTask writing;
  private final RepeatingTask reading;
  private final RepeatingTask walking;

  private final Object lock = new Object();
  private final Agenda agenda = new Agenda();
  private final HintBook hintBook = new HintBook();

  /** In workspaces where something was made due: after how long to look again. */
  private final Map<String, Duration> lookAgain = new HashMap<>();

  private volatile Map<WorkKind, DueWork> works = Map.of();
  private long timer = -1;
  private Instant timerAt = Instant.MAX;
  private volatile boolean stopping;

  WorkspaceScheduler(
      Vertx vertx,
      Pool pool,
      WorkspaceDirectory workspaces,
      EarliestWork earliest,
      DueHints hints,
      @All List<DueWork> all) {
    this.vertx = vertx;
    this.pool = pool;
    this.workspaces = workspaces;
    this.earliest = earliest;
    this.hints = hints;
    this.all = all;
    this.writing =
        new RepeatingTask(vertx, "Writing hints of due work", WRITE_HINTS_EVERY, this::writeHints);
    this.reading =
        new RepeatingTask(vertx, "Reading hints of due work", READ_HINTS_EVERY, this::readHints);
    this.walking =
        new RepeatingTask(
            vertx, "Walking through the workspaces", NEXT_WORKSPACE_EVERY, this::nextWorkspace);
  }

  void start(@Observes @Priority(LATE) StartupEvent event) {
    works =
        all.stream()
            .filter(DueWork::isOn)
            .collect(Collectors.toUnmodifiableMap(DueWork::kind, Function.identity()));
    VertxContexts.run(
        vertx,
        workspaces::all,
        found -> found.forEach(this::look),
        failure ->
            LOG.warn("Due work of all workspaces was not read at the start; it is later", failure));
    writing.start();
    reading.start();
    walking.start();
  }

  void stop(@Observes ShutdownEvent event) {
    stopping = true;
    writing.stop();
    reading.stop();
    walking.stop();
  }

  /** Whether this node is about to stop: work that can be left to others is. */
  public boolean isStopping() {
    return stopping;
  }

  // What this node hears of

  /**
   * Something is due in a workspace. Called after the commit; when called a little earlier, the
   * workspace is looked into again for a minute, so it is not missed.
   */
  public void due(Workspace workspace, WorkKind kind, Instant at) {
    if (!works.containsKey(kind)) {
      return;
    }
    var now = Instant.now();
    workspaces.add(workspace);
    synchronized (lock) {
      agenda.expect(new Agenda.Item(workspace.schema(), kind), at);
      hintBook.expect(workspace.id(), at, now);
      lookAgain.put(workspace.schema(), FIRST_LOOK_AGAIN);
      agenda.expect(new Agenda.Item(workspace.schema(), LOOK), now.plus(FIRST_LOOK_AGAIN));
    }
    pump();
  }

  /** Something is due in a workspace now. */
  public void due(Workspace workspace, WorkKind kind) {
    due(workspace, kind, Instant.now());
  }

  /** Something may be due in a workspace. */
  public void look(Workspace workspace) {
    workspaces.add(workspace);
    expect(workspace.schema(), LOOK, Instant.now());
  }

  /** The same by the workspace's id. */
  public void look(UUID workspace) {
    workspaces.byId(workspace).ifPresent(this::look);
  }

  /** A message of {@link #CHANNEL}. */
  public void heard(String message) {
    var parts = message.split(" ", 2);
    var kind = parts.length < 2 ? LOOK : new WorkKind(parts[1]);
    if (kind.equals(LOOK) || works.containsKey(kind)) {
      expect(parts[0], kind, Instant.now());
    }
  }

  /** Definitions of a workspace were published. */
  public void definitionsChanged(String schema) {
    works.values().stream()
        .filter(DueWork::followsDefinitions)
        .forEach(work -> expect(schema, work.kind(), Instant.now()));
  }

  /** There is much to do: other nodes are asked to take part. */
  public void invite(Workspace workspace, WorkKind kind) {
    var item = new Agenda.Item(workspace.schema(), kind);
    var now = Instant.now();
    var before = invited.get(item);
    if (before != null && before.plus(INVITE_EVERY).isAfter(now)) {
      return;
    }
    invited.put(item, now);
    pool.preparedQuery("SELECT pg_notify('" + CHANNEL + "', $1)")
        .execute(Tuple.of(workspace.schema() + " " + kind.name()))
        .subscribe()
        .with(
            _ -> {},
            failure ->
                LOG.warnf(
                    failure,
                    "Other nodes were not asked to help with %s of workspace %s",
                    kind.name(),
                    workspace.schema()));
  }

  private void expect(String schema, WorkKind kind, Instant at) {
    synchronized (lock) {
      agenda.expect(new Agenda.Item(schema, kind), at);
    }
    pump();
  }

  // Running

  /**
   * Begins what is due, and sets the timer for what is due next. While the disk is nearly full, all
   * of it waits; the walk through the workspaces sets it going again.
   */
  private void pump() {
    if (stopping || DiskRoom.isLow()) {
      return;
    }
    var now = Instant.now();
    List<Agenda.Item> begun;
    synchronized (lock) {
      begun = agenda.begin(now, this::atOnce);
      setTimer(agenda.next(now), now);
    }
    begun.forEach(this::begin);
  }

  private int atOnce(WorkKind kind) {
    return kind.equals(LOOK) ? LOOKS_AT_ONCE : works.get(kind).atOnce();
  }

  private void setTimer(Instant at, Instant now) {
    if (at == null || !at.isBefore(timerAt)) {
      return;
    }
    var latest = now.plus(LONGEST_TIMER);
    vertx.cancelTimer(timer);
    timerAt = at.isBefore(latest) ? at : latest;
    timer = vertx.setTimer(Duration.between(now, timerAt).toMillis() + 1, _ -> timerFired());
  }

  private void timerFired() {
    synchronized (lock) {
      timerAt = Instant.MAX;
    }
    pump();
  }

  private void begin(Agenda.Item item) {
    VertxContexts.run(
        vertx, () -> run(item), more -> done(item, more), failure -> failed(item, failure));
  }

  private Uni<Boolean> run(Agenda.Item item) {
    return workspaces
        .bySchema(item.schema())
        .chain(
            workspace -> {
              if (workspace == null) {
                return Uni.createFrom().item(false);
              }
              return item.kind().equals(LOOK)
                  ? lookInto(workspace)
                  : works.get(item.kind()).run(workspace);
            });
  }

  private void done(Agenda.Item item, boolean more) {
    var now = Instant.now();
    synchronized (lock) {
      agenda.done(item);
      if (more) {
        agenda.expect(item, now);
      }
      if (!item.kind().equals(LOOK)) {
        agenda.expect(new Agenda.Item(item.schema(), LOOK), now.plus(LOOK_AFTER_RUN));
      }
    }
    pump();
  }

  private void failed(Agenda.Item item, Throwable failure) {
    Instant again;
    synchronized (lock) {
      again = agenda.failed(item, Instant.now());
    }
    if (!stopping) {
      LOG.warnf(
          "Due work %s of workspace %s failed, next try at %s: %s",
          item.kind().name(), item.schema(), again, failure);
    }
    pump();
  }

  // Looking into a workspace

  private Uni<Boolean> lookInto(Workspace workspace) {
    return earliest
        .of(workspace, works.values())
        .invoke(times -> learn(workspace, times))
        .replaceWith(false);
  }

  private void learn(Workspace workspace, Map<WorkKind, Instant> times) {
    var now = Instant.now();
    synchronized (lock) {
      times.forEach((kind, at) -> agenda.learn(new Agenda.Item(workspace.schema(), kind), at, now));
      hintBook.learn(
          workspace.id(),
          times.values().stream()
              .filter(Objects::nonNull)
              .min(Comparator.naturalOrder())
              .orElse(null),
          now);
      lookAgain(workspace, now);
    }
  }

  private void lookAgain(Workspace workspace, Instant now) {
    var pause = lookAgain.get(workspace.schema());
    if (pause == null) {
      return;
    }
    agenda.expect(new Agenda.Item(workspace.schema(), LOOK), now.plus(pause));
    if (pause.compareTo(LAST_LOOK_AGAIN) < 0) {
      lookAgain.put(workspace.schema(), pause.multipliedBy(2));
    } else {
      lookAgain.remove(workspace.schema());
    }
  }

  // Workspaces and hints

  private Uni<Boolean> nextWorkspace() {
    return workspaces
        .next()
        .invoke(
            workspace -> {
              if (workspace != null) {
                look(workspace);
              }
            })
        .replaceWith(false);
  }

  private Uni<Boolean> readHints() {
    return hints
        .within(READ_HINTS_EVERY.toSeconds() + 1)
        .chain(
            found ->
                found.stream().allMatch(hint -> workspaces.byId(hint.workspace()).isPresent())
                    ? Uni.createFrom().item(found)
                    : workspaces.all().replaceWith(found))
        .invoke(found -> found.forEach(this::follow))
        .replaceWith(false);
  }

  private void follow(DueHints.Hint hint) {
    var at = Instant.now().plus(hint.in());
    workspaces
        .byId(hint.workspace())
        .ifPresent(
            workspace -> {
              synchronized (lock) {
                hintBook.read(workspace.id(), at);
              }
              expect(workspace.schema(), LOOK, at);
            });
  }

  private Uni<Boolean> writeHints() {
    Map<UUID, Instant> taken;
    synchronized (lock) {
      taken = hintBook.take();
    }
    return taken.isEmpty()
        ? Uni.createFrom().item(false)
        : hints
            .write(taken)
            .onFailure()
            .invoke(
                _ -> {
                  synchronized (lock) {
                    hintBook.lost(taken);
                  }
                })
            .replaceWith(false);
  }
}
