package dev.formwork.workflow.instance;

import dev.formwork.core.access.Caller;
import dev.formwork.core.attachment.Attachment;
import dev.formwork.core.attachment.Attachments;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.problem.Refusal;
import dev.formwork.workflow.live.LiveTasks;
import dev.formwork.workflow.store.FlowStore;
import dev.formwork.workflow.store.NoticeStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Stores comments with attachments and notifies the mentioned members; limits how often an
 * instance's people are reminded.
 */
@ApplicationScoped
public class Remarks {

  /** Minutes between two reminders of one instance. */
  private static final int COOL_DOWN = 10;

  private final Pool pool;
  private final LiveTasks live;
  private final Attachments attachments;

  Remarks(Pool pool, LiveTasks live, Attachments attachments) {
    this.attachments = attachments;
    this.pool = pool;
    this.live = live;
  }

  /**
   * @param step nullable
   */
  public Uni<Void> comment(Caller caller, FlowStore.Stored stored, String step, Remark given) {
    var remark = given.valid();
    var instance = stored.instance();
    return pool.withTransaction(
            sql ->
                attachments
                    .send(sql, caller, remark.files(), instance.id())
                    .chain(files -> write(sql, caller, stored, step, remark, files))
                    .chain(() -> tell(sql, caller, stored, step, remark)))
        .invoke(
            () -> {
              remark.mentioned().forEach(live::changed);
              if (instance.subject() != null) {
                live.changed(instance.subject().record());
              }
            });
  }

  private static Uni<Void> write(
      SqlClient sql,
      Caller caller,
      FlowStore.Stored stored,
      String step,
      Remark remark,
      List<Attachment> files) {
    return sql.preparedQuery(
            """
            INSERT INTO "%s".flow_event (instance_id, at, kind, step, member_id, comment, detail)
            VALUES ($1, now(), 'commented', $2, $3, $4, $5::text::jsonb)"""
                .formatted(caller.workspace().schema()))
        .execute(
            Tuple.of(
                stored.instance().id(),
                step,
                caller.memberId(),
                remark.words(),
                files.isEmpty() ? null : DefinitionJson.write(Map.of("files", files))))
        .replaceWithVoid();
  }

  private static Uni<Void> tell(
      SqlClient sql, Caller caller, FlowStore.Stored stored, String step, Remark remark) {
    return Multi.createFrom()
        .iterable(
            remark.mentioned().stream()
                .filter(one -> caller.people().standing(one).isPresent())
                .toList())
        .onItem()
        .transformToUniAndConcatenate(
            member ->
                NoticeStore.tell(
                    sql,
                    caller.workspace().schema(),
                    member,
                    "mentioned",
                    stored,
                    step,
                    remark.words(),
                    caller.memberId()))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  /** Nobody is urged all the time. */
  Uni<Void> requireCooled(Caller caller, UUID instance) {
    return pool.preparedQuery(
            """
            SELECT 1 FROM "%s".flow_event WHERE instance_id = $1 AND kind = 'urged'
            AND at > now() - $2::int * interval '1 minute' LIMIT 1"""
                .formatted(caller.workspace().schema()))
        .execute(Tuple.of(instance, COOL_DOWN))
        .invoke(
            rows -> {
              if (rows.iterator().hasNext()) {
                throw Refusal.of(Refusal.Kind.TOO_MANY, "flow-urged-lately", COOL_DOWN);
              }
            })
        .replaceWithVoid();
  }
}
