package dev.formwork.workflow.instance;

import dev.formwork.core.access.AppAuthorization;
import dev.formwork.core.access.Caller;
import dev.formwork.core.attachment.AttachmentContent;
import dev.formwork.core.attachment.Attachments;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.RecordService;
import dev.formwork.workflow.comment.Comment;
import dev.formwork.workflow.comment.Comments;
import dev.formwork.workflow.definition.ActionKind;
import dev.formwork.workflow.engine.Event;
import dev.formwork.workflow.live.LiveTasks;
import dev.formwork.workflow.problem.FlowProblem;
import dev.formwork.workflow.published.CompiledFlows;
import dev.formwork.workflow.runtime.InstanceExecutor;
import dev.formwork.workflow.store.InstanceStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Instances for the people who take part in them or may read their record. */
@ApplicationScoped
public class Instances {

  private final Pool pool;
  private final CompiledFlows flows;
  private final InstanceExecutor instanceExecutor;
  private final RecordService records;
  private final InstanceReader reader;
  private final AppAuthorization authority;
  private final Comments comments;
  private final Attachments attachments;
  private final LiveTasks live;

  Instances(
      Pool pool,
      CompiledFlows flows,
      InstanceExecutor instanceExecutor,
      RecordService records,
      InstanceReader reader,
      AppAuthorization authority,
      Comments comments,
      Attachments attachments,
      LiveTasks live) {
    this.live = live;
    this.pool = pool;
    this.flows = flows;
    this.instanceExecutor = instanceExecutor;
    this.records = records;
    this.reader = reader;
    this.authority = authority;
    this.comments = comments;
    this.attachments = attachments;
  }

  /** The flows of a record that the caller may read, newest first. */
  public Uni<List<InstanceView>> ofRecord(Caller caller, CompiledForm form, RecordId record) {
    return records
        .get(caller, form, record)
        .chain(() -> InstanceStore.ofRecord(pool, caller.workspace().schema(), record))
        .onItem()
        .transformToMulti(found -> Multi.createFrom().iterable(found))
        .onItem()
        .transformToUniAndConcatenate(storedInstance -> reader.view(caller, storedInstance))
        .collect()
        .asList();
  }

  /** Fails as not found for whoever has no part in it, and may not read its record. */
  public Uni<InstanceView> instance(Caller caller, UUID id) {
    return visible(caller, id)
        .call(() -> caller.readOnly() ? Uni.createFrom().voidItem() : copySeen(caller, id))
        .chain(storedInstance -> reader.view(caller, storedInstance));
  }

  /**
   * A part of the history of one, for the same readers.
   *
   * @param cursor where the page before ended; null: from the first
   */
  public Uni<InstanceReader.HistoryPage> history(Caller caller, UUID id, String cursor) {
    long after = after(cursor);
    return visible(caller, id)
        .chain(storedInstance -> reader.history(caller, storedInstance, after));
  }

  private static long after(String cursor) {
    try {
      return cursor == null ? 0 : Long.parseLong(cursor);
    } catch (NumberFormatException _) {
      throw Refusal.of(Refusal.Kind.MALFORMED, CoreProblem.BAD_CURSOR);
    }
  }

  /** Whoever got a copy looked at it. */
  private Uni<Void> copySeen(Caller caller, UUID id) {
    return pool.preparedQuery(
            "UPDATE \"%s\".flow_copy SET seen_at = now() WHERE instance_id = $1 AND member_id = $2 AND seen_at IS NULL"
                .formatted(caller.workspace().schema()))
        .execute(Tuple.of(id, MemberId.valueOrNull(caller.memberId())))
        .invoke(
            rows -> {
              if (rows.rowCount() > 0) {
                live.changed(caller.memberId());
              }
            })
        .replaceWithVoid();
  }

  Uni<InstanceStore.StoredInstance> visible(Caller caller, UUID id) {
    return InstanceStore.find(pool, caller.workspace().schema(), id)
        .onItem()
        .ifNull()
        .failWith(Instances::missing)
        .call(storedInstance -> requireVisible(caller, storedInstance));
  }

