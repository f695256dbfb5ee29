package dev.formwork.designer.publish;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.FormCompiler;
import dev.formwork.core.definition.AppDefinition;
import dev.formwork.core.definition.AppKey;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.RecordService;
import dev.formwork.core.workspace.CompiledForms;
import dev.formwork.core.workspace.DefinitionKind;
import dev.formwork.core.workspace.Definitions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Publishes definitions: compiles them, changes the tables and switches the version in one
 * transaction, and tells all nodes. A definition with a mistake changes nothing.
 */
@ApplicationScoped
public class FormPublisher {

  private static final Logger LOG = Logger.getLogger(FormPublisher.class);

  /**
   * A publish that waits longer for a table gives up, so that it never makes others wait behind it.
   */
  private static final String LOCK_TIMEOUT = "SET LOCAL lock_timeout = '2s'";

  private final Mutiny.SessionFactory sessions;
  private final Pool pool;
  private final Definitions definitions;
  private final CompiledForms forms;
  private final SchemaReader schemas;
  private final RemovedOptions removedOptions;
  private final RecordService records;

  FormPublisher(
      Mutiny.SessionFactory sessions,
      Pool pool,
      Definitions definitions,
      CompiledForms forms,
      SchemaReader schemas,
      RemovedOptions removedOptions,
      RecordService records) {
    this.sessions = sessions;
    this.pool = pool;
    this.definitions = definitions;
    this.forms = forms;
    this.schemas = schemas;
    this.removedOptions = removedOptions;
    this.records = records;
  }

  /**
   * Publishes one form.
   *
   * @return its new version; fails as invalid with all its problems
   */
  public Uni<Integer> publish(Caller caller, AppKey app, FormDefinition form) {
    caller.requireDesigning();
    return forms
        .forms(caller.workspace(), app.value())
        .chain(
            published -> {
              var compiled = compile(caller, app, List.of(form), published);
              var before = published.get(form.key().value());
              return removedOptions
                  .check(before, form)
                  .chain(() -> switchOver(caller, app, null, compiled))
                  .chain(
                      () ->
                          before == null
                              ? Uni.createFrom().voidItem()
                              : recompute(caller, app, form, before))
                  .replaceWith(before == null ? 1 : before.version() + 1);
            });
  }

  /** Publishes an app with all its forms, as a pack brings them: all or nothing. */
  public Uni<Void> publishApp(Caller caller, AppDefinition app, List<FormDefinition> appForms) {
    caller.requireDesigning();
    return Uni.createFrom()
        .item(() -> compile(caller, app.key(), appForms, Map.of()))
        .chain(compiled -> switchOver(caller, app.key(), app, compiled));
  }

  /** The problems a form would be refused for; empty when it could be published. */
  public Uni<List<Problem>> problems(Caller caller, AppKey app, FormDefinition form) {
    return forms
        .forms(caller.workspace(), app.value())
        .map(
            published ->
                switch (compile(caller, app, form, Map.of(), published)) {
                  case FormCompiler.Result.Compiled _ -> List.<Problem>of();
                  case FormCompiler.Result.Failed(var problems) -> problems;
                });
  }

  private static List<CompiledForm> compile(
      Caller caller, AppKey app, List<FormDefinition> wanted, Map<String, CompiledForm> published) {
    var together = new HashMap<String, FormDefinition>();
    wanted.forEach(form -> together.put(form.key().value(), form));
    var compiled = new ArrayList<CompiledForm>();
    for (var form : wanted) {
      switch (compile(caller, app, form, together, published)) {
        case FormCompiler.Result.Compiled(var one) -> compiled.add(one);
        case FormCompiler.Result.Failed(var problems) ->
            throw Refusal.invalid(
                wanted.size() == 1
                    ? problems
                    : problems.stream().map(problem -> problem.within("/" + form.key())).toList());
      }
    }
    return compiled;
  }

  private static FormCompiler.Result compile(
      Caller caller,
      AppKey app,
      FormDefinition form,
      Map<String, FormDefinition> together,
      Map<String, CompiledForm> published) {
    var before = published.get(form.key().value());
    return FormCompiler.compile(
        caller.workspace().schema(),
        app,
        form,
        before == null ? 1 : before.version() + 1,
        key ->
            Optional.ofNullable(together.get(key.value()))
                .or(
                    () ->
                        Optional.ofNullable(published.get(key.value()))
                            .map(CompiledForm::definition)));
  }

