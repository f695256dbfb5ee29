package dev.formwork.core.workspace.definition;

import dev.formwork.core.definition.AppDefinition;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.thread.WorkerThreads;
import dev.formwork.core.workspace.Workspace;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;

/**
 * Reads definitions, drafts and published versions alike; {@link DefinitionWrites} changes them.
 * JSON comes as text, so that nothing is parsed on an event loop.
 */
@ApplicationScoped
public class Definitions {

  private static final String SELECT =
      """
      SELECT app, kind, key, draft::text, draft_revision, published_version, published::text, updated_at
      FROM formwork.definition WHERE workspace_id = $1""";

  private static final String VERSIONS =
      """
      SELECT v.version, v.json::text, v.published_at, v.published_by
      FROM formwork.definition_version v JOIN formwork.definition d ON v.definition_id = d.id
      WHERE d.workspace_id = $1 AND d.app = $2 AND d.kind = $3 AND d.key = $4""";

  private final Pool pool;

  Definitions(Pool pool) {
    this.pool = pool;
  }

  /** All of an app, also those never published. */
  public Uni<List<StoredDefinition>> ofApp(Workspace workspace, AppKey app) {
    return pool.preparedQuery(SELECT + " AND app = $2 ORDER BY kind, key")
        .execute(Tuple.of(workspace.id(), app.value()))
        .map(rows -> all(rows, Definitions::stored));
  }

  /** Those of one kind in an app, also those never published. */
  public Uni<List<StoredDefinition>> ofKind(Workspace workspace, AppKey app, DefinitionKind kind) {
    return pool.preparedQuery(SELECT + " AND app = $2 AND kind = $3 ORDER BY key")
        .execute(Tuple.of(workspace.id(), app.value(), kind.json()))
        .map(rows -> all(rows, Definitions::stored));
  }

  /** The published versions of an app's definitions, without the definitions. */
  public Uni<DefinitionVersions> versions(Workspace workspace, AppKey app) {
    return pool.preparedQuery(
            "SELECT kind, key, published_version FROM formwork.definition WHERE workspace_id = $1 AND app = $2 AND published_version > 0")
        .execute(Tuple.of(workspace.id(), app.value()))
        .map(
            rows -> {
              var versions = new HashMap<DefinitionVersions.Place, Integer>();
              rows.forEach(
                  row ->
                      versions.put(
                          new DefinitionVersions.Place(kind(row.getString(0)), row.getString(1)),
                          row.getInteger(2)));
              return new DefinitionVersions(versions);
            });
  }

  /** The published apps of a workspace. */
  public Uni<List<StoredDefinition>> apps(Workspace workspace) {
    return pool.preparedQuery(SELECT + " AND kind = 'app' AND published_version > 0 ORDER BY key")
        .execute(Tuple.of(workspace.id()))
        .map(rows -> all(rows, Definitions::stored));
  }

  /** A published app; fails as not found when there is none of this key. */
  public Uni<AppDefinition> app(Workspace workspace, AppKey app) {
    return find(workspace, DefinitionId.ofApp(app, DefinitionKind.APP))
        .map(found -> found == null || found.publishedVersion() == 0 ? null : found)
        .onItem()
        .ifNull()
        .failWith(() -> Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.APP_NOT_FOUND, app))
        .chain(found -> WorkerThreads.run(() -> found.readPublished(AppDefinition.class)));
  }

  /** The row a definition is kept in; null when there is none. */
  public Uni<StoredDefinition> find(Workspace workspace, DefinitionId id) {
    var row = id.row();
    return pool.preparedQuery(SELECT + " AND app = $2 AND kind = $3 AND key = $4")
        .execute(Tuple.of(workspace.id(), row.app().value(), row.kind().json(), row.key()))
        .map(rows -> rows.iterator().hasNext() ? stored(rows.iterator().next()) : null);
  }

  /** All versions of the row a definition is kept in, the newest first. */
  public Uni<List<PublishedVersion>> versions(Workspace workspace, DefinitionId id) {
    var row = id.row();
    return pool.preparedQuery(VERSIONS + " ORDER BY v.version DESC")
        .execute(Tuple.of(workspace.id(), row.app().value(), row.kind().json(), row.key()))
        .map(rows -> all(rows, Definitions::version));
  }

  /** One version of the row a definition is kept in; null when there is none. */
  public Uni<PublishedVersion> version(Workspace workspace, DefinitionId id, int version) {
    return version(pool, workspace, id, version);
  }

  /** The same on the connection of a transaction, which must not wait for another one. */
  public Uni<PublishedVersion> version(
      SqlClient sql, Workspace workspace, DefinitionId id, int version) {
    var row = id.row();
    return sql.preparedQuery(VERSIONS + " AND v.version = $5")
        .execute(Tuple.of(workspace.id(), row.app().value(), row.kind().json(), row.key(), version))
        .map(rows -> rows.iterator().hasNext() ? version(rows.iterator().next()) : null);
  }

  private static <T> List<T> all(RowSet<Row> rows, Function<Row, T> reader) {
    var found = new ArrayList<T>();
    rows.forEach(row -> found.add(reader.apply(row)));
    return List.copyOf(found);
  }

  private static StoredDefinition stored(Row row) {
    return new StoredDefinition(
        new DefinitionId(new AppKey(row.getString(0)), kind(row.getString(1)), row.getString(2)),
        row.getString(3),
        row.getInteger(4),
        row.getInteger(5),
        row.getString(6),
        row.getOffsetDateTime(7));
  }

  private static PublishedVersion version(Row row) {
    return new PublishedVersion(
        row.getInteger(0), row.getString(1), row.getOffsetDateTime(2), MemberId.of(row.getUUID(3)));
  }

  private static DefinitionKind kind(String json) {
    return DefinitionKind.named(json).orElseThrow();
  }
}
