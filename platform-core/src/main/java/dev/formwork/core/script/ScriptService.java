package dev.formwork.core.script;

import dev.formwork.core.access.AppAuthorization;
import dev.formwork.core.access.Caller;
import dev.formwork.core.definition.AppScript;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.outbound.OutboundClient;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.RecordQueries;
import dev.formwork.core.record.RecordService;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.record.event.RecordEvent;
import dev.formwork.core.script.process.ScriptProcessPool;
import dev.formwork.core.thread.WorkerThreads;
import dev.formwork.core.workspace.compiled.CompiledForms;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Runs an app's scripts for its people. */
@ApplicationScoped
public class ScriptService {

  /** Longest input, in characters of JSON. */
  private static final int MAX_INPUT = 200_000;

  private final CompiledForms forms;
  private final RecordService records;
  private final RecordQueries queries;
  private final OutboundClient outside;
  private final AppAuthorization authority;

  ScriptService(
      CompiledForms forms,
      RecordService records,
      RecordQueries queries,
      OutboundClient outside,
      AppAuthorization authority) {
    this.authority = authority;
    this.forms = forms;
    this.records = records;
    this.queries = queries;
    this.outside = outside;
  }

  /**
   * Runs a published script with the caller's own rights. Fails as not found for one that is not
   * there; what the script does wrong is in the outcome.
   *
   * @param input JSON
   */
  public Uni<ScriptRunResult> run(Caller caller, AppKey app, String key, String input) {
    caller.requireWriting();
    return forms
        .links(caller.workspace(), app)
        .invoke(
            links -> {
              if (!caller.scope().reaches(app)
                  || !RecordAccess.rights(caller, app, links).mayEnter()) {
                throw Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.APP_NOT_FOUND, app);
              }
            })
        .chain(() -> forms.scripts(caller.workspace(), app))
        .map(
            scripts ->
                scripts.stream()
                    .filter(script -> script.key().equals(key))
                    .map(AppScript::script)
                    .findFirst()
                    .orElseThrow(
                        () ->
                            Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.SCRIPT_NOT_FOUND, key)))
        .chain(script -> execute(caller, app, script, input));
  }

  /** Runs a script that is not published, for those who write it. What it changes stays. */
  public Uni<ScriptRunResult> tryOut(Caller caller, AppKey app, String script, String input) {
    return authority.requireDesigning(caller, app).chain(() -> execute(caller, app, script, input));
  }

  /**
   * Runs a script that a flow carries, with the rights of the platform.
   *
   * @param cause the run of the flow, which what the script changes is put down to
   */
  public Uni<ScriptRunResult> runAsPlatform(
      Caller platform, AppKey app, String script, String input, RecordEvent.Cause cause) {
    return execute(platform, app, script, input, records.causedBy(cause));
  }

  private Uni<ScriptRunResult> execute(Caller caller, AppKey app, String script, String input) {
    return execute(caller, app, script, input, records);
  }

  private Uni<ScriptRunResult> execute(
      Caller caller, AppKey app, String script, String input, RecordService changing) {
    if (input.length() > MAX_INPUT) {
      throw Refusal.of(Refusal.Kind.TOO_LARGE, CoreProblem.TEXT_TOO_LONG, MAX_INPUT);
    }
    return WorkerThreads.run(
        () -> {
          var session = new ScriptSession(caller, app, forms, changing, queries, outside);
          var answer = ScriptProcessPool.run(script, input, session);
          return new ScriptRunResult(
              answer.error() == null ? String.valueOf(answer.value()) : null,
              answer.error(),
              session.changes(),
              answer.log());
        });
  }
}
