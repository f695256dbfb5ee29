package dev.formwork.workflow.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.database.RetryingTransactions;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.definition.ValidationRule.Occasion;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.naming.Title;
import dev.formwork.core.permission.RecordAction;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.RecordService;
import dev.formwork.core.record.store.RecordStore;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.definition.Trigger;
import dev.formwork.workflow.engine.SubjectRecord;
import dev.formwork.workflow.lock.RecordLocks;
import dev.formwork.workflow.problem.FlowProblem;
import dev.formwork.workflow.published.CompiledFlows;
import dev.formwork.workflow.runtime.InstanceStarter;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Flows that a member may start with a button, and starting them. */
@ApplicationScoped
public class ManualStarts {

  private final Pool pool;
  private final CompiledFlows flows;
  private final InstanceStarter instanceStarter;
  private final RecordService records;
  private final RecordLocks locks;

  ManualStarts(
      Pool pool,
      CompiledFlows flows,
      InstanceStarter instanceStarter,
      RecordService records,
      RecordLocks locks) {
    this.locks = locks;
    this.pool = pool;
    this.flows = flows;
    this.instanceStarter = instanceStarter;
    this.records = records;
  }

  /** A flow that somebody may start. */
  public record StartableFlow(String flow, Title label) {}

  /**
   * Flows with a button that the caller may press.
   *
   * @param form nullable: flows without a form
   * @param record nullable: none in particular
   */
  public Uni<List<StartableFlow>> startable(
      Caller caller, AppKey app, String form, RecordId record) {
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
                offered.stream().map(flow -> new StartableFlow(flow.key(), label(flow))).toList());
  }

  /**
   * Whether a flow would take a record that is submitted now.
   *
   * @param record null: a new one, of which nothing is known yet
   */
  public Uni<Boolean> takesSubmitted(Caller caller, CompiledForm form, RecordId record) {
    return flows
        .of(caller.workspace(), form.app())
        .map(current -> current.values().stream().filter(flow -> isSubmitted(flow, form)).toList())
        .chain(
            meant ->
                meant.isEmpty()
                    ? Uni.createFrom().item(isCheckedOnSubmit(form))
                    : flows
                        .pausedOf(caller.workspace(), form.app())
                        .map(
                            paused ->
                                meant.stream()
                                    .filter(flow -> !paused.contains(flow.key()))
                                    .toList())
                        .chain(live -> takes(caller, form, live, record)));
  }

  /** Without a flow, sending a record on its way checks what is to be complete by then. */
  private static boolean isCheckedOnSubmit(CompiledForm form) {
    return form.validations().stream().anyMatch(rule -> rule.on() == Occasion.SUBMIT);
  }

  private Uni<Boolean> takes(
      Caller caller, CompiledForm form, List<CompiledFlow> meant, RecordId record) {
    if (record == null || meant.isEmpty()) {
      return Uni.createFrom().item(!meant.isEmpty());
    }
    return locks
        .of(caller, form, record)
        .chain(
            state ->
                state.isLocked()
                    ? Uni.createFrom().item(false)
                    : meant.stream().anyMatch(flow -> flow.when() == null)
                        ? Uni.createFrom().item(true)
                        : anyHolds(caller, meant, record));
  }

  private static boolean isSubmitted(CompiledFlow flow, CompiledForm form) {
    return flow.definition().trigger() instanceof Trigger.Submitted
        && flow.form() != null
        && flow.form().key().equals(form.key());
  }

  private Uni<Boolean> anyHolds(Caller caller, List<CompiledFlow> meant, RecordId record) {
    return Multi.createFrom()
        .iterable(meant)
        .onItem()
        .transformToUniAndConcatenate(
            flow -> instanceStarter.holds(pool, caller.workspace(), flow, record))
        .collect()
        .asList()
        .map(held -> held.contains(true));
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
                    ? isUsable(caller, flow, seen).map(usable -> usable ? flow : null)
                    : Uni.createFrom().<CompiledFlow>nullItem())
        .collect()
        .asList();
  }

  private Uni<Boolean> isUsable(Caller caller, CompiledFlow flow, StoredRecord seen) {
    return holds(pool, caller, flow, seen.id())
        .chain(
            holds ->
                holds
                    ? locks.againstStart(pool, caller, flow, seen).map(Objects::isNull)
                    : Uni.createFrom().item(false));
  }

  /** Unless the flow says who may, whoever may change the record may. */
  private static boolean mayPress(CompiledFlow flow, StoredRecord seen) {
    return flow.definition().trigger() instanceof Trigger.Button button
        && (button.who() != null || seen.sight().may(RecordAction.CHANGE));
  }

  private Uni<Boolean> holds(SqlClient sql, Caller caller, CompiledFlow flow, RecordId record) {
    if (flow.when() == null) {
      return Uni.createFrom().item(true);
    }
    return instanceStarter.holds(sql, caller.workspace(), flow, record);
  }

  /**
   * Presses a button.
   *
   * @param record nullable for flows without a form
   * @param variables nullable
   * @return the instance's id
   */
  public Uni<UUID> start(
      Caller caller, AppKey app, String flow, RecordId record, JsonNode variables) {
    caller.requireWriting();
    return flows
        .flow(caller.workspace(), app, flow)
        .invoke(found -> requireOffered(caller, found, record))
        .chain(
            found ->
                found.form() == null || record == null
                    ? pool.withTransaction(
                        sql -> begin(sql, caller, app, found, null, null, variables))
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
                                RetryingTransactions.retrying(
                                    pool,
                                    sql -> lockAndBegin(sql, caller, app, found, seen, variables))))
        .invoke(instanceStarter::began);
  }

  private static void requireOffered(Caller caller, CompiledFlow flow, RecordId record) {
    if (!isOffered(caller, flow, flow.form() == null ? null : flow.form().key())) {
      throw notAllowed();
    }
    if (flow.form() != null && record == null) {
      throw Refusal.invalid(List.of(Problem.at("/record", CoreProblem.REQUIRED)));
    }
  }

  private static Refusal notAllowed() {
    return Refusal.of(Refusal.Kind.FORBIDDEN, FlowProblem.FLOW_NOT_STARTABLE);
  }

  /** Of two who press at once, one is first, and the other finds the condition as it is then. */
  private Uni<UUID> lockAndBegin(
      SqlClient sql,
      Caller caller,
      AppKey app,
      CompiledFlow flow,
      StoredRecord seen,
      JsonNode variables) {
    return RecordStore.lock(sql, flow.form(), List.of(seen.id()))
        .chain(() -> holds(sql, caller, flow, seen.id()))
        .invoke(
            holds -> {
              if (!holds) {
                throw Refusal.of(Refusal.Kind.CONFLICT, FlowProblem.FLOW_NOT_NOW);
              }
            })
        .chain(() -> locks.againstStart(sql, caller, flow, seen))
        .invoke(
            problem -> {
              if (problem != null) {
                throw Refusal.invalid(List.of(problem));
              }
            })
        .chain(() -> RecordStore.find(sql, flow.form(), seen.id()))
        .chain(record -> begin(sql, caller, app, flow, seen, record, variables));
  }

  private Uni<UUID> begin(
      SqlClient sql,
      Caller caller,
      AppKey app,
      CompiledFlow flow,
      StoredRecord seen,
      StoredRecord record,
      JsonNode variables) {
    var given =
        variables instanceof ObjectNode object
            ? object.deepCopy()
            : DefinitionJson.mapper().createObjectNode();
    return instanceStarter.start(
        sql,
        caller.workspace(),
        new InstanceStarter.StartRequest(
            flow,
            app,
            seen == null ? null : SubjectRecord.of(flow.form().key(), seen.id()),
            seen == null ? "" : seen.title(),
            caller.memberId(),
            0,
            given,
            null,
            record));
  }
}
