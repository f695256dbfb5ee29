package dev.formwork.designer.publish;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.AppDefinition;
import dev.formwork.core.definition.AppKey;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.workspace.CompiledForms;
import dev.formwork.core.workspace.DefinitionKind;
import dev.formwork.core.workspace.Definitions;
import dev.formwork.designer.recompute.Recomputations;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Changes the tables and switches versions in one transaction, in which what follows is put in
 * line, too; and tells all nodes.
 */
@ApplicationScoped
class VersionSwitch {

  /**
   * A publish that waits longer for a table gives up, so that it never makes others wait behind it.
   */
  private static final String LOCK_TIMEOUT = "SET LOCAL lock_timeout = '2s'";

  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final String NOT_UNIQUE = "23505";

  private final Mutiny.SessionFactory sessions;
  private final Pool pool;
  private final Definitions definitions;
  private final CompiledForms forms;
  private final SchemaReader schemas;
  private final Recomputations recomputations;

  VersionSwitch(
      Mutiny.SessionFactory sessions,
      Pool pool,
      Definitions definitions,
      CompiledForms forms,
      SchemaReader schemas,
      Recomputations recomputations) {
    this.sessions = sessions;
    this.pool = pool;
    this.definitions = definitions;
    this.forms = forms;
    this.schemas = schemas;
    this.recomputations = recomputations;
  }

  /**
   * What is to become live.
   *
   * @param definition of the app; null: stays
   * @param others versions of the other forms that this was compiled against, by key; null: there
   *     are none to heed
   * @param recomputed what is to be worked out again
   */
  record Order(
      AppKey app,
      AppDefinition definition,
      List<CompiledForm> compiled,
      Map<String, Integer> others,
      List<Recomputations.Planned> recomputed) {}

  /** Somebody published another form of the app since this one was compiled against it. */
  static final class AppMoved extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AppMoved() {
      super("Another form was published meanwhile", null, false, false);
    }
  }

  /** Fails as {@link AppMoved} when it must be compiled again. */
  Uni<Void> run(Caller caller, Order order) {
    return schemas
        .read(caller.workspace().schema())
        .chain(
            actual -> {
              var plans = order.compiled.stream().map(form -> SchemaPlan.of(form, actual)).toList();
              var problems = plans.stream().flatMap(plan -> plan.problems().stream()).toList();
              return problems.isEmpty()
                  ? run(caller, order, plans)
                  : Uni.createFrom().failure(Refusal.invalid(problems));
            });
  }

  private Uni<Void> run(Caller caller, Order order, List<SchemaPlan> plans) {
    return concurrently(plans.stream().flatMap(plan -> plan.beforehand().stream()).toList())
        .onFailure(failure -> isState(failure, NOT_UNIQUE))
        .transform(_ -> Refusal.of(Refusal.Kind.CONFLICT, "unique-not-possible"))
        .chain(() -> transaction(caller, order, plans))
        .onFailure(failure -> isState(failure, LOCK_NOT_AVAILABLE))
        .retry()
        .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(1))
        .atMost(4)
        .onFailure(failure -> isState(failure, LOCK_NOT_AVAILABLE))
        .transform(_ -> Refusal.of(Refusal.Kind.CONFLICT, "schema-busy"))
        .invoke(() -> forms.forget(caller.workspace().schema(), order.app.value()))
        .invoke(recomputations::wake)
        .chain(
            () ->
                concurrently(plans.stream().flatMap(plan -> plan.afterwards().stream()).toList()));
  }

  private Uni<Void> transaction(Caller caller, Order order, List<SchemaPlan> plans) {
    var statements = new ArrayList<String>();
    statements.add(LOCK_TIMEOUT);
    statements.add("SET LOCAL statement_timeout = 0");
    plans.forEach(plan -> statements.addAll(plan.tables()));
    plans.forEach(plan -> statements.addAll(plan.references()));
    return sessions.withTransaction(
        session ->
            oneAtATime(session, caller, order)
                .chain(
                    () -> each(statements, sql -> session.createNativeQuery(sql).executeUpdate()))
                .chain(() -> each(order.compiled, form -> persist(session, caller, order, form)))
                .chain(() -> persistApp(session, caller, order))
                .chain(() -> recomputations.plan(session, caller.workspace(), order.recomputed))
                .chain(() -> announce(session, caller, order.app)));
  }

  /** One publish of an app waits for the other, and then sees what it made. */
  private Uni<Void> oneAtATime(Mutiny.Session session, Caller caller, Order order) {
    return session
        .createNativeQuery(
            "SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended(?1, 0))) locked",
            Integer.class)
        .setParameter(1, "publish " + caller.workspace().schema() + " " + order.app)
        .getSingleResult()
        .chain(
            () ->
                order.others == null
                    ? Uni.createFrom().voidItem()
                    : requireUnmoved(session, caller, order));
  }

  private Uni<Void> requireUnmoved(Mutiny.Session session, Caller caller, Order order) {
    return definitions
        .publishedForms(session, caller.workspace(), order.app.value())
        .invoke(
            versions -> {
              order.compiled.forEach(form -> versions.remove(form.key()));
              if (!versions.equals(order.others)) {
                throw new AppMoved();
              }
            })
        .replaceWithVoid();
  }

  private Uni<Void> persist(Mutiny.Session session, Caller caller, Order order, CompiledForm form) {
    return definitions
        .nextVersion(
            session, caller.workspace(), order.app.value(), DefinitionKind.FORM, form.key())
        .invoke(
            next -> {
              if (next != form.version()) {
                throw Refusal.of(Refusal.Kind.STALE, "draft-changed");
              }
            })
        .chain(
            () ->
                definitions.publish(
                    session,
                    caller.workspace(),
                    order.app.value(),
                    DefinitionKind.FORM,
                    form.key(),
                    DefinitionJson.write(form.definition()),
                    caller.memberId()));
  }

  private Uni<Void> persistApp(Mutiny.Session session, Caller caller, Order order) {
    return order.definition == null
        ? Uni.createFrom().voidItem()
        : definitions.publish(
            session,
            caller.workspace(),
            order.app.value(),
            DefinitionKind.APP,
            order.app.value(),
            DefinitionJson.write(order.definition),
            caller.memberId());
  }

  private static Uni<Void> announce(Mutiny.Session session, Caller caller, AppKey app) {
    return session
        .createNativeQuery(
            "SELECT 1 FROM (SELECT pg_notify('formwork_definitions', ?1)) announced", Integer.class)
        .setParameter(1, caller.workspace().schema() + " " + app)
        .getSingleResult()
        .replaceWithVoid();
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

  /** Outside of any transaction, as PostgreSQL demands; for as long as it takes. */
  private Uni<Void> concurrently(List<String> statements) {
    return statements.isEmpty()
        ? Uni.createFrom().voidItem()
        : pool.withConnection(
            connection ->
                connection
                    .query("SET statement_timeout = 0")
                    .execute()
                    .chain(() -> each(statements, sql -> connection.query(sql).execute()))
                    .eventually(() -> connection.query("RESET statement_timeout").execute()));
  }

  private static boolean isState(Throwable failure, String state) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PgException postgres) {
        return state.equals(postgres.getSqlState());
      }
    }
    return false;
  }
}
