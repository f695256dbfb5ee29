package dev.formwork.workflow.migration;

import dev.formwork.core.access.Caller;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.compile.CompiledStep;
import dev.formwork.workflow.definition.ContainerStep;
import dev.formwork.workflow.definition.HumanStep;
import dev.formwork.workflow.engine.HistoryEntry;
import dev.formwork.workflow.engine.Token;
import dev.formwork.workflow.published.CompiledFlows;
import dev.formwork.workflow.store.InstanceStore;
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
public class InstanceMigration {

  private static final int MOST = 10_000;
  private static final int BATCH = 200;

  private final Pool pool;
  private final CompiledFlows flows;

  InstanceMigration(Pool pool, CompiledFlows flows) {
    this.pool = pool;
    this.flows = flows;
  }

  public Uni<MigrationCheck> check(Workspace workspace, AppKey app, String flow) {
    return flows
        .flow(workspace, app, flow)
        .chain(
            newest ->
                InstanceStore.olderRunning(
                        pool, workspace.schema(), app, flow, newest.version(), MOST)
                    .chain(running -> checked(workspace, newest, running)));
  }

  private Uni<MigrationCheck> checked(
      Workspace workspace, CompiledFlow newest, List<InstanceStore.StoredInstance> running) {
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
      Workspace workspace, CompiledFlow newest, InstanceStore.StoredInstance storedInstance) {
    var instance = storedInstance.instance();
    return flows
        .version(workspace, instance.app(), instance.flow(), instance.version())
        .map(
            old ->
                new MigrationCheck.Stuck(
                    instance.id(),
                    storedInstance.title(),
                    instance.version(),
                    missing(newest, storedInstance),
                    old.definition()));
  }

  /** Steps an instance stands on that the newest version does not have, or has elsewhere. */
  private static List<String> missing(
      CompiledFlow newest, InstanceStore.StoredInstance storedInstance) {
    var open = storedInstance.instance().state().open();
    return open.stream()
        .filter(token -> !token.step().equals(Token.SUBMITTER))
        .filter(token -> !isThere(newest, token, open))
        .map(Token::step)
        .distinct()
        .toList();
  }

  private static boolean isThere(CompiledFlow newest, Token token, List<Token> open) {
    var step = newest.step(token.step());
    var parent =
        open.stream().filter(one -> one.id() == token.parent()).map(Token::step).findFirst();
    return step.isPresent()
        && parent.equals(Optional.ofNullable(step.get().place().parent()))
        && isSameKind(token, step.get());
  }

  /** A place for people stays one; so do lanes, and what waits. */
  private static boolean isSameKind(Token token, CompiledStep step) {
    boolean contains = step.step() instanceof ContainerStep;
    return switch (token) {
      case Token.UserTask _ -> step.step() instanceof HumanStep;
      case Token.Block _ -> contains;
      case Token.Wait _ -> !contains;
    };
  }

  public Uni<Integer> migrate(Caller caller, AppKey app, String flow) {
    var workspace = caller.workspace();
    return flows
        .flow(workspace, app, flow)
        .chain(
            newest ->
                InstanceStore.olderRunning(
                        pool, workspace.schema(), app, flow, newest.version(), MOST)
                    .map(
                        running ->
                            running.stream().filter(one -> missing(newest, one).isEmpty()).toList())
                    .chain(movable -> moveAll(caller, newest, movable, 0)));
  }

  private Uni<Integer> moveAll(
      Caller caller, CompiledFlow newest, List<InstanceStore.StoredInstance> movable, int done) {
    if (movable.isEmpty()) {
      return Uni.createFrom().item(done);
    }
    var batch = movable.subList(0, Math.min(BATCH, movable.size()));
    var rest = movable.subList(batch.size(), movable.size());
    return InstanceStore.store(
            pool,
            caller.workspace().schema(),
            OffsetDateTime.now(ZoneOffset.UTC),
            batch.stream().map(one -> moved(caller, newest, one)).toList())
        .chain(moved -> moveAll(caller, newest, rest, done + moved.size()));
  }

  private static Transition moved(
      Caller caller, CompiledFlow newest, InstanceStore.StoredInstance storedInstance) {
    return new Transition(
        storedInstance.instance().withVersion(newest.version()),
        storedInstance.title(),
        null,
        0,
        List.of(),
        List.of(
            new HistoryEntry(
                HistoryEntry.Kind.MIGRATED,
                null,
                caller.memberId(),
                null,
                null,
                storedInstance.instance().version() + " → " + newest.version(),
                null)),
        List.of(),
        List.of(),
        List.of());
  }
}
