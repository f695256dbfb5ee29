package dev.formwork.designer.publish;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.AppLinks;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.FormCompiler;
import dev.formwork.core.definition.AppDefinition;
import dev.formwork.core.definition.AppKey;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.expression.function.FunctionLibrary;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.script.ScriptFunctions;
import dev.formwork.core.workspace.CompiledForms;
import dev.formwork.core.workspace.DefinitionKind;
import dev.formwork.core.workspace.Definitions;
import dev.formwork.designer.recompute.Recomputations;
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

/**
 * Publishes definitions: compiles them, changes the tables and switches the version in one
 * transaction, and tells all nodes. A definition with a mistake changes nothing.
 */
@ApplicationScoped
public class FormPublisher {

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
  private final Recomputations recomputations;

  FormPublisher(
      Mutiny.SessionFactory sessions,
      Pool pool,
      Definitions definitions,
      CompiledForms forms,
      SchemaReader schemas,
      RemovedOptions removedOptions,
      Recomputations recomputations) {
    this.sessions = sessions;
    this.pool = pool;
    this.definitions = definitions;
    this.forms = forms;
    this.schemas = schemas;
    this.removedOptions = removedOptions;
    this.recomputations = recomputations;
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
              requireOthersStillWork(caller, app, form, published);
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

  /** Publishes an app's own settings; its forms stay as they are, and must go on working. */
  public Uni<Void> publishSettings(Caller caller, AppDefinition app) {
    caller.requireDesigning();
    return forms
        .forms(caller.workspace(), app.key().value())
        .chain(
            published -> {
              var problems = brokenBy(caller, app, published);
              return problems.isEmpty()
                  ? switchOver(caller, app.key(), app, List.of())
                  : Uni.createFrom().failure(Refusal.invalid(problems));
            });
  }

  private static List<Problem> brokenBy(
      Caller caller, AppDefinition app, Map<String, CompiledForm> published) {
    var forms = new HashMap<String, FormDefinition>();
    published.forEach((key, form) -> forms.put(key, form.definition()));
    var setting =
        new FormCompiler.Setting(
            caller.workspace().schema(),
            app.key(),
            CompiledForms.directory(forms),
            ScriptFunctions.with(app.functions()),
            AppLinks.none());
    var problems = new ArrayList<Problem>();
    for (var form : published.values()) {
      if (FormCompiler.compile(setting, form.definition(), form.version())
          instanceof FormCompiler.Result.Failed(var found)) {
        found.forEach(problem -> problems.add(inOther(form, problem)));
      }
    }
    return problems;
  }

  private static Problem inOther(CompiledForm form, Problem problem) {
    return Problem.at("", "breaks-other-form", form.definition().title(), problem.path(), problem);
  }

  /** The problems a form would be refused for; empty when it could be published. */
  public Uni<List<Problem>> problems(Caller caller, AppKey app, FormDefinition form) {
    return forms
        .forms(caller.workspace(), app.value())
        .map(
            published ->
                switch (FormCompiler.compile(
                    setting(caller, app, List.of(form), published),
                    form,
                    nextVersion(form, published))) {
                  case FormCompiler.Result.Compiled _ ->
                      brokenElsewhere(caller, app, form, published);
                  case FormCompiler.Result.Failed(var problems) -> problems;
                });
  }

  /** A draft as it would run, for the names its formulas may use; empty while it has mistakes. */
  public Uni<Optional<CompiledForm>> preview(Caller caller, AppKey app, FormDefinition form) {
    return forms
        .forms(caller.workspace(), app.value())
        .map(
            published ->
                FormCompiler.compile(
                            setting(caller, app, List.of(form), published),
                            form,
                            nextVersion(form, published))
                        instanceof FormCompiler.Result.Compiled(var compiled)
                    ? Optional.of(compiled)
                    : Optional.empty());
  }

  private static List<CompiledForm> compile(
      Caller caller, AppKey app, List<FormDefinition> wanted, Map<String, CompiledForm> published) {
    var setting = setting(caller, app, wanted, published);
    var compiled = new ArrayList<CompiledForm>();
    for (var form : wanted) {
      switch (FormCompiler.compile(setting, form, nextVersion(form, published))) {
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

  private static int nextVersion(FormDefinition form, Map<String, CompiledForm> published) {
    var before = published.get(form.key().value());
    return before == null ? 1 : before.version() + 1;
  }

  /** The app as it would be with these forms. */
  private static FormCompiler.Setting setting(
      Caller caller, AppKey app, List<FormDefinition> wanted, Map<String, CompiledForm> published) {
    var together = new HashMap<String, FormDefinition>();
    published.forEach((key, form) -> together.put(key, form.definition()));
    wanted.forEach(form -> together.put(form.key().value(), form));
    return new FormCompiler.Setting(
        caller.workspace().schema(),
        app,
        CompiledForms.directory(together),
        published.values().stream()
            .findFirst()
            .map(form -> form.names().library())
            .orElse(FunctionLibrary.INSTANCE),
        AppLinks.none());
  }

  /** Other forms may read this one: what they use must stay. */
  private static void requireOthersStillWork(
      Caller caller, AppKey app, FormDefinition form, Map<String, CompiledForm> published) {
    var problems = brokenElsewhere(caller, app, form, published);
    if (!problems.isEmpty()) {
      throw Refusal.invalid(problems);
    }
  }

  private static List<Problem> brokenElsewhere(
      Caller caller, AppKey app, FormDefinition form, Map<String, CompiledForm> published) {
    var setting = setting(caller, app, List.of(form), published);
    var problems = new ArrayList<Problem>();
    for (var other : published.values()) {
      if (!other.definition().key().equals(form.key())
          && FormCompiler.compile(setting, other.definition(), other.version())
              instanceof FormCompiler.Result.Failed(var found)) {
        found.forEach(problem -> problems.add(inOther(other, problem)));
      }
    }
    return problems;
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
   * Has computed values, titles and search texts of existing records brought up to date where their
   * formulas changed, while people go on working.
   */
  private Uni<Void> recompute(Caller caller, AppKey app, FormDefinition form, CompiledForm before) {
    return FormDifference.changesStoredResults(before.definition(), form)
        ? recomputations.start(caller, app.value(), form.key().value())
        : Uni.createFrom().voidItem();
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
