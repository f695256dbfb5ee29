package dev.formwork.workflow.instance;

import dev.formwork.core.access.Caller;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.compile.CompiledStep;
import dev.formwork.workflow.engine.Happening;
import dev.formwork.workflow.engine.Position;
import dev.formwork.workflow.motion.CompiledFlows;
import dev.formwork.workflow.store.FlowStore;
import dev.formwork.workflow.store.Transition;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Moves running instances to the newest version of their flow, if every step they stand on exists
 * there in the same blocks.
 */
@ApplicationScoped
class Migrations {

  private static final int MOST = 10_000;
  private static final int BATCH = 200;

  private final Pool pool;
  private final CompiledFlows flows;

  Migrations(Pool pool, CompiledFlows flows) {
    this.pool = pool;
    this.flows = flows;
  }

  Uni<MigrationCheck> check(Workspace workspace, String app, String flow) {
    return flows
        .flow(workspace, app, flow)
        .chain(
            newest ->
                FlowStore.olderRunning(pool, workspace.schema(), app, flow, newest.version(), MOST)
                    .chain(running -> checked(workspace, newest, running)));
  }

  private Uni<MigrationCheck> checked(
      Workspace workspace, CompiledFlow newest, List<FlowStore.Stored> running) {
    return Multi.createFrom()
        .iterable(running)
        .filter(one -> !missing(newest, one).isEmpty())
        .onItem()
        .transformToUniAndConcatenate(one -> stuck(workspace, newest, one))
        .collect()
        .asList()
        .map(stuck -> new MigrationCheck(running.size() - stuck.size(), stuck));
  }

  private Uni<MigrationCheck.Stuck> stuck(
      Workspace workspace, CompiledFlow newest, FlowStore.Stored stored) {
    var instance = stored.instance();
    return flows
        .version(workspace, instance.app(), instance.flow(), instance.version())
        .map(
            old ->
                new MigrationCheck.Stuck(
                    instance.id(),
                    stored.title(),
                    instance.version(),
                    missing(newest, stored),
                    old.definition()));
  }

  /** Steps an instance stands on that the newest version does not have, or has elsewhere. */
  private static List<String> missing(CompiledFlow newest, FlowStore.Stored stored) {
    var open = stored.instance().state().open();
    return open.stream()
        .filter(position -> !position.step().equals(Position.SUBMITTER))
        .filter(position -> !isThere(newest, position, open))
        .map(Position::step)
        .distinct()
        .toList();
  }

  private static boolean isThere(CompiledFlow newest, Position position, List<Position> open) {
    var step = newest.step(position.step());
    var parent =
        open.stream().filter(one -> one.id() == position.parent()).map(Position::step).findFirst();
    return step.isPresent()
        && parent.equals(Optional.ofNullable(step.get().place().parent()))
        && isSameKind(position, step.get());
  }

  /** A place for people stays one; so do lanes, and what waits. */
  private static boolean isSameKind(Position position, CompiledStep step) {
    boolean blocks = !dev.formwork.workflow.definition.Blocks.inside(step.step()).isEmpty();
    boolean people =
        step.step() instanceof dev.formwork.workflow.definition.Step.Approve
            || step.step() instanceof dev.formwork.workflow.definition.Step.Fill;
    return switch (position) {
      case Position.People _ -> people;
      case Position.Lanes _ -> blocks;
      case Position.Pending _ -> !blocks;
    };
  }

  Uni<Integer> migrate(Caller caller, String app, String flow) {
    var workspace = caller.workspace();
    return flows
        .flow(workspace, app, flow)
        .chain(
            newest ->
                FlowStore.olderRunning(pool, workspace.schema(), app, flow, newest.version(), MOST)
                    .map(
                        running ->
                            running.stream().filter(one -> missing(newest, one).isEmpty()).toList())
                    .chain(movable -> moveAll(caller, newest, movable, 0)));
  }

  private Uni<Integer> moveAll(
      Caller caller, CompiledFlow newest, List<FlowStore.Stored> movable, int done) {
    if (movable.isEmpty()) {
      return Uni.createFrom().item(done);
    }
    var batch = movable.subList(0, Math.min(BATCH, movable.size()));
    var rest = movable.subList(batch.size(), movable.size());
    return FlowStore.store(
            pool,
            caller.workspace().schema(),
            OffsetDateTime.now(ZoneOffset.UTC),
            batch.stream().map(one -> moved(caller, newest, one)).toList())
        .chain(moved -> moveAll(caller, newest, rest, done + moved.size()));
  }

  private static Transition moved(Caller caller, CompiledFlow newest, FlowStore.Stored stored) {
    return new Transition(
        stored.instance().on(newest.version()),
        stored.title(),
        null,
        0,
        List.of(),
        List.of(
            new Happening(
                "migrated",
                null,
                caller.memberId(),
                null,
                null,
                stored.instance().version() + " → " + newest.version(),
                null)),
        List.of(),
        List.of(),
        List.of());
  }
}
