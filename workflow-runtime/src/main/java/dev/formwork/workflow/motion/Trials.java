package dev.formwork.workflow.motion;

import dev.formwork.core.access.AppAuthorization;
import dev.formwork.core.access.Caller;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.RecordService;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.compile.FlowCompiler;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.engine.Event;
import dev.formwork.workflow.engine.Subject;
import dev.formwork.workflow.store.FlowStore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/**
 * Tries out drafts of flows. A run is replayed from its start for each action, in a transaction
 * that is rolled back: it acts on real records and leaves nothing behind.
 */
@ApplicationScoped
public class Trials {

  private final Pool pool;
  private final CompiledForms forms;
  private final AppAuthorization authority;
  private final Platforms platforms;
  private final Mover mover;
  private final LocalWork work;
  private final RecordService records;

  Trials(
      Pool pool,
      CompiledForms forms,
      AppAuthorization authority,
      Platforms platforms,
      Mover mover,
      LocalWork work,
      RecordService records) {
    this.pool = pool;
    this.forms = forms;
    this.authority = authority;
    this.platforms = platforms;
    this.mover = mover;
    this.work = work;
    this.records = records;
  }

  /** Carries how a case stands out of the transaction that is undone. */
  private static final class Undone extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Trial.Standing standing;

    Undone(Trial.Standing standing) {
      super("A trial leaves nothing", null, false, false);
      this.standing = standing;
    }
  }

  /**
   * Begins a case; fails as invalid while the draft has mistakes.
   *
   * @param record nullable
   * @param sample in place of a record; nullable
   */
  public Uni<Trial> begin(
      Caller caller,
      String app,
      FlowDefinition draft,
      UUID record,
      RecordInput sample,
      UUID submitter) {
    return walked(caller, new Trial(app, draft, record, sample, submitter, List.of(), null));
  }

  /** Somebody does something with a task. */
  public Uni<Trial> act(Caller caller, Trial trial, int number, Event.Act act, String comment) {
    return walked(caller, trial.then(new Trial.Deed.Acted(number, act, comment)));
  }

  /** The next time that is waited for comes. */
  public Uni<Trial> skipTime(Caller caller, Trial trial) {
    return walked(caller, trial.then(new Trial.Deed.TimeSkipped()));
  }

  /** One step back. */
  public Uni<Trial> back(Caller caller, Trial trial) {
    return walked(caller, trial.back());
  }

  private Uni<Trial> walked(Caller caller, Trial trial) {
    return authority
        .requireDesigning(caller, trial.app())
        .chain(() -> forms.forms(caller.workspace(), trial.app()))
        .map(
            published ->
                switch (FlowCompiler.compile(trial.draft(), 0, published)) {
                  case FlowCompiler.Result.Compiled(var flow) -> flow;
                  case FlowCompiler.Result.Failed(var problems) -> throw Refusal.invalid(problems);
                })
        .chain(flow -> standing(caller, flow, trial))
        .map(trial::standing);
  }

  private Uni<Trial.Standing> standing(Caller caller, CompiledFlow flow, Trial trial) {
    return pool.withTransaction(
            sql ->
                walk(sql, caller, flow, trial)
                    .<Trial.Standing>map(
                        standing -> {
                          throw new Undone(standing);
                        }))
        .onFailure(Undone.class)
        .recoverWithItem(undone -> undone.standing);
  }

  private Uni<Trial.Standing> walk(
      SqlConnection sql, Caller caller, CompiledFlow flow, Trial trial) {
    return platforms
        .of(caller.workspace())
        .chain(
            platform ->
                record(sql, platform, caller, flow, trial)
                    .chain(
                        subject -> {
                          var fresh =
                              new Starter.Order(
                                      flow,
                                      trial.app(),
                                      subject,
                                      "",
                                      trial.submitter(),
                                      0,
                                      dev.formwork.core.definition.DefinitionJson.mapper()
                                          .createObjectNode())
                                  .fresh();
                          return mover
                              .attempt(
                                  sql,
                                  caller.workspace(),
                                  flow,
                                  new FlowStore.Stored(fresh, "", null, 0))
                              .chain(
                                  attempt ->
                                      new Rehearsal(mover, work, records, sql, attempt)
                                          .play(trial));
                        }));
  }

  /** What the case is about; a sample is made for as long as the trial lasts. */
  private Uni<Subject> record(
      SqlConnection sql, Caller platform, Caller caller, CompiledFlow flow, Trial trial) {
    if (flow.form() == null) {
      return Uni.createFrom().nullItem();
    }
    if (trial.record() != null) {
      return records
          .get(caller, flow.form(), trial.record())
          .replaceWith(Subject.of(flow.form().key(), trial.record()));
    }
    var sample =
        trial.sample() == null ? RecordInput.empty(flow.form().slots()) : trial.sample().copy();
    return records
        .joining(sql, null)
        .create(platform, flow.form(), sample)
        .map(made -> Subject.of(flow.form().key(), made.id()));
  }
}
