package dev.formwork.workflow.comment;

import dev.formwork.core.access.Caller;
import dev.formwork.core.attachment.Attachment;
import dev.formwork.core.attachment.Attachments;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.problem.Refusal;
import dev.formwork.workflow.live.LiveTasks;
import dev.formwork.workflow.problem.FlowProblem;
import dev.formwork.workflow.store.InstanceStore;
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
public class Comments {

  /** Minutes between two reminders of one instance. */
  private static final int COOL_DOWN = 10;

  private final Pool pool;
  private final LiveTasks live;
  private final Attachments attachments;

  Comments(Pool pool, LiveTasks live, Attachments attachments) {
    this.attachments = attachments;
    this.pool = pool;
    this.live = live;
  }

  /**
   * @param step nullable
   */
  public Uni<Void> comment(
      Caller caller, InstanceStore.StoredInstance storedInstance, String step, Comment given) {
    var remark = given.valid();
    var instance = storedInstance.instance();
    return pool.withTransaction(
            sql ->
                attachments
                    .send(sql, caller, remark.files(), instance.id())
                    .chain(files -> write(sql, caller, storedInstance, step, remark, files))
                    .chain(() -> tell(sql, caller, storedInstance, step, remark)))
        .invoke(
            () -> {
              remark.mentioned().forEach(live::changed);
              live.noticed(caller.workspace());
              if (instance.subject() != null) {
                live.changed(instance.subject().record());
              }
            });
  }

  private static Uni<Void> write(
      SqlClient sql,
      Caller caller,
      InstanceStore.StoredInstance storedInstance,
      String step,
      Comment remark,
      List<Attachment> files) {
    return sql.preparedQuery(
            """
            INSERT INTO "%s".flow_event (instance_id, at, kind, step, member_id, comment, detail)
            VALUES ($1, now(), 'commented', $2, $3, $4, $5::text::jsonb)"""
                .formatted(caller.workspace().schema()))
        .execute(
            Tuple.of(
                storedInstance.instance().id(),
                step,
                MemberId.valueOrNull(caller.memberId()),
                remark.words(),
                files.isEmpty() ? null : DefinitionJson.write(Map.of("files", files))))
        .replaceWithVoid();
  }

  private static Uni<Void> tell(
      SqlClient sql,
      Caller caller,
      InstanceStore.StoredInstance storedInstance,
      String step,
      Comment remark) {
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
                    storedInstance,
                    step,
                    remark.words(),
                    caller.memberId()))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  /** Nobody is urged all the time. */
  public Uni<Void> requireReminderAllowed(Caller caller, UUID instance) {
    return pool.preparedQuery(
            """
            SELECT 1 FROM "%s".flow_event WHERE instance_id = $1 AND kind = 'urged'
            AND at > now() - $2::int * interval '1 minute' LIMIT 1"""
                .formatted(caller.workspace().schema()))
        .execute(Tuple.of(instance, COOL_DOWN))
        .invoke(
            rows -> {
              if (rows.iterator().hasNext()) {
                throw Refusal.of(Refusal.Kind.TOO_MANY, FlowProblem.FLOW_URGED_LATELY, COOL_DOWN);
              }
            })
        .replaceWithVoid();
  }
}
