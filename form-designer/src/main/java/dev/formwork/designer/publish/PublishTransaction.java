package dev.formwork.designer.publish;

import dev.formwork.core.access.Caller;
import dev.formwork.core.audit.AuditEvent;
import dev.formwork.core.audit.AuditLog;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.core.workspace.definition.AppVersions;
import dev.formwork.core.workspace.definition.Definitions;
import dev.formwork.designer.flow.PublishedFlow;
import dev.formwork.designer.problem.DesignProblem;
import dev.formwork.designer.recompute.Recomputations;
import dev.formwork.workflow.definition.FlowDefinition;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Publishes in one transaction: changes the tables, stores the new versions, queues recomputation
 * jobs, and then notifies all nodes.
 */
@ApplicationScoped
class PublishTransaction {

  /**
   * A publish that waits longer for a table gives up, so that it never makes others wait behind it;
   * what it has to change may take its time.
   */
  private static final List<String> LIMITS =
      List.of("SET LOCAL lock_timeout = '2s'", "SET LOCAL statement_timeout = 0");

  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final String NOT_UNIQUE = "23505";

  private final Mutiny.SessionFactory sessions;
  private final Pool pool;
  private final Definitions definitions;
  private final CompiledForms forms;
  private final SchemaReader schemas;
  private final Recomputations recomputations;

  PublishTransaction(
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
   * Another definition of the app was published since this one was compiled; it must be compiled
   * again.
   */
  static final class AppChangedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AppChangedException() {
      super("Another form was published meanwhile", null, false, false);
    }
  }

