package dev.formwork.workflow.instance;

import dev.formwork.core.access.AppAuthorization;
import dev.formwork.core.access.Caller;
import dev.formwork.core.attachment.Attachment;
import dev.formwork.core.attachment.Attachments;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.RecordService;
import dev.formwork.workflow.definition.ActionKind;
import dev.formwork.workflow.engine.Event;
import dev.formwork.workflow.live.LiveTasks;
import dev.formwork.workflow.motion.CompiledFlows;
import dev.formwork.workflow.motion.Mover;
import dev.formwork.workflow.store.FlowStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Instances for the people who take part in them or may read their record. */
@ApplicationScoped
public class Flows {

  private final Pool pool;
  private final CompiledFlows flows;
  private final Mover mover;
  private final RecordService records;
  private final InstanceReads reads;
  private final AppAuthorization authority;
  private final Remarks remarks;
  private final Attachments attachments;
  private final LiveTasks live;

  Flows(
      Pool pool,
      CompiledFlows flows,
      Mover mover,
      RecordService records,
      InstanceReads reads,
      AppAuthorization authority,
      Remarks remarks,
      Attachments attachments,
      LiveTasks live) {
    this.live = live;
    this.pool = pool;
    this.flows = flows;
    this.mover = mover;
    this.records = records;
    this.reads = reads;
    this.authority = authority;
    this.remarks = remarks;
    this.attachments = attachments;
  }

  /** The flows of a record that the caller may read, newest first. */
  public Uni<List<InstanceView>> ofRecord(Caller caller, CompiledForm form, UUID record) {
    return records
        .get(caller, form, record)
        .chain(() -> FlowStore.ofRecord(pool, caller.workspace().schema(), record))
        .onItem()
        .transformToMulti(found -> Multi.createFrom().iterable(found))
        .onItem()
        .transformToUniAndConcatenate(stored -> reads.view(caller, stored))
        .collect()
        .asList();
  }

  /** Fails as not found for whoever has no part in it, and may not read its record. */
  public Uni<InstanceView> instance(Caller caller, UUID id) {
    return visible(caller, id)
        .call(() -> caller.readOnly() ? Uni.createFrom().voidItem() : copySeen(caller, id))
        .chain(stored -> reads.view(caller, stored));
  }

  /** Whoever got a copy looked at it. */
  private Uni<Void> copySeen(Caller caller, UUID id) {
    return pool.preparedQuery(
            "UPDATE \"%s\".flow_copy SET seen_at = now() WHERE instance_id = $1 AND member_id = $2 AND seen_at IS NULL"
                .formatted(caller.workspace().schema()))
        .execute(Tuple.of(id, caller.memberId()))
        .invoke(
            rows -> {
              if (rows.rowCount() > 0) {
                live.changed(caller.memberId());
              }
            })
        .replaceWithVoid();
  }

  Uni<FlowStore.Stored> visible(Caller caller, UUID id) {
    return FlowStore.find(pool, caller.workspace().schema(), id)
        .onItem()
        .ifNull()
        .failWith(Flows::missing)
        .call(stored -> requireVisible(caller, stored));
  }

  private static Refusal missing() {
    return Refusal.of(Refusal.Kind.NOT_FOUND, "flow-instance-not-found");
  }

  private Uni<Void> requireVisible(Caller caller, FlowStore.Stored stored) {
    return FlowStore.takesPart(
            pool, caller.workspace().schema(), stored.instance().id(), caller.memberId())
        .chain(
            takesPart ->
                takesPart
                    ? Uni.createFrom().voidItem()
                    : mayDesign(caller, stored.instance().app())
                        .chain(
                            designs ->
                                designs
                                    ? Uni.createFrom().voidItem()
                                    : requireReadable(caller, stored)));
  }

  private Uni<Boolean> mayDesign(Caller caller, String app) {
    return authority
        .requireDesigner(caller, app)
        .replaceWith(true)
        .onFailure(Refusal.class)
        .recoverWithItem(false);
  }

  private Uni<Void> requireReadable(Caller caller, FlowStore.Stored stored) {
    var subject = stored.instance().subject();
    if (subject == null) {
      throw missing();
    }
    return flows
        .version(
            caller.workspace(),
            stored.instance().app(),
            stored.instance().flow(),
            stored.instance().version())
        .chain(flow -> records.get(caller, flow.forms().get(subject.form()), subject.record()))
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
            stored ->
                switch (kind) {
                  case WITHDRAW ->
                      moved(caller, id, new Event.Withdrawn(caller.memberId(), comment));
                  case URGE -> urge(caller, stored);
                  case TAKE_BACK -> takeBack(caller, stored);
                  case COMMENT ->
                      remarks.comment(caller, stored, null, new Remark(comment, null, null));
                  default -> throw Refusal.of(Refusal.Kind.MALFORMED, "task-other-kind");
                })
        .chain(() -> instance(caller, id));
  }

  /** Says something beside the flow. */
  public Uni<InstanceView> comment(Caller caller, UUID id, Remark remark) {
    caller.requireWriting();
    return visible(caller, id)
        .chain(stored -> remarks.comment(caller, stored, null, remark))
        .chain(() -> instance(caller, id));
  }

  /** A file that was sent with a comment; fails as not found for who may not see the instance. */
  public Uni<Attachment.Content> attachment(Caller caller, UUID id, UUID attachment) {
    return visible(caller, id).chain(() -> attachments.read(caller.workspace(), id, attachment));
  }

  private Uni<Void> moved(Caller caller, UUID id, Event event) {
    return mover.move(caller.workspace(), id, event).replaceWithVoid();
  }

  private Uni<Void> urge(Caller caller, FlowStore.Stored stored) {
    if (!caller.memberId().equals(stored.instance().submitter())) {
      throw Refusal.of(Refusal.Kind.FORBIDDEN, "flow-not-yours");
    }
    return remarks
        .requireCooled(caller, stored.instance().id())
        .chain(() -> moved(caller, stored.instance().id(), new Event.Urged(caller.memberId())));
  }

  private Uni<Void> takeBack(Caller caller, FlowStore.Stored stored) {
    var undo = stored.instance().state().undo();
    if (undo == null) {
      throw Refusal.of(Refusal.Kind.CONFLICT, "flow-went-on");
    }
    return moved(
        caller, stored.instance().id(), new Event.TookBack(undo.task(), caller.memberId()));
  }
}
