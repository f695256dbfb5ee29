package dev.formwork.designer.script;

import dev.formwork.core.access.AppAuthorization;
import dev.formwork.core.access.Caller;
import dev.formwork.core.definition.AppScript;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.thread.WorkerThreads;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.core.workspace.definition.Definitions;
import dev.formwork.designer.problem.DesignProblem;
import dev.formwork.designer.publish.FormPublisher;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads, checks and publishes the scripts an app's people may run. */
@ApplicationScoped
public class AppScripts {

  private final Definitions definitions;
  private final CompiledForms forms;
  private final FormPublisher publisher;
  private final AppAuthorization authority;

  AppScripts(
      Definitions definitions,
      CompiledForms forms,
      FormPublisher publisher,
      AppAuthorization authority) {
    this.authority = authority;
    this.definitions = definitions;
    this.forms = forms;
    this.publisher = publisher;
  }

  /** With their texts, which may hold keys to other systems; for those who write them. */
  public Uni<List<AppScript>> list(Caller caller, String app) {
    return authority
        .requireDesigner(caller, app)
        .chain(() -> definitions.app(caller.workspace(), app))
        .map(found -> found.scripts());
  }

  /** Replaces all. Fails as invalid when one has a mistake. */
  public Uni<Void> save(Caller caller, String app, List<AppScript> scripts) {
    return authority
        .requireDesigning(caller, app)
        .chain(() -> forms.forms(caller.workspace(), app))
        .chain(known -> WorkerThreads.run(() -> problems(scripts, known.keySet())))
        .chain(
            problems ->
                problems.isEmpty()
                    ? publisher.publishSettings(
                        caller,
                        new AppKey(app),
                        before -> before.withScripts(scripts),
                        (_, _) -> Uni.createFrom().item(List.of()))
                    : Uni.createFrom().failure(Refusal.invalid(problems)));
  }

  private static List<Problem> problems(List<AppScript> scripts, Set<String> forms) {
    var problems = new ArrayList<Problem>();
    var keys = new HashSet<String>();
    for (int i = 0; i < scripts.size(); i++) {
      var script = scripts.get(i);
      var at = "/" + i;
      if (script.key() == null || !script.key().matches("[a-z][a-z0-9_]{0,39}")) {
        problems.add(Problem.at(at + "/key", DesignProblem.SCRIPT_KEY));
      } else if (!keys.add(script.key())) {
        problems.add(Problem.at(at + "/key", DesignProblem.SCRIPT_TAKEN, script.key()));
      }
      if (script.title() == null) {
        problems.add(Problem.at(at + "/title", CoreProblem.REQUIRED));
      }
      if (script.form() != null && !forms.contains(script.form().value())) {
        problems.add(Problem.at(at + "/form", DesignProblem.SCRIPT_FORM, script.form()));
      }
      ScriptSyntaxCheck.problem(script.script(), at + "/script").ifPresent(problems::add);
    }
    return problems;
  }
}
