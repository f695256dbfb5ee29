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

/**
 * Uploaded files. A file is stored before it belongs to anything; the command that refers to it
 * takes ownership in its own transaction. Access is decided by the owner. Files come and go by
 * parts, and are never held whole.
 */
@ApplicationScoped
public class Attachments {

  /** Bytes that are stored, sent and held at once. */
  public static final int PART = 512 * 1024;

  /** Sent at once. */
  public static final int MOST = 10;

  private final Pool pool;
  private final AttachmentLimits limits;
  private final FileTypeDetector kinds = new FileTypeDetector();

  Attachments(Pool pool, AttachmentLimits limits) {
    this.pool = pool;
    this.limits = limits;
  }

  public AttachmentLimits limits() {
    return limits;
  }

  /**
   * Begins to take a file in; nothing of it needs to have come for what is refused.
   *
   * @param announced bytes that it will have; negative: nobody said
   */
  public Uni<IncomingFile> receive(Caller caller, String name, long announced) {
    caller.requireWriting();
    if (caller.memberId() == null) {
      throw Refusal.of(Refusal.Kind.FORBIDDEN, CoreProblem.ADMINISTRATORS_ONLY);
    }
    if (announced == 0) {
      throw Refusal.of(Refusal.Kind.MALFORMED, CoreProblem.ATTACHMENT_EMPTY);
    }
    if (announced > limits.ofFile()) {
      throw tooLarge(limits.ofFile());
    }
    var id = UuidCreator.getTimeOrderedEpoch();
    var clean = FileTypeDetector.cleaned(name);
    long reserved = Math.max(0, announced);
    var parts = new AttachmentParts(pool, caller.workspace(), caller.memberId(), limits);
    return parts
        .begin(id, clean, reserved)
        .replaceWith(() -> new IncomingFile(id, clean, parts, kinds, reserved, limits.ofFile()));
  }

  static Refusal tooLarge(long largest) {
    return Refusal.of(Refusal.Kind.TOO_LARGE, CoreProblem.ATTACHMENT_TOO_LARGE, largest >> 20);
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
            UPDATE "%s".attachment SET owner_id = $1 WHERE id = ANY ($2) AND made_by = $3 AND owner_id IS NULL AND complete
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
  public Uni<AttachmentContent> read(Workspace workspace, UUID owner, UUID id) {
    return pool.preparedQuery(
            "SELECT id, name, type, size FROM \"%s\".attachment WHERE id = $1 AND owner_id = $2"
                .formatted(workspace.schema()))
        .execute(Tuple.of(id, owner))
        .map(
            rows -> {
              if (!rows.iterator().hasNext()) {
                throw notFound();
              }
              return new AttachmentContent(
                  read(rows.iterator().next()), number -> part(workspace, id, number));
            });
  }

  /** Of a file that is stored in one piece, only what is asked for leaves the database. */
  private Uni<Buffer> part(Workspace workspace, UUID id, int number) {
    return pool.preparedQuery(
            """
            SELECT coalesce(part.content, substring(whole.content FROM $3 FOR $4))
            FROM "%1$s".attachment whole
            LEFT JOIN "%1$s".attachment_part part ON part.attachment_id = whole.id AND part.number = $2
            WHERE whole.id = $1\
            """
                .formatted(workspace.schema()))
        .execute(Tuple.of(id, number, number * PART + 1, PART))
        .map(
            rows -> {
              var content = rows.iterator().hasNext() ? rows.iterator().next().getBuffer(0) : null;
              if (content == null) {
                throw notFound();
              }
              return content.getDelegate();
            });
  }

  private static Refusal notFound() {
    return Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.ATTACHMENT_NOT_FOUND);
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
