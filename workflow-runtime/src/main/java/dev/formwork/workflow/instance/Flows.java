package dev.formwork.workflow.instance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.access.Caller;
import dev.formwork.core.attachment.Attachment;
import dev.formwork.core.attachment.Attachments;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.definition.Title;
import dev.formwork.core.permission.Action;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.RecordService;
import dev.formwork.core.record.StoredRecord;
import dev.formwork.core.workspace.AppAuthority;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.definition.ActionKind;
import dev.formwork.workflow.definition.Trigger;
import dev.formwork.workflow.engine.Event;
import dev.formwork.workflow.engine.Subject;
import dev.formwork.workflow.live.LiveTasks;
import dev.formwork.workflow.motion.CompiledFlows;
import dev.formwork.workflow.motion.Mover;
import dev.formwork.workflow.motion.Starter;
import dev.formwork.workflow.store.FlowStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Flows for those who start them, take part in them, or look at them. */
@ApplicationScoped
public class Flows {

  private final Pool pool;
  private final CompiledFlows flows;
  private final Starter starter;
  private final Mover mover;
  private final RecordService records;
  private final InstanceReads reads;
  private final AppAuthority authority;
  private final Remarks remarks;
  private final Attachments attachments;
  private final LiveTasks live;

  Flows(
      Pool pool,
      CompiledFlows flows,
      Starter starter,
      Mover mover,
      RecordService records,
      InstanceReads reads,
      AppAuthority authority,
      Remarks remarks,
      Attachments attachments,
      LiveTasks live) {
    this.live = live;
    this.pool = pool;
    this.flows = flows;
    this.starter = starter;
    this.mover = mover;
    this.records = records;
    this.reads = reads;
    this.authority = authority;
    this.remarks = remarks;
    this.attachments = attachments;
  }

  /** A flow that somebody may start. */
  public record Startable(String flow, Title label) {}

  /**
   * Flows with a button that the caller may press.
   *
   * @param form nullable: flows without a form
   * @param record nullable: none in particular
   */
  public Uni<List<Startable>> startable(Caller caller, String app, String form, UUID record) {
    if (caller.readOnly() || caller.guest() != null) {
      return Uni.createFrom().item(List.of());
    }
    return flows
        .of(caller.workspace(), app)
        .chain(
            current ->
                flows
                    .pausedOf(caller.workspace(), app)
                    .map(
                        paused ->
                            current.values().stream()
                                .filter(flow -> isOffered(caller, flow, form))
                                .filter(flow -> !paused.contains(flow.key()))
                                .toList()))
        .chain(
            offered ->
                offered.isEmpty() || record == null
                    ? Uni.createFrom().item(offered)
                    : records
                        .get(caller, offered.getFirst().form(), record)
                        .chain(seen -> usable(caller, offered, seen)))
        .map(
            offered ->
                offered.stream().map(flow -> new Startable(flow.key(), label(flow))).toList());
  }

  private static Title label(CompiledFlow flow) {
    return flow.definition().trigger() instanceof Trigger.Button button && button.label() != null
        ? button.label()
        : flow.definition().title();
  }

  private static boolean isOffered(Caller caller, CompiledFlow flow, String form) {
    boolean sameForm = flow.form() == null ? form == null : flow.form().key().equals(form);
    return sameForm
        && flow.definition().trigger() instanceof Trigger.Button button
        && (button.who() == null
            || caller.isSystem()
            || button.who().includes(caller.standing(), caller.people()));
  }

  private Uni<List<CompiledFlow>> usable(
      Caller caller, List<CompiledFlow> offered, StoredRecord seen) {
    return Multi.createFrom()
        .iterable(offered)
        .onItem()
        .transformToUniAndConcatenate(
            flow ->
                mayPress(flow, seen)
                    ? holds(pool, caller, flow, seen.id()).map(holds -> holds ? flow : null)
                    : Uni.createFrom().<CompiledFlow>nullItem())
        .collect()
        .asList();
  }

  /** Unless the flow says who may, whoever may change the record may. */
  private static boolean mayPress(CompiledFlow flow, StoredRecord seen) {
    return flow.definition().trigger() instanceof Trigger.Button button
        && (button.who() != null || seen.sight().may(Action.CHANGE));
  }

  private Uni<Boolean> holds(SqlClient sql, Caller caller, CompiledFlow flow, UUID record) {
    if (flow.when() == null) {
      return Uni.createFrom().item(true);
    }
    return starter.holds(sql, caller.workspace(), flow, record);
  }

  /**
   * Presses a button.
   *
   * @param record nullable for flows without a form
   * @param variables nullable
   * @return the instance's id
   */
  public Uni<UUID> start(Caller caller, String app, String flow, UUID record, JsonNode variables) {
    caller.requireWriting();
    return flows
        .flow(caller.workspace(), app, flow)
        .invoke(found -> requireOffered(caller, found, record))
        .chain(
            found ->
                found.form() == null || record == null
                    ? pool.withTransaction(
                        sql -> begin(sql, caller, app, found, null, "", variables))
                    : records
                        .get(caller, found.form(), record)
                        .invoke(
                            seen -> {
                              if (!mayPress(found, seen)) {
                                throw notAllowed();
                              }
                            })
                        .chain(
                            seen ->
                                pool.withTransaction(
                                    sql -> lockAndBegin(sql, caller, app, found, seen, variables))))
        .invoke(starter::began);
  }

  private static void requireOffered(Caller caller, CompiledFlow flow, UUID record) {
    if (!isOffered(caller, flow, flow.form() == null ? null : flow.form().key())) {
      throw notAllowed();
    }
    if (flow.form() != null && record == null) {
      throw Refusal.invalid(List.of(Problem.at("/record", "required")));
    }
  }

  private static Refusal notAllowed() {
    return Refusal.of(Refusal.Kind.FORBIDDEN, "flow-not-startable");
  }

  /** Of two who press at once, one is first, and the other finds the condition as it is then. */
  private Uni<UUID> lockAndBegin(
      SqlClient sql,
      Caller caller,
      String app,
      CompiledFlow flow,
      StoredRecord seen,
      JsonNode variables) {
    return sql.preparedQuery(
            "SELECT 1 FROM " + flow.form().table().sql() + " WHERE id = $1 FOR UPDATE")
        .execute(Tuple.of(seen.id()))
        .chain(() -> holds(sql, caller, flow, seen.id()))
        .invoke(
            holds -> {
              if (!holds) {
                throw Refusal.of(Refusal.Kind.CONFLICT, "flow-not-now");
              }
            })
        .chain(
            () ->
                begin(
                    sql,
                    caller,
                    app,
                    flow,
                    Subject.of(flow.form().key(), seen.id()),
                    seen.title(),
                    variables));
  }

  private Uni<UUID> begin(
      SqlClient sql,
      Caller caller,
      String app,
      CompiledFlow flow,
      Subject subject,
      String title,
      JsonNode variables) {
    var given =
        variables instanceof ObjectNode object
            ? object.deepCopy()
            : DefinitionJson.mapper().createObjectNode();
    return starter.start(
        sql,
        caller.workspace(),
        new Starter.Order(flow, app, subject, title, caller.memberId(), 0, given));
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