  private static Refusal missing() {
    return Refusal.of(Refusal.Kind.NOT_FOUND, FlowProblem.FLOW_INSTANCE_NOT_FOUND);
  }

  private Uni<Void> requireVisible(Caller caller, InstanceStore.StoredInstance storedInstance) {
    return InstanceStore.takesPart(
            pool, caller.workspace().schema(), storedInstance.instance().id(), caller.memberId())
        .chain(
            takesPart ->
                takesPart
                    ? Uni.createFrom().voidItem()
                    : mayDesign(caller, storedInstance.instance().app())
                        .chain(
                            designs ->
                                designs
                                    ? Uni.createFrom().voidItem()
                                    : requireReadable(caller, storedInstance)));
  }

  private Uni<Boolean> mayDesign(Caller caller, AppKey app) {
    return authority
        .requireDesigner(caller, app)
        .replaceWith(true)
        .onFailure(Refusal.class)
        .recoverWithItem(false);
  }

  private Uni<Void> requireReadable(Caller caller, InstanceStore.StoredInstance storedInstance) {
    var subjectRecord = storedInstance.instance().subject();
    if (subjectRecord == null) {
      throw missing();
    }
    return flows
        .version(
            caller.workspace(),
            storedInstance.instance().app(),
            storedInstance.instance().flow(),
            storedInstance.instance().version())
        .chain(
            flow ->
                records.get(caller, flow.forms().get(subjectRecord.form()), subjectRecord.record()))
        .onFailure(Refusal.class)
        .transform(_ -> missing())
        .replaceWithVoid();
  }

  /**
   * What somebody does with an instance as a whole.
   *
   * @param kind withdraw, urge, comment, take back
   * @param comment nullable but for a comment
   */
  public Uni<InstanceView> act(Caller caller, UUID id, ActionKind kind, String comment) {
    caller.requireWriting();
    return visible(caller, id)
        .chain(
            storedInstance ->
                switch (kind) {
                  case WITHDRAW ->
                      moved(caller, id, new Event.Withdrawn(caller.memberId(), comment));
                  case URGE -> urge(caller, storedInstance);
                  case TAKE_BACK -> takeBack(caller, storedInstance);
                  case COMMENT ->
                      comments.comment(
                          caller, storedInstance, null, new Comment(comment, null, null));
                  default -> throw Refusal.of(Refusal.Kind.MALFORMED, FlowProblem.TASK_OTHER_KIND);
                })
        .chain(() -> instance(caller, id));
  }

  /** Says something beside the flow. */
  public Uni<InstanceView> comment(Caller caller, UUID id, Comment remark) {
    caller.requireWriting();
    return visible(caller, id)
        .chain(storedInstance -> comments.comment(caller, storedInstance, null, remark))
        .chain(() -> instance(caller, id));
  }

  /** A file that was sent with a comment; fails as not found for who may not see the instance. */
  public Uni<AttachmentContent> attachment(Caller caller, UUID id, UUID attachment) {
    return visible(caller, id).chain(() -> attachments.read(caller.workspace(), id, attachment));
  }

  private Uni<Void> moved(Caller caller, UUID id, Event event) {
    return instanceExecutor.apply(caller.workspace(), id, event).replaceWithVoid();
  }

  private Uni<Void> urge(Caller caller, InstanceStore.StoredInstance storedInstance) {
    if (!caller.memberId().equals(storedInstance.instance().submitter())) {
      throw Refusal.of(Refusal.Kind.FORBIDDEN, FlowProblem.FLOW_NOT_YOURS);
    }
    return comments
        .requireReminderAllowed(caller, storedInstance.instance().id())
        .chain(
            () ->
                moved(caller, storedInstance.instance().id(), new Event.Urged(caller.memberId())));
  }

  private Uni<Void> takeBack(Caller caller, InstanceStore.StoredInstance storedInstance) {
    var undo = storedInstance.instance().state().undo();
    if (undo == null) {
      throw Refusal.of(Refusal.Kind.CONFLICT, FlowProblem.FLOW_WENT_ON);
    }
    return moved(
        caller,
        storedInstance.instance().id(),
        new Event.DecisionTakenBack(undo.task(), caller.memberId()));
  }
}
