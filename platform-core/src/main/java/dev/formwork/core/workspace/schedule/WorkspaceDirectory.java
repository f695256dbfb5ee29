package dev.formwork.core.workspace.schedule;

import dev.formwork.core.workspace.Workspace;
import dev.formwork.core.workspace.Workspaces;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The workspaces as this node knows them, and a walk through all of them that never ends. */
@ApplicationScoped
class WorkspaceDirectory {

  private final Workspaces workspaces;
  private final Map<String, Workspace> known = new ConcurrentHashMap<>();
  private Iterator<Workspace> walk = List.<Workspace>of().iterator();

  WorkspaceDirectory(Workspaces workspaces) {
    this.workspaces = workspaces;
  }

  void add(Workspace workspace) {
    known.putIfAbsent(workspace.schema(), workspace);
  }

  /** Reads all of them. */
  Uni<List<Workspace>> all() {
    return workspaces.all().invoke(found -> found.forEach(one -> known.put(one.schema(), one)));
  }

  /** Null when there is none with this schema. */
  Uni<Workspace> bySchema(String schema) {
    var workspace = known.get(schema);
    return workspace != null ? Uni.createFrom().item(workspace) : all().map(_ -> known.get(schema));
  }

  /** Of those that are known already. */
  Optional<Workspace> byId(UUID id) {
    return known.values().stream().filter(one -> one.id().equals(id)).findFirst();
  }

  /** The next of the walk; null at the end of a round, when all are read again. */
  Uni<Workspace> next() {
    return walk.hasNext()
        ? Uni.createFrom().item(walk.next())
        : all().invoke(found -> walk = found.iterator()).replaceWith((Workspace) null);
  }
}
