package dev.formwork.workflow.published;

import dev.formwork.core.compile.AppGraph;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.core.workspace.definition.Definitions;
import dev.formwork.core.workspace.definition.StoredDefinition;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.compile.FlowCompiler;
import dev.formwork.workflow.definition.FlowDefinition;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Cache of the compiled flows in use on this node. Flows depend on the compiled forms of their app
 * and are compiled again whenever those change.
 */
@ApplicationScoped
public class CompiledFlows {

  private static final Logger LOG = Logger.getLogger(CompiledFlows.class);

  private record Address(String schema, String app) {}

  private record Key(String flow, int version) {}

  /** The flows of an app on one state of its forms. */
  private record AppFlows(
      AppGraph links,
      Map<String, CompiledFlow> current,
      Map<Key, CompiledFlow> versions,
      Set<String> paused) {}

  private final Definitions definitions;
  private final CompiledForms forms;
  private final Pool pool;
  private final Map<Address, AppFlows> apps = new ConcurrentHashMap<>();

  CompiledFlows(Definitions definitions, CompiledForms forms, Pool pool) {
    this.pool = pool;
    this.definitions = definitions;
    this.forms = forms;
  }

  /** The published flows of an app as they are now, by key; without those that broke. */
  public Uni<Map<String, CompiledFlow>> of(Workspace workspace, String app) {
    return flows(workspace, app).map(AppFlows::current);
  }

  private Uni<Set<String>> paused(Workspace workspace, String app) {
    return pool.preparedQuery(
            "SELECT flow FROM \"%s\".flow_setting WHERE app = $1 AND paused"
                .formatted(workspace.schema()))
        .execute(Tuple.of(app))
        .map(
            rows -> {
              Set<String> keys = new HashSet<>();
              rows.forEach(row -> keys.add(row.getString(0)));
              return keys;
            });
  }

  /** Keys of those that are paused: nothing starts them. */
  public Uni<Set<String>> pausedOf(Workspace workspace, String app) {
    return flows(workspace, app).map(AppFlows::paused);
  }

  /** One as it is now; fails as not found. */
  public Uni<CompiledFlow> flow(Workspace workspace, String app, String flow) {
    return of(workspace, app)
        .map(
            current -> {
              var found = current.get(flow);
              if (found == null) {
                throw Refusal.of(Refusal.Kind.NOT_FOUND, "flow-not-found", app, flow);
              }
              return found;
            });
  }

  /** A flow as it was when an instance began; fails as invalid when it cannot run any more. */
  public Uni<CompiledFlow> version(Workspace workspace, String app, String flow, int version) {
    return flows(workspace, app).chain(known -> version(workspace, app, known, flow, version));
  }

  private Uni<CompiledFlow> version(
      Workspace workspace, String app, AppFlows known, String flow, int version) {
    var current = known.current.get(flow);
    if (current != null && current.version() == version) {
      return Uni.createFrom().item(current);
    }
    var key = new Key(flow, version);
    var found = known.versions.get(key);
    if (found != null) {
      return Uni.createFrom().item(found);
    }
    return definitions
        .versions(workspace, app, DefinitionKind.FLOW, flow)
        .chain(
            all ->
                forms
                    .forms(workspace, app)
                    .map(
                        compiled ->
                            all.stream()
                                .filter(one -> one.version() == version)
                                .findFirst()
                                .map(one -> compile(read(one.json()), version, compiled))
                                .orElseThrow(
                                    () ->
                                        Refusal.of(
                                            Refusal.Kind.NOT_FOUND, "flow-not-found", app, flow))))
        .invoke(one -> known.versions.put(key, one));
  }

  private Uni<AppFlows> flows(Workspace workspace, String app) {
    var address = new Address(workspace.schema(), app);
    return forms
        .links(workspace, app)
        .chain(
            links -> {
              var known = apps.get(address);
              if (known != null && known.links == links) {
                return Uni.createFrom().item(known);
              }
              return forms
                  .forms(workspace, app)
                  .chain(
                      compiled ->
                          definitions
                              .ofApp(workspace, app)
                              .chain(
                                  found ->
                                      paused(workspace, app)
                                          .map(paused -> compiled(links, found, compiled, paused))))
                  .invoke(made -> apps.put(address, made));
            });
  }

  private static AppFlows compiled(
      AppGraph links,
      List<StoredDefinition> found,
      Map<String, CompiledForm> forms,
      Set<String> paused) {
    var current = new ConcurrentHashMap<String, CompiledFlow>();
    for (var one : found) {
      if (one.kind() == DefinitionKind.FLOW && one.publishedVersion() > 0) {
        try {
          current.put(
              one.key(),
              compile(one.readPublished(FlowDefinition.class), one.publishedVersion(), forms));
        } catch (Refusal refusal) {
          LOG.warnf("Flow %s of %s cannot run: %s", one.key(), one.app(), refusal.problems());
        }
      }
    }
    return new AppFlows(links, Map.copyOf(current), new ConcurrentHashMap<>(), paused);
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
