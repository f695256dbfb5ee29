package dev.formwork.workflow.schedule;

import dev.formwork.core.workspace.Workspace;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** When flows that start by the clock or by dates are to be looked after. */
public final class DueFlows {

  private DueFlows() {}

  /** A flow is published, in a transaction of definitions: it is looked after once that commits. */
  public static Uni<Void> published(
      Mutiny.Session session, Workspace workspace, String app, String flow) {
    return session
        .createNativeQuery(
            """
            INSERT INTO "%s".flow_setting (app, flow, due_at) VALUES (?1, ?2, now())
            ON CONFLICT (app, flow) DO UPDATE SET due_at = now()"""
                .formatted(workspace.schema()))
        .setParameter(1, app)
        .setParameter(2, flow)
        .executeUpdate()
        .replaceWithVoid();
  }

  static Uni<Void> set(
      SqlClient sql, Workspace workspace, String app, String flow, OffsetDateTime due) {
    return sql.preparedQuery(
            "UPDATE \"%s\".flow_setting SET due_at = $3 WHERE app = $1 AND flow = $2"
                .formatted(workspace.schema()))
        .execute(Tuple.tuple().addString(app).addString(flow).addOffsetDateTime(due))
        .replaceWithVoid();
  }

  /**
   * Flows that are due and that nothing starts any more, such as paused ones, are due no longer.
   *
   * @param handled {@code app/flow} of those that something starts
   */
  static Uni<Void> clearOthers(
      SqlClient sql, Workspace workspace, OffsetDateTime before, List<String> handled) {
    return sql.preparedQuery(
            """
            UPDATE "%s".flow_setting SET due_at = NULL
            WHERE due_at <= $1 AND app || '/' || flow <> ALL ($2)"""
                .formatted(workspace.schema()))
        .execute(
            Tuple.tuple()
                .addOffsetDateTime(before)
                .addArrayOfString(handled.toArray(String[]::new)))
        .replaceWithVoid();
  }
}