  /** Fails as {@link AppChangedException} when it must be compiled again. */
  Uni<Void> run(Caller caller, PublishRequest order) {
    return Uni.createFrom()
        .deferred(() -> attempt(caller, order))
        .onFailure(failure -> isState(failure, LOCK_NOT_AVAILABLE))
        .retry()
        .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(1))
        .atMost(4)
        .onFailure(failure -> isState(failure, LOCK_NOT_AVAILABLE))
        .transform(_ -> Refusal.of(Refusal.Kind.CONFLICT, DesignProblem.SCHEMA_BUSY));
  }

  private Uni<Void> attempt(Caller caller, PublishRequest order) {
    return plans(caller, order)
        .chain(plans -> concurrently(plans, SchemaPlan::beforehand))
        .onFailure(failure -> isState(failure, NOT_UNIQUE))
        .transform(_ -> Refusal.of(Refusal.Kind.CONFLICT, DesignProblem.UNIQUE_NOT_POSSIBLE))
        .chain(
            () ->
                forms.publishing(
                    caller.workspace(),
                    order.change().before(),
                    () -> transaction(caller, order),
                    order::made))
        .invoke(recomputations::wake)
        .chain(plans -> concurrently(plans, SchemaPlan::afterwards));
  }

  /** What must change in the database as it is now. */
  private Uni<List<SchemaPlan>> plans(Caller caller, PublishRequest order) {
    return schemas
        .read(caller.workspace().schema())
        .map(
            actual -> {
              var plans =
                  order.compiled().stream().map(form -> SchemaPlan.of(form, actual)).toList();
              var problems = plans.stream().flatMap(plan -> plan.problems().stream()).toList();
              if (!problems.isEmpty()) {
                throw Refusal.invalid(problems);
              }
              return plans;
            });
  }

  /** What is changed is planned under the lock, when nobody else of the app changes anything. */
  private Uni<List<SchemaPlan>> transaction(Caller caller, PublishRequest order) {
    return sessions.withTransaction(
        session ->
            each(LIMITS, sql -> session.createNativeQuery(sql).executeUpdate())
                .chain(() -> oneAtATime(session, caller, order))
                .chain(() -> requireUnmoved(session, caller, order))
                .chain(() -> plans(caller, order))
                .call(plans -> change(session, plans))
                .call(() -> each(order.compiled(), form -> persist(session, caller, order, form)))
                .call(() -> persistApp(session, caller, order))
                .call(() -> each(order.flows(), flow -> persist(session, caller, order, flow)))
                .call(() -> recomputations.plan(session, caller.workspace(), order.recomputed()))
                .call(() -> announce(session, caller, order.app()))
                .call(() -> AuditLog.write(session, event(caller, order))));
  }

  private static AuditEvent event(Caller caller, PublishRequest order) {
    var forms =
        order.compiled().stream()
            .map(form -> form.key() + " v" + form.version())
            .collect(Collectors.joining(", "));
    return AuditEvent.of(
        caller,
        order.definition() == null ? "form.publish" : "app.publish",
        order.app() + (forms.isEmpty() ? "" : ": " + forms));
  }

  private static Uni<Void> change(Mutiny.Session session, List<SchemaPlan> plans) {
    var statements = new ArrayList<String>();
    plans.forEach(plan -> statements.addAll(plan.tables()));
    plans.forEach(plan -> statements.addAll(plan.references()));
    return each(statements, sql -> session.createNativeQuery(sql).executeUpdate());
  }

  /** One publish of an app waits for the other, and then sees what it made. */
  private static Uni<Void> oneAtATime(Mutiny.Session session, Caller caller, PublishRequest order) {
    return session
        .createNativeQuery(
            "SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended(?1, 0))) locked",
            Integer.class)
        .setParameter(1, "publish " + caller.workspace().schema() + " " + order.app())
        .getSingleResult()
        .replaceWithVoid();
  }

  private Uni<Void> requireUnmoved(Mutiny.Session session, Caller caller, PublishRequest order) {
    return order.against() == null
        ? Uni.createFrom().voidItem()
        : definitions
            .publishedVersions(session, caller.workspace(), order.app().value())
            .invoke(versions -> requireUnmoved(order, versions))
            .chain(() -> definitions.ofApp(caller.workspace(), order.app().value()))
            .invoke(
                found -> {
                  if (!PublishedFlow.versions(PublishedFlow.among(found))
                      .equals(order.againstFlows())) {
                    throw new AppChangedException();
                  }
                })
            .replaceWithVoid();
  }

  /** Whoever publishes a form itself is told that it changed; for all else it is compiled again. */
  private static void requireUnmoved(PublishRequest order, AppVersions now) {
    for (var form : order.compiled()) {
      if (now.forms().getOrDefault(form.key(), 0) + 1 != form.version()) {
        throw Refusal.of(Refusal.Kind.STALE, CoreProblem.DRAFT_CHANGED);
      }
    }
    if (!now.equals(order.against())) {
      throw new AppChangedException();
    }
  }

  private Uni<Void> persist(
      Mutiny.Session session, Caller caller, PublishRequest order, CompiledForm form) {
    return definitions
        .nextVersion(
            session, caller.workspace(), order.app().value(), DefinitionKind.FORM, form.key())
        .invoke(
            next -> {
              if (next != form.version()) {
                throw Refusal.of(Refusal.Kind.STALE, CoreProblem.DRAFT_CHANGED);
              }
            })
        .chain(
            () ->
                definitions.publish(
                    session,
                    caller.workspace(),
                    order.app().value(),
                    DefinitionKind.FORM,
                    form.key(),
                    DefinitionJson.write(form.definition()),
                    caller.memberId()));
  }

  private Uni<Void> persistApp(Mutiny.Session session, Caller caller, PublishRequest order) {
    return order.definition() == null
        ? Uni.createFrom().voidItem()
        : definitions.publish(
            session,
            caller.workspace(),
            order.app().value(),
            DefinitionKind.APP,
            order.app().value(),
            DefinitionJson.write(order.definition()),
            caller.memberId());
  }

  private Uni<Void> persist(
      Mutiny.Session session, Caller caller, PublishRequest order, FlowDefinition flow) {
    return definitions.publish(
        session,
        caller.workspace(),
        order.app().value(),
        DefinitionKind.FLOW,
        flow.key().value(),
        DefinitionJson.write(flow),
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
  private Uni<Void> concurrently(
      List<SchemaPlan> plans, Function<SchemaPlan, List<String>> wanted) {
    var statements = plans.stream().flatMap(plan -> wanted.apply(plan).stream()).toList();
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
