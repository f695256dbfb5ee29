package dev.formwork.core.workspace;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.formwork.core.naming.Key;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.thread.WorkerThreads;
import io.agroal.api.AgroalDataSource;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * The workspaces of this installation. Each has its own PostgreSQL schema, made and kept current
 * here.
 */
@ApplicationScoped
public class Workspaces {

  private static final Logger LOG = Logger.getLogger(Workspaces.class);

  private final Mutiny.SessionFactory sessions;
  private final AgroalDataSource migrations;

  Workspaces(Mutiny.SessionFactory sessions, AgroalDataSource migrations) {
    this.sessions = sessions;
    this.migrations = migrations;
  }

  public Uni<List<Workspace>> all() {
    return sessions
        .withSession(
            session ->
                session
                    .createSelectionQuery(
                        "from WorkspaceEntity order by key", WorkspaceEntity.class)
                    .getResultList())
        .map(found -> found.stream().map(WorkspaceEntity::toWorkspace).toList());
  }

  public Uni<Workspace> byId(UUID id) {
    return sessions
        .withSession(session -> session.find(WorkspaceEntity.class, id))
        .onItem()
        .ifNull()
        .failWith(() -> Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.NOT_FOUND))
        .map(WorkspaceEntity::toWorkspace);
  }

  public Uni<Workspace> create(String key, String title) {
    if (!Key.isValid(key)) {
      return Uni.createFrom().failure(Refusal.of(Refusal.Kind.INVALID, CoreProblem.BAD_KEY, key));
    }
    var entity = new WorkspaceEntity();
    entity.id = UuidCreator.getTimeOrderedEpoch();
    entity.key = key;
    entity.title = title;
    entity.schema = "ws_" + key;
    var workspace = entity.toWorkspace();
    return WorkerThreads.run(
            () -> {
              migrate(workspace);
              return workspace;
            })
        .chain(() -> sessions.withTransaction(session -> session.persist(entity)))
        .replaceWith(workspace);
  }

  /**
   * Creates or updates the tables every workspace has. Blocks; called at start and when a workspace
   * is made.
   */
  public void migrate(Workspace workspace) {
    var result =
        Flyway.configure()
            .dataSource(migrations)
            .schemas(workspace.schema())
            .locations("db/workspace")
            .load()
            .migrate();
    if (result.migrationsExecuted > 0) {
      LOG.infof(
          "Tables of workspace %s migrated from version %s to %s in %d steps",
          workspace.schema(),
          Objects.toString(result.initialSchemaVersion, "none"),
          result.targetSchemaVersion,
          result.migrationsExecuted);
    }
  }
}
