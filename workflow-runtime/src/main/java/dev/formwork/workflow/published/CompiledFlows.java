package dev.formwork.workflow.published;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.thread.WorkerThreads;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.core.workspace.compiled.CompiledApp;
import dev.formwork.core.workspace.compiled.CompiledAppPart;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.core.workspace.definition.DefinitionId;
import dev.formwork.core.workspace.definition.Definitions;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.compile.FlowCompiler;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.problem.FlowProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Cache of the compiled flows in use on this node. Flows depend on the compiled forms of their app
 * and are compiled again whenever those change.
 */
@ApplicationScoped
public class CompiledFlows implements CompiledAppPart {

  private static final Logger LOG = Logger.getLogger(CompiledFlows.class);

  /** Older versions kept for the instances that still run on them. */
  private static final int MAX_OLD_VERSIONS = 500;

  private record Key(String flow, int version) {}

  /** The flows of an app on one state of its forms. */
  private record AppFlows(
      Map<String, CompiledForm> forms,
      Map<String, CompiledFlow> current,
      Cache<Key, CompiledFlow> versions,
      Set<String> paused) {}

  private final Definitions definitions;
  private final CompiledForms forms;
  private final Pool pool;

  CompiledFlows(Definitions definitions, CompiledForms forms, Pool pool) {
    this.pool = pool;
    this.definitions = definitions;
    this.forms = forms;
  }

  /** The published flows of an app as they are now, by key; without those that broke. */
  public Uni<Map<String, CompiledFlow>> of(Workspace workspace, AppKey app) {
    return flows(workspace, app).map(AppFlows::current);
  }

  private Uni<Set<String>> paused(Workspace workspace, AppKey app) {
    return pool.preparedQuery(
            "SELECT flow FROM \"%s\".flow_setting WHERE app = $1 AND paused"
                .formatted(workspace.schema()))
        .execute(Tuple.of(app.value()))
        .map(
            rows -> {
              Set<String> keys = new HashSet<>();
              rows.forEach(row -> keys.add(row.getString(0)));
              return keys;
            });
  }

  /** Keys of those that are paused: nothing starts them. */
  public Uni<Set<String>> pausedOf(Workspace workspace, AppKey app) {
    return flows(workspace, app).map(AppFlows::paused);
  }

  /** One as it is now; fails as not found. */
  public Uni<CompiledFlow> flow(Workspace workspace, AppKey app, String flow) {
    return of(workspace, app)
        .map(
            current -> {
              var found = current.get(flow);
              if (found == null) {
                throw Refusal.of(Refusal.Kind.NOT_FOUND, FlowProblem.FLOW_NOT_FOUND, app, flow);
              }
              return found;
            });
  }

  /** A flow as it was when an instance began; fails as invalid when it cannot run any more. */
  public Uni<CompiledFlow> version(Workspace workspace, AppKey app, String flow, int version) {
    return version(pool, workspace, app, flow, version);
  }

  /**
   * The same within other work.
   *
   * @param sql in a transaction, its connection
   */
  public Uni<CompiledFlow> version(
      SqlClient sql, Workspace workspace, AppKey app, String flow, int version) {
    return flows(workspace, app).chain(known -> version(sql, workspace, app, known, flow, version));
  }

  private Uni<CompiledFlow> version(
      SqlClient sql, Workspace workspace, AppKey app, AppFlows known, String flow, int version) {
    var current = known.current.get(flow);
    if (current != null && current.version() == version) {
      return Uni.createFrom().item(current);
    }
    var key = new Key(flow, version);
    var found = known.versions.getIfPresent(key);
    if (found != null) {
      return Uni.createFrom().item(found);
    }
    return definitions
        .version(sql, workspace, new DefinitionId(app, DefinitionKind.FLOW, flow), version)
        .onItem()
        .ifNull()
        .failWith(() -> Refusal.of(Refusal.Kind.NOT_FOUND, FlowProblem.FLOW_NOT_FOUND, app, flow))
        .chain(one -> WorkerThreads.run(() -> compile(read(one.json()), version, known.forms)))
        .invoke(one -> known.versions.put(key, one));
  }

  private Uni<AppFlows> flows(Workspace workspace, AppKey app) {
    return forms.app(workspace, app).chain(compiled -> flows(workspace, compiled));
  }

  /** Kept with the app they were compiled for. */
  private Uni<AppFlows> flows(Workspace workspace, CompiledApp app) {
    var known = app.links().derived(AppFlows.class);
    return known.isPresent()
        ? Uni.createFrom().item(known.get())
        : paused(workspace, app.key())
            .chain(paused -> WorkerThreads.run(() -> compiled(app, paused)))
            .map(made -> app.links().derived(AppFlows.class, _ -> made));
  }

  @Override
  public Uni<Void> prepare(Workspace workspace, CompiledApp app) {
    return flows(workspace, app).replaceWithVoid();
  }

  /** Has this node go by what was paused and published before this call. */
  public Uni<Void> refreshed(Workspace workspace, AppKey app) {
    return forms.refreshed(workspace, app);
  }

  private static AppFlows compiled(CompiledApp app, Set<String> paused) {
    var current = new HashMap<String, CompiledFlow>();
    for (var one : app.others()) {
      if (one.kind() == DefinitionKind.FLOW) {
        try {
          current.put(
              one.key(),
              compile(
                  one.readPublished(FlowDefinition.class), one.publishedVersion(), app.forms()));
        } catch (Refusal refusal) {
          LOG.warnf("Flow %s of app %s cannot run: %s", one.key(), one.app(), refusal.problems());
        }
      }
    }
    return new AppFlows(
        app.forms(),
        Map.copyOf(current),
        Caffeine.newBuilder().maximumSize(MAX_OLD_VERSIONS).build(),
        paused);
  }

  private static FlowDefinition read(String json) {
    try {
      return DefinitionJson.mapper().readValue(json, FlowDefinition.class);
    } catch (IOException e) {
      throw new IllegalStateException("A published flow can be read", e);
    }
  }

  private static CompiledFlow compile(
      FlowDefinition flow, int version, Map<String, CompiledForm> forms) {
    return switch (FlowCompiler.compile(flow, version, forms)) {
      case FlowCompiler.Result.Compiled(var compiled) -> compiled;
      case FlowCompiler.Result.Failed(var problems) -> throw Refusal.invalid(problems);
    };
  }
}
