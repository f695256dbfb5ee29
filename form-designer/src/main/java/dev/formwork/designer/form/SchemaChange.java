package dev.formwork.designer.form;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.designer.problem.DesignProblem;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/** Makes the database fit compiled forms: each time by what is there, so that it may run again. */
@ApplicationScoped
class SchemaChange {

  private static final Logger LOG = Logger.getLogger(SchemaChange.class);

  private static final String NOT_UNIQUE = "23505";

  private final Pool pool;
  private final SchemaReader schemas;

  SchemaChange(Pool pool, SchemaReader schemas) {
    this.pool = pool;
    this.schemas = schemas;
  }

  /**
   * Builds unique indexes on tables that have records, while people work. Fails as a conflict that
   * names the records whose values are the same.
   *
   * @param replaced columns that make room for others
   */
  Uni<Void> beforehand(
      Workspace workspace, List<CompiledForm> forms, List<ReplacedColumn> replaced) {
    return plans(workspace, forms, replaced)
        .map(SchemaChange::uniqueness)
        .call(this::requireNoCollisions)
        .chain(
            wanted ->
                concurrently(wanted.stream().flatMap(one -> one.statements().stream()).toList())
                    .onFailure(SchemaChange::isNotUnique)
                    .recoverWithUni(
                        failure ->
                            requireNoCollisions(wanted)
                                .chain(() -> Uni.createFrom().failure(failure))))
        .onFailure(SchemaChange::isNotUnique)
        .transform(_ -> Refusal.of(Refusal.Kind.CONFLICT, DesignProblem.UNIQUE_NOT_POSSIBLE));
  }

  private Uni<Void> requireNoCollisions(List<SchemaPlan.Uniqueness> wanted) {
    return collisions(wanted)
        .invoke(
            problems -> {
              if (!problems.isEmpty()) {
                throw new Refusal(Refusal.Kind.CONFLICT, problems);
              }
            })
        .replaceWithVoid();
  }

  private Uni<List<Problem>> collisions(List<SchemaPlan.Uniqueness> wanted) {
    var problems = new ArrayList<Problem>();
    return each(wanted, one -> Collisions.of(pool, one).invoke(problems::addAll))
        .replaceWith(problems);
  }

  /** What in the tables or their records stands against these forms. */
  Uni<List<Problem>> problems(
      Workspace workspace, List<CompiledForm> forms, List<ReplacedColumn> replaced) {
    return plans(workspace, forms, replaced)
        .chain(plans -> collisions(uniqueness(plans)))
        .onFailure(Refusal.class)
        .recoverWithItem(Refusal::problems);
  }

  private static List<SchemaPlan.Uniqueness> uniqueness(List<SchemaPlan> plans) {
    return plans.stream().flatMap(plan -> plan.beforehand().stream()).toList();
  }

  /**
   * Changes the tables, in a transaction that keeps others from changing them.
   *
   * @param replaced columns that stand aside then, until their values are read
   */
  Uni<Void> apply(
      Mutiny.Session session,
      Workspace workspace,
      List<CompiledForm> forms,
      List<ReplacedColumn> replaced) {
    return plans(workspace, forms, replaced)
        .chain(
            plans -> {
              var statements = new ArrayList<String>();
              replaced.forEach(one -> statements.addAll(one.setAside()));
              plans.forEach(plan -> statements.addAll(plan.tables()));
              plans.forEach(plan -> statements.addAll(plan.references()));
              return each(statements, sql -> session.createNativeQuery(sql).executeUpdate());
            });
  }

  /** Builds the other indexes, while people work. */
  Uni<Void> afterwards(Workspace workspace, List<CompiledForm> forms) {
    return plans(workspace, forms, List.of())
        .chain(
            plans ->
                concurrently(plans.stream().flatMap(plan -> plan.afterwards().stream()).toList()));
  }

  /** The indexes of published forms that are not there yet; unique ones where nothing collides. */
  Uni<Void> complete(Workspace workspace, List<CompiledForm> forms) {
    return plans(workspace, forms, List.of())
        .map(SchemaChange::uniqueness)
        .chain(wanted -> each(wanted, this::buildOrTell))
        .chain(() -> afterwards(workspace, forms));
  }

  private Uni<Void> buildOrTell(SchemaPlan.Uniqueness wanted) {
    return requireNoCollisions(List.of(wanted))
        .chain(() -> concurrently(wanted.statements()))
        .onFailure()
        .invoke(
            failure ->
                LOG.warnf(
                    "%s.%s is not kept unique yet: %s",
                    wanted.form().key(), wanted.column().name(), failure.getMessage()))
        .onFailure()
        .recoverWithNull();
  }

  /** What must change in the database as it is now; fails as invalid when it cannot. */
  private Uni<List<SchemaPlan>> plans(
      Workspace workspace, List<CompiledForm> forms, List<ReplacedColumn> replaced) {
    return schemas
        .read(workspace.schema())
        .map(actual -> actual.without(replaced))
        .map(
            actual -> {
              var plans = forms.stream().map(form -> SchemaPlan.of(form, actual)).toList();
              var problems = plans.stream().flatMap(plan -> plan.problems().stream()).toList();
              if (!problems.isEmpty()) {
                throw Refusal.invalid(problems);
              }
              return plans;
            });
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

  static boolean isNotUnique(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PgException postgres) {
        return NOT_UNIQUE.equals(postgres.getSqlState());
      }
    }
    return false;
  }
}
