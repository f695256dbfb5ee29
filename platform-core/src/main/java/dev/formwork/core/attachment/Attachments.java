package dev.formwork.core.attachment;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.formwork.core.access.Caller;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.workspace.Workspace;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Uploaded files. A file is stored before it belongs to anything; the command that refers to it
 * takes ownership in its own transaction. Access is decided by the owner.
 */
@ApplicationScoped
public class Attachments {

  /** Bytes. */
  public static final int LARGEST = 20 * 1024 * 1024;

  /** Sent at once. */
  public static final int MOST = 10;

  /** Taken in and not sent yet, of one person. */
  private static final int MOST_LOOSE = 50;

  /** Bytes of them. */
  private static final long LARGEST_LOOSE = 200L << 20;

  private final Pool pool;
  private final FileTypeDetector kinds = new FileTypeDetector();

  /** Bytes of a workspace; 0: no limit. */
  private final long quota;

  Attachments(
      Pool pool,
      @ConfigProperty(name = "formwork.limit.attachment-megabytes", defaultValue = "20000")
          long megabytes) {
    this.pool = pool;
    this.quota = megabytes << 20;
  }

  /** Takes a file in. */
  public Uni<Attachment> add(Caller caller, String name, byte[] content) {
    caller.requireWriting();
    if (caller.memberId() == null) {
      throw Refusal.of(Refusal.Kind.FORBIDDEN, CoreProblem.ADMINISTRATORS_ONLY);
    }
    if (content.length == 0) {
      throw Refusal.of(Refusal.Kind.MALFORMED, CoreProblem.ATTACHMENT_EMPTY);
    }
    if (content.length > LARGEST) {
      throw Refusal.of(Refusal.Kind.TOO_LARGE, CoreProblem.ATTACHMENT_TOO_LARGE, LARGEST >> 20);
    }
    var clean = FileTypeDetector.cleaned(name);
    var made =
        new Attachment(
            UuidCreator.getTimeOrderedEpoch(), clean, kinds.of(content, clean), content.length);
    return requireRoom(caller, made.size())
        .chain(() -> store(caller, made, content))
        .replaceWith(made);
  }

  /** Those who send at once may pass together; each of them is one file. */
  private Uni<Void> requireRoom(Caller caller, int size) {
    return pool.preparedQuery(
            """
            SELECT count(*) FILTER (WHERE loose), coalesce(sum(size) FILTER (WHERE loose), 0), coalesce(sum(size), 0)
            FROM (SELECT size::bigint, owner_id IS NULL AND made_by = $1 AS loose FROM "%s".attachment) all_of_them\
            """
                .formatted(caller.workspace().schema()))
        .execute(Tuple.of(MemberId.valueOrNull(caller.memberId())))
        .invoke(
            rows -> {
              var row = rows.iterator().next();
              if (row.getLong(0) >= MOST_LOOSE) {
                throw Refusal.of(
                    Refusal.Kind.TOO_MANY, CoreProblem.ATTACHMENT_TOO_MANY_LOOSE, MOST_LOOSE);
              }
              if (row.getLong(1) + size > LARGEST_LOOSE) {
                throw Refusal.of(
                    Refusal.Kind.TOO_MANY, CoreProblem.ATTACHMENT_LOOSE_FULL, LARGEST_LOOSE >> 20);
              }
              if (quota > 0 && row.getLong(2) + size > quota) {
                throw Refusal.of(Refusal.Kind.FULL, CoreProblem.ATTACHMENT_FULL, quota >> 20);
              }
            })
        .replaceWithVoid();
  }

  private Uni<Void> store(Caller caller, Attachment made, byte[] content) {
    return pool.preparedQuery(
            """
            INSERT INTO "%s".attachment (id, name, type, size, content, made_by) VALUES ($1, $2, $3, $4, $5, $6)\
            """
                .formatted(caller.workspace().schema()))
        .execute(
            Tuple.tuple()
                .addUUID(made.id())
                .addString(made.name())
                .addString(made.type())
                .addInteger(made.size())
                .addValue(Buffer.buffer(content))
                .addUUID(MemberId.valueOrNull(caller.memberId())))
        .replaceWithVoid();
  }

  /**
   * Gives files that the caller took in to what they are sent with.
   *
   * @param ids at most {@link #MOST}
   * @param owner what they belong to from now on
   * @return them, in this order; a problem for each that is not there or belongs to something else
   */
  public Uni<List<Attachment>> send(SqlClient sql, Caller caller, List<UUID> ids, UUID owner) {
    if (ids.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    if (ids.size() > MOST) {
      throw Refusal.invalid(List.of(Problem.at("/files", CoreProblem.ATTACHMENT_TOO_MANY, MOST)));
    }
    return sql.preparedQuery(
            """
            UPDATE "%s".attachment SET owner_id = $1 WHERE id = ANY ($2) AND made_by = $3 AND owner_id IS NULL
            RETURNING id, name, type, size\
            """
                .formatted(caller.workspace().schema()))
        .execute(Tuple.of(owner, ids.toArray(UUID[]::new), MemberId.valueOrNull(caller.memberId())))
        .map(
            rows -> {
              var found = new HashMap<UUID, Attachment>();
              rows.forEach(row -> found.put(row.getUUID(0), read(row)));
              return inOrder(ids, found);
            });
  }

  private static List<Attachment> inOrder(List<UUID> ids, Map<UUID, Attachment> found) {
    var problems = new ArrayList<Problem>();
    for (int i = 0; i < ids.size(); i++) {
      if (!found.containsKey(ids.get(i))) {
        problems.add(Problem.at("/files/" + i, CoreProblem.ATTACHMENT_NOT_FOUND));
      }
    }
    if (!problems.isEmpty()) {
      throw Refusal.invalid(problems);
    }
    return ids.stream().distinct().map(found::get).toList();
  }

  private static Attachment read(Row row) {
    return new Attachment(row.getUUID(0), row.getString(1), row.getString(2), row.getInteger(3));
  }

  /**
   * A file of something that the caller may see; that was asked before.
   *
   * @param owner what it must belong to; fails as not found otherwise
   */
  public Uni<Attachment.Content> read(Workspace workspace, UUID owner, UUID id) {
    return pool.preparedQuery(
            "SELECT id, name, type, size, content FROM \"%s\".attachment WHERE id = $1 AND owner_id = $2"
                .formatted(workspace.schema()))
        .execute(Tuple.of(id, owner))
        .map(
            rows -> {
              if (!rows.iterator().hasNext()) {
                throw Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.ATTACHMENT_NOT_FOUND);
              }
              var row = rows.iterator().next();
              return new Attachment.Content(read(row), row.getBuffer(4).getBytes());
            });
  }

  /** Takes back what was not sent yet. */
  public Uni<Void> remove(Caller caller, UUID id) {
    caller.requireWriting();
    return pool.preparedQuery(
            "DELETE FROM \"%s\".attachment WHERE id = $1 AND made_by = $2 AND owner_id IS NULL"
                .formatted(caller.workspace().schema()))
        .execute(Tuple.of(id, MemberId.valueOrNull(caller.memberId())))
        .replaceWithVoid();
  }
}