  private Uni<Void> switchOver(
      Caller caller, AppKey app, AppDefinition appDefinition, List<CompiledForm> compiled) {
    return schemas
        .read(caller.workspace().schema())
        .chain(
            actual -> {
              var plans = compiled.stream().map(form -> SchemaPlan.of(form, actual)).toList();
              var problems = plans.stream().flatMap(plan -> plan.problems().stream()).toList();
              if (!problems.isEmpty()) {
                return Uni.createFrom().failure(Refusal.invalid(problems));
              }
              return concurrently(
                      plans.stream().flatMap(plan -> plan.beforehand().stream()).toList())
                  .onFailure()
                  .transform(FormPublisher::notUnique)
                  .chain(() -> transaction(caller, app, appDefinition, compiled, plans))
                  .onFailure(FormPublisher::isLockTimeout)
                  .retry()
                  .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(1))
                  .atMost(4)
                  .onFailure(FormPublisher::isLockTimeout)
                  .transform(_ -> Refusal.of(Refusal.Kind.CONFLICT, "schema-busy"))
                  .invoke(() -> forms.forget(caller.workspace().schema(), app.value()))
                  .chain(
                      () ->
                          concurrently(
                              plans.stream().flatMap(plan -> plan.afterwards().stream()).toList()));
            });
  }

  private Uni<Void> transaction(
      Caller caller,
      AppKey app,
      AppDefinition appDefinition,
      List<CompiledForm> compiled,
      List<SchemaPlan> plans) {
    var statements = new ArrayList<String>();
    statements.add(LOCK_TIMEOUT);
    plans.forEach(plan -> statements.addAll(plan.tables()));
    plans.forEach(plan -> statements.addAll(plan.references()));
    return sessions.withTransaction(
        session ->
            each(statements, sql -> session.createNativeQuery(sql).executeUpdate())
                .chain(() -> each(compiled, form -> persist(session, caller, app, form)))
                .chain(
                    () ->
                        appDefinition == null
                            ? Uni.createFrom().voidItem()
                            : definitions.publish(
                                session,
                                caller.workspace(),
                                app.value(),
                                DefinitionKind.APP,
                                app.value(),
                                DefinitionJson.write(appDefinition),
                                caller.memberId()))
                .chain(() -> announce(session, caller, app)));
  }

  private Uni<Void> persist(Mutiny.Session session, Caller caller, AppKey app, CompiledForm form) {
    var key = form.definition().key().value();
    return definitions
        .nextVersion(session, caller.workspace(), app.value(), DefinitionKind.FORM, key)
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
                    app.value(),
                    DefinitionKind.FORM,
                    key,
                    DefinitionJson.write(form.definition()),
                    caller.memberId()));
  }

  private static Uni<Void> announce(Mutiny.Session session, Caller caller, AppKey app) {
    return session
        .createNativeQuery(
            "SELECT 1 FROM (SELECT pg_notify('formwork_definitions', ?1)) announced", Integer.class)
        .setParameter(1, caller.workspace().schema() + " " + app)
        .getSingleResult()
        .replaceWithVoid();
  }

  private static <T> Uni<Void> each(List<T> items, java.util.function.Function<T, Uni<?>> work) {
    return Multi.createFrom()
        .iterable(items)
        .onItem()
        .transformToUniAndConcatenate(item -> work.apply(item).replaceWithVoid())
        .collect()
        .asList()
        .replaceWithVoid();
  }

  /** Outside of any transaction, as PostgreSQL demands. */
  private Uni<Void> concurrently(List<String> statements) {
    return each(statements, sql -> pool.query(sql).execute());
  }

  /**
   * Brings computed values, titles and search texts of existing records up to date where their
   * formulas changed.
   */
  private Uni<Void> recompute(Caller caller, AppKey app, FormDefinition form, CompiledForm before) {
    if (!FormDifference.changesStoredResults(before.definition(), form)) {
      return Uni.createFrom().voidItem();
    }
    return forms
        .form(caller.workspace(), app.value(), form.key().value())
        .chain(compiled -> records.recompute(caller, compiled))
        .invoke(count -> LOG.infof("Recomputed %d records of %s", count, form.key()))
        .replaceWithVoid();
  }

  private static boolean isLockTimeout(Throwable failure) {
    return failure.toString().contains("55P03")
        || failure.getCause() != null && failure.getCause().toString().contains("55P03");
  }

  private static Throwable notUnique(Throwable failure) {
    return failure.toString().contains("23505")
        ? Refusal.of(Refusal.Kind.CONFLICT, "unique-not-possible")
        : failure;
  }
}
