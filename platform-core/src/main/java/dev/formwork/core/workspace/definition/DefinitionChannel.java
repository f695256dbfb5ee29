package dev.formwork.core.workspace.definition;

import dev.formwork.core.naming.AppKey;
import dev.formwork.core.workspace.Workspace;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * How nodes hear that definitions, or what apps are compiled with, changed: once the transaction
 * that announces it commits.
 */
public final class DefinitionChannel {

  /** The payload is {@code schema app}. */
  public static final String NAME = "formwork_definitions";

  /** In place of an app: all of the workspace. No app can have this key. */
  public static final String ALL_APPS = "*";

  private DefinitionChannel() {}

  /** Something changed in one app. */
  public static Uni<Void> announce(Mutiny.Session session, Workspace workspace, AppKey app) {
    return session
        .createNativeQuery("SELECT 1 FROM (SELECT pg_notify(?1, ?2)) announced", Integer.class)
        .setParameter(1, NAME)
        .setParameter(2, workspace.schema() + " " + app)
        .getSingleResult()
        .replaceWithVoid();
  }

  /** The same in a transaction on the data plane. */
  public static Uni<Void> announce(SqlClient sql, Workspace workspace, AppKey app) {
    return notify(sql, workspace.schema() + " " + app);
  }

  /** Something changed that all apps of a workspace share. */
  public static Uni<Void> announceAll(SqlClient sql, Workspace workspace) {
    return notify(sql, workspace.schema() + " " + ALL_APPS);
  }

  private static Uni<Void> notify(SqlClient sql, String payload) {
    return sql.preparedQuery("SELECT pg_notify($1, $2)")
        .execute(Tuple.of(NAME, payload))
        .replaceWithVoid();
  }
}
