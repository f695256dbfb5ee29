package dev.formwork.core.workspace.compiled;

import dev.formwork.core.compile.AppGraph;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.AppScript;
import dev.formwork.core.expression.FunctionLibrary;
import dev.formwork.core.expression.WorkCalendar;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.thread.VertxContexts;
import dev.formwork.core.thread.WorkerThreads;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.core.workspace.calendar.WorkCalendars;
import dev.formwork.core.workspace.definition.Definitions;
import dev.formwork.core.workspace.definition.StoredDefinition;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The compiled apps in use on this node. An app is compiled on worker threads: when first asked
 * for, and after that behind the back of requests, which keep the version they began with. Whoever
 * publishes on this node hands over what was compiled ({@link #publishing}); of publishes on other
 * nodes it is told ({@link #changed}).
 */
@ApplicationScoped
public class CompiledForms {

  /**
   * What an app's forms are compiled with.
   *
   * @param version of the app's definition; 0: there is none
   * @param library the functions that formulas may call
   */
  public record Setting(int version, FunctionLibrary library) {}

  private static final Logger LOG = Logger.getLogger(CompiledForms.class);

  private record AppAddress(Workspace workspace, AppKey app) {}

  private final Definitions definitions;
  private final WorkCalendars calendars;
  private final List<CompiledAppPart> parts;
  private final Vertx vertx;
  private final CompiledAppCache<AppAddress, CompiledApp> apps =
      new CompiledAppCache<>(this::load, app -> !app.forms().isEmpty());

  CompiledForms(
      Definitions definitions,
      WorkCalendars calendars,
      @All List<CompiledAppPart> parts,
      Vertx vertx) {
    this.definitions = definitions;
    this.calendars = calendars;
    this.parts = parts;
    this.vertx = vertx;
  }

  /** The app as it runs; without forms when there is no such app. */
  public Uni<CompiledApp> app(Workspace workspace, AppKey app) {
    return apps.get(new AppAddress(workspace, app));
  }

  /** Fails as not found when the workspace has no such published form. */
  public Uni<CompiledForm> form(Workspace workspace, AppKey app, FormKey form) {
    return app(workspace, app)
        .map(
            compiled -> {
              var found = compiled.forms().get(form.value());
              if (found == null) {
                throw Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.FORM_NOT_FOUND, app, form);
              }
              return found;
            });
  }

  /** The same by texts; fails as not found, too, when one of them cannot be a key. */
  public Uni<CompiledForm> form(Workspace workspace, String app, String form) {
    var appKey = AppKey.parse(app);
    var formKey = FormKey.parse(form);
    return appKey.isPresent() && formKey.isPresent()
        ? form(workspace, appKey.get(), formKey.get())
        : Uni.createFrom()
            .failure(Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.FORM_NOT_FOUND, app, form));
  }

  /** How the forms of an app hang together, and who may do what in it. */
  public Uni<AppGraph> links(Workspace workspace, AppKey app) {
    return app(workspace, app).map(CompiledApp::links);
  }

  /** All published forms of an app, by key. Empty for an unknown app. */
  public Uni<Map<String, CompiledForm>> forms(Workspace workspace, AppKey app) {
    return app(workspace, app).map(CompiledApp::forms);
  }

  public Uni<Setting> setting(Workspace workspace, AppKey app) {
    return app(workspace, app)
        .map(compiled -> new Setting(compiled.versions().app(), compiled.library()));
  }

  /** The published scripts of an app. Empty for an unknown app. */
  public Uni<List<AppScript>> scripts(Workspace workspace, AppKey app) {
    return app(workspace, app).map(CompiledApp::scripts);
  }

  /**
   * Has requests on this node run all that was published in an app before this call. Never fails:
   * what cannot be compiled now is compiled by the next request.
   */
  public Uni<Void> refreshed(Workspace workspace, AppKey app) {
    return apps.reloaded(new AppAddress(workspace, app))
        .onFailure()
        .recoverWithNull()
        .replaceWithVoid();
  }

  /** The same for all apps of a workspace in use here: something changed that they share. */
  public Uni<Void> refreshed(Workspace workspace) {
    return each(
        address -> address.workspace.equals(workspace),
        address -> refreshed(workspace, address.app));
  }

  /**
   * Runs a publish and puts what it compiled in the place of the app before, for requests on this
   * node.
   *
   * @param base the app that what was compiled rests on
   * @param made the app as it is once the publish has succeeded
   */
  public <T> Uni<T> publishing(
      Workspace workspace, CompiledApp base, Supplier<Uni<T>> publish, Supplier<CompiledApp> made) {
    return apps.publishing(
        new AppAddress(workspace, base.key()),
        base,
        publish,
        () ->
            WorkerThreads.run(made)
                .invoke(
                    app ->
                        LOG.infof(
                            "Published in app %s of workspace %s: %s",
                            app.key(), workspace.schema(), app.publishedSince(base)))
                .call(compiled -> prepare(workspace, compiled)));
  }

  /** Something was published in an app: ends when this node runs it. */
  public Uni<Void> changed(String schema, AppKey app) {
    return each(
        address -> address.workspace.schema().equals(schema) && address.app.equals(app),
        apps::changed);
  }

  /** Something changed that all apps of a workspace share: ends when this node runs it. */
  public Uni<Void> changed(String schema) {
    return each(address -> address.workspace.schema().equals(schema), apps::changed);
  }

  /** Announcements may have been missed: ends when this node runs what there is. */
  public Uni<Void> changed() {
    return each(_ -> true, apps::changed);
  }

  private Uni<Void> each(Predicate<AppAddress> wanted, Function<AppAddress, Uni<?>> work) {
    return Multi.createFrom()
        .iterable(apps.keys())
        .select()
        .where(wanted)
        .onItem()
        .transformToUni(address -> work.apply(address).replaceWithVoid())
        .collectFailures()
        .concatenate()
        .collect()
        .asList()
        .replaceWithVoid();
  }

  /** In a context of its own, so that it depends on no request and no transaction. */
  private Uni<CompiledApp> load(AppAddress address, CompiledApp before, boolean told) {
    return Uni.createFrom()
        .emitter(
            out ->
                VertxContexts.run(
                    vertx, () -> read(address, before, told), out::complete, out::fail));
  }

  private Uni<CompiledApp> read(AppAddress address, CompiledApp before, boolean told) {
    return calendars
        .of(address.workspace)
        .chain(
            calendar ->
                before == null || !told
                    ? compiled(address, before, calendar)
                    : definitions
                        .versions(address.workspace, address.app)
                        .chain(
                            versions ->
                                before.isOf(versions, calendar)
                                    ? Uni.createFrom().item(before)
                                    : compiled(address, before, calendar)));
  }

  private Uni<CompiledApp> compiled(AppAddress address, CompiledApp before, WorkCalendar calendar) {
    return definitions
        .ofApp(address.workspace, address.app)
        .chain(found -> WorkerThreads.run(() -> compile(address, found, calendar, before)))
        .call(app -> prepare(address.workspace, app));
  }

  private static CompiledApp compile(
      AppAddress address, List<StoredDefinition> found, WorkCalendar calendar, CompiledApp before) {
    long began = System.nanoTime();
    var app = CompiledApp.of(address.workspace.schema(), address.app, found, calendar, before);
    var published = app.publishedSince(before);
    if (!published.isEmpty()) {
      LOG.infof(
          "Compiled app %s of workspace %s in %d ms: %s",
          address.app,
          address.workspace.schema(),
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began),
          before == null ? app.forms().size() + " forms" : published);
    }
    return app;
  }

  private Uni<Void> prepare(Workspace workspace, CompiledApp app) {
    return Multi.createFrom()
        .iterable(parts)
        .onItem()
        .transformToUniAndConcatenate(part -> part.prepare(workspace, app))
        .collect()
        .asList()
        .replaceWithVoid();
  }
}
