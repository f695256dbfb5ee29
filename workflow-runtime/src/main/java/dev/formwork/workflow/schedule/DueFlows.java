package dev.formwork.workflow.schedule;

import dev.formwork.core.naming.AppKey;
import dev.formwork.core.workspace.Workspace;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** When flows that start by the clock or by dates are to be looked after. */
public final class DueFlows {

  private DueFlows() {}

  /** A flow is published, in a transaction of definitions: it is looked after once that commits. */
  public static Uni<Void> published(
      Mutiny.Session session, Workspace workspace, AppKey app, String flow) {
    return session
        .createNativeQuery(
            """
            INSERT INTO "%s".flow_setting (app, flow, due_at) VALUES (?1, ?2, now())
            ON CONFLICT (app, flow) DO UPDATE SET due_at = now()"""
                .formatted(workspace.schema()))
        .setParameter(1, app.value())
        .setParameter(2, flow)
        .executeUpdate()
        .replaceWithVoid();
  }

  static Uni<Void> set(
      SqlClient sql, Workspace workspace, AppKey app, String flow, OffsetDateTime due) {
    return sql.preparedQuery(
            "UPDATE \"%s\".flow_setting SET due_at = $3 WHERE app = $1 AND flow = $2"
                .formatted(workspace.schema()))
        .execute(Tuple.tuple().addString(app.value()).addString(flow).addOffsetDateTime(due))
        .replaceWithVoid();
  }

  /** A flow that is due, as it was read. */
  record Due(AppKey app, String flow, OffsetDateTime at) {

    String path() {
      return app + "/" + flow;
    }
  }

  /**
   * Those that are due and were not looked after.
   *
   * @param handled {@code app/flow} of those that were
   */
  static Uni<List<Due>> others(
      SqlClient sql, Workspace workspace, OffsetDateTime before, List<String> handled) {
    return sql.preparedQuery(
            """
            SELECT app, flow, due_at FROM "%s".flow_setting
            WHERE due_at <= $1 AND app || '/' || flow <> ALL ($2)"""
                .formatted(workspace.schema()))
        .execute(
            Tuple.tuple()
                .addOffsetDateTime(before)
                .addArrayOfString(handled.toArray(String[]::new)))
        .map(
            rows -> {
              var found = new ArrayList<Due>();
              rows.forEach(
                  row ->
                      found.add(
                          new Due(
                              new AppKey(row.getString(0)),
                              row.getString(1),
                              row.getOffsetDateTime(2))));
              return List.copyOf(found);
            });
  }

  /** Flows that nothing starts any more, such as paused ones, are due no longer. */
  static Uni<Void> clear(SqlClient sql, Workspace workspace, List<Due> gone) {
    return gone.isEmpty()
        ? Uni.createFrom().voidItem()
        : sql.preparedQuery(
                """
                UPDATE "%s".flow_setting s SET due_at = NULL
                FROM unnest($1::text[], $2::text[], $3::timestamptz[]) AS gone (app, flow, due_at)
                WHERE s.app = gone.app AND s.flow = gone.flow AND s.due_at = gone.due_at"""
                    .formatted(workspace.schema()))
            .execute(
                Tuple.tuple()
                    .addArrayOfString(
                        gone.stream().map(one -> one.app.value()).toArray(String[]::new))
                    .addArrayOfString(gone.stream().map(Due::flow).toArray(String[]::new))
                    .addArrayOfOffsetDateTime(
                        gone.stream().map(Due::at).toArray(OffsetDateTime[]::new)))
            .replaceWithVoid();
  }
}
