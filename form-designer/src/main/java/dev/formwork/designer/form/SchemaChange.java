package dev.formwork.designer.form;

import dev.formwork.core.compile.CompiledForm;
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

/** Makes the database fit compiled forms: each time by what is there, so that it may run again. */
@ApplicationScoped
class SchemaChange {

  private static final String NOT_UNIQUE = "23505";

  private final Pool pool;
  private final SchemaReader schemas;

  SchemaChange(Pool pool, SchemaReader schemas) {
    this.pool = pool;
    this.schemas = schemas;
  }

  /** Builds unique indexes on tables that have records, while people work. */
  Uni<Void> beforehand(Workspace workspace, List<CompiledForm> forms) {
    return plans(workspace, forms)
        .chain(plans -> concurrently(plans, SchemaPlan::beforehand))
        .onFailure(SchemaChange::isNotUnique)
        .transform(_ -> Refusal.of(Refusal.Kind.CONFLICT, DesignProblem.UNIQUE_NOT_POSSIBLE));
  }

  /** Changes the tables, in a transaction that keeps others from changing them. */
  Uni<Void> apply(Mutiny.Session session, Workspace workspace, List<CompiledForm> forms) {
    return plans(workspace, forms)
        .chain(
            plans -> {
              var statements = new ArrayList<String>();
              plans.forEach(plan -> statements.addAll(plan.tables()));
              plans.forEach(plan -> statements.addAll(plan.references()));
              return each(statements, sql -> session.createNativeQuery(sql).executeUpdate());
            });
  }

  /** Builds the other indexes, while people work. */
  Uni<Void> afterwards(Workspace workspace, List<CompiledForm> forms) {
    return plans(workspace, forms).chain(plans -> concurrently(plans, SchemaPlan::afterwards));
  }

  /** What must change in the database as it is now; fails as invalid when it cannot. */
  private Uni<List<SchemaPlan>> plans(Workspace workspace, List<CompiledForm> forms) {
    return schemas
        .read(workspace.schema())
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

  private static boolean isNotUnique(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PgException postgres) {
        return NOT_UNIQUE.equals(postgres.getSqlState());
      }
    }
    return false;
  }
}
