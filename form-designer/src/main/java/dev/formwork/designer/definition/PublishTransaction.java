package dev.formwork.designer.definition;

import dev.formwork.core.access.Caller;
import dev.formwork.core.audit.AuditLog;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.core.workspace.definition.DefinitionChannel;
import dev.formwork.core.workspace.definition.DefinitionWrites;
import dev.formwork.designer.problem.DesignProblem;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Publishes definitions of any kinds in one transaction. Every publish takes its locks in one
 * order: the app, tables, rows of definitions, the audit log.
 */
@ApplicationScoped
class PublishTransaction {

  /**
   * A publish that waits longer for a lock gives up, so that it never makes others wait behind it;
   * what it has to change may take its time.
   */
  private static final List<String> LIMITS =
      List.of("SET LOCAL lock_timeout = '2s'", "SET LOCAL statement_timeout = 0");

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private final Mutiny.SessionFactory sessions;
  private final DefinitionWrites writes;
  private final CompiledForms forms;

  PublishTransaction(Mutiny.SessionFactory sessions, DefinitionWrites writes, CompiledForms forms) {
    this.sessions = sessions;
    this.writes = writes;
    this.forms = forms;
  }

  /** Something else of the app was published or saved meanwhile; it must be compiled again. */
  static final class AppMovedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AppMovedException() {
      super("Another definition was published meanwhile", null, false, false);
    }
  }

  /** Fails as {@link AppMovedException} when it must be compiled again. */
  Uni<Void> run(Caller caller, Publication publication) {
    return Uni.createFrom()
        .deferred(() -> attempt(caller, publication))
        .onFailure(PublishTransaction::isBusy)
        .retry()
        .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(1))
        .atMost(4)
        .onFailure(PublishTransaction::isBusy)
        .transform(_ -> Refusal.of(Refusal.Kind.CONFLICT, DesignProblem.SCHEMA_BUSY));
  }

  private Uni<Void> attempt(Caller caller, Publication publication) {
    return each(publication.steps(), PublishStep::before)
        .chain(
            () ->
                forms.publishing(
                    caller.workspace(),
                    publication.change().before(),
                    () -> transaction(caller, publication),
                    () -> publication.change().made()))
        .chain(() -> each(publication.steps(), PublishStep::after));
  }

  private Uni<Void> transaction(Caller caller, Publication publication) {
    var workspace = caller.workspace();
    var app = publication.change().before().key();
    return sessions.withTransaction(
        session ->
            each(LIMITS, sql -> session.createNativeQuery(sql).executeUpdate())
                .chain(() -> lock(session, workspace, app))
                .chain(() -> requireUnmoved(session, workspace, publication))
                .chain(() -> each(publication.steps(), step -> step.within(session)))
                .chain(() -> store(session, caller, publication))
                .chain(() -> DefinitionChannel.announce(session, workspace, app))
                .chain(() -> each(publication.audit(), event -> AuditLog.write(session, event))));
  }

  /** One publish of an app waits for the other, and then sees what it made. */
  private static Uni<Void> lock(Mutiny.Session session, Workspace workspace, AppKey app) {
    return session
        .createNativeQuery(
            "SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended(?1, 0))) locked",
            Integer.class)
        .setParameter(1, "publish " + workspace.schema() + " " + app)
        .getSingleResult()
        .replaceWithVoid();
  }

  private Uni<Void> requireUnmoved(
      Mutiny.Session session, Workspace workspace, Publication publication) {
    var before = publication.change().before();
    return writes
        .versions(session, workspace, before.key())
        .invoke(now -> require(now.equals(before.versions())))
        .replaceWithVoid();
  }

  private static void require(boolean unmoved) {
    if (!unmoved) {
      throw new AppMovedException();
    }
  }

  private Uni<Void> store(Mutiny.Session session, Caller caller, Publication publication) {
    return each(publication.versions(), one -> store(session, caller, publication, one));
  }

  /** A draft saved since it was read was not checked. */
  private Uni<Void> store(
      Mutiny.Session session, Caller caller, Publication publication, NewVersion<?> one) {
    int revision = publication.row(one).map(row -> row.draftRevision()).orElse(0);
    return writes
        .locked(session, caller.workspace(), one.id().row())
        .invoke(now -> require(now.draftRevision() == revision))
        .chain(
            () ->
                writes.publish(
                    session,
                    caller.workspace(),
                    new DefinitionWrites.Publication(
                        one.id().row(),
                        one.row().toString(),
                        publication.draft(one),
                        caller.memberId())));
  }

  private static <T> Uni<Void> each(List<T> items, Function<T, Uni<?>> work) {
    return Multi.createFrom()
        .iterable(items)
        .onItem()
        .transformToUniAndConcatenate(item -> work.apply(item).replaceWithVoid())
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private static boolean isBusy(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PgException postgres) {
        return LOCK_NOT_AVAILABLE.equals(postgres.getSqlState());
      }
    }
    return false;
  }
}
