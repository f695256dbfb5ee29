package dev.formwork.core.attachment;

import dev.formwork.core.naming.MemberId;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.workspace.Workspace;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.UUID;

/**
 * Where the files go that one person adds to a workspace. Between two parts no connection is held,
 * however slowly a file comes. What is about to come counts as there, so that those who send at
 * once do not pass the limits together.
 */
final class AttachmentParts {

  /** Files taken in and not sent yet, of one person. */
  private static final int MOST_UNSENT = 50;

  private final Pool pool;
  private final Workspace workspace;
  private final UUID member;
  private final AttachmentLimits limits;

  AttachmentParts(Pool pool, Workspace workspace, MemberId member, AttachmentLimits limits) {
    this.pool = pool;
    this.workspace = workspace;
    this.member = member.value();
    this.limits = limits;
  }

  private String sql(String statement) {
    return statement.formatted(workspace.schema());
  }

  /** Keeps room for a file; refused when there is none. */
  Uni<Void> begin(UUID id, String name, long size) {
    return pool.withTransaction(
        sql ->
            requireRoom(sql, 1, size)
                .chain(
                    () ->
                        sql.preparedQuery(
                                sql(
                                    """
                                    INSERT INTO "%s".attachment (id, name, type, size, made_by, complete)
                                    VALUES ($1, $2, '', $3, $4, false)\
                                    """))
                            .execute(Tuple.of(id, name, Math.toIntExact(size), member)))
                .replaceWithVoid());
  }

  /**
   * @param size of the file from now on
   * @param more than it had
   */
  Uni<Void> enlarge(UUID id, long size, long more) {
    return pool.withTransaction(
        sql ->
            requireRoom(sql, 0, more)
                .chain(
                    () ->
                        sql.preparedQuery(
                                sql("UPDATE \"%s\".attachment SET size = $2 WHERE id = $1"))
                            .execute(Tuple.of(id, Math.toIntExact(size))))
                .replaceWithVoid());
  }

  /** One after the other in a workspace, for a moment each. */
  private Uni<Void> requireRoom(SqlClient sql, int files, long bytes) {
    return sql.preparedQuery("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))")
        .execute(Tuple.of(workspace.schema() + ".attachment"))
        .chain(
            () ->
                sql.preparedQuery(
                        sql(
                            """
                            SELECT count(*) FILTER (WHERE unsent), coalesce(sum(size) FILTER (WHERE unsent), 0), coalesce(sum(size), 0)
                            FROM (SELECT size::bigint, owner_id IS NULL AND made_by = $1 AS unsent FROM "%s".attachment) all_of_them\
                            """))
                    .execute(Tuple.of(member)))
        .invoke(
            rows -> {
              var row = rows.iterator().next();
              if (row.getLong(0) + files > MOST_UNSENT) {
                throw Refusal.of(
                    Refusal.Kind.TOO_MANY, CoreProblem.ATTACHMENT_TOO_MANY_LOOSE, MOST_UNSENT);
              }
              if (row.getLong(1) + bytes > limits.unsent()) {
                throw Refusal.of(
                    Refusal.Kind.TOO_MANY,
                    CoreProblem.ATTACHMENT_LOOSE_FULL,
                    limits.unsent() >> 20);
              }
              if (limits.ofWorkspace() > 0 && row.getLong(2) + bytes > limits.ofWorkspace()) {
                throw Refusal.of(
                    Refusal.Kind.FULL, CoreProblem.ATTACHMENT_FULL, limits.ofWorkspace() >> 20);
              }
            })
        .replaceWithVoid();
  }

  Uni<Void> insert(UUID id, int number, Buffer content) {
    return pool.preparedQuery(
            sql(
                "INSERT INTO \"%s\".attachment_part (attachment_id, number, content) VALUES ($1, $2, $3)"))
        .execute(Tuple.of(id, number, content))
        .replaceWithVoid();
  }

  Uni<Void> complete(Attachment made) {
    return pool.preparedQuery(
            sql("UPDATE \"%s\".attachment SET type = $2, size = $3, complete = true WHERE id = $1"))
        .execute(Tuple.of(made.id(), made.type(), made.size()))
        .replaceWithVoid();
  }

  Uni<Void> remove(UUID id) {
    return pool.preparedQuery(sql("DELETE FROM \"%s\".attachment WHERE id = $1 AND NOT complete"))
        .execute(Tuple.of(id))
        .replaceWithVoid();
  }
}
