package dev.formwork.designer.script;

import dev.formwork.core.access.AppAuthorization;
import dev.formwork.core.access.Caller;
import dev.formwork.core.definition.AppDefinition;
import dev.formwork.core.definition.ScriptFunction;
import dev.formwork.core.expression.function.BuiltInFunctions;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.thread.WorkerThreads;
import dev.formwork.core.workspace.definition.Definitions;
import dev.formwork.designer.problem.DesignProblem;
import dev.formwork.designer.publish.FormPublisher;
import dev.formwork.designer.recompute.Recomputations;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads, checks and publishes an app's own functions. */
@ApplicationScoped
public class AppFunctions {

  private final Definitions definitions;
  private final FormPublisher publisher;
  private final Recomputations recomputations;
  private final AppAuthorization authority;

  AppFunctions(
      Definitions definitions,
      FormPublisher publisher,
      Recomputations recomputations,
      AppAuthorization authority) {
    this.authority = authority;
    this.definitions = definitions;
    this.publisher = publisher;
    this.recomputations = recomputations;
  }

  public Uni<List<ScriptFunction>> list(Caller caller, String app) {
    return authority
        .requireDesigner(caller, app)
        .chain(() -> definitions.app(caller.workspace(), app))
        .map(AppDefinition::functions);
  }

  /**
   * Replaces all, and has stored results of those that changed worked out again. Fails as invalid
   * when one has a mistake or a form still uses a missing one.
   */
  public Uni<Void> save(Caller caller, String app, List<ScriptFunction> functions) {
    return authority
        .requireDesigning(caller, app)
        .chain(() -> WorkerThreads.run(() -> problems(functions)))
        .invoke(
            problems -> {
              if (!problems.isEmpty()) {
                throw Refusal.invalid(problems);
              }
            })
        .chain(
            () ->
                publisher.publishSettings(
                    caller,
                    new AppKey(app),
                    before -> before.withFunctions(functions),
                    (before, after) ->
                        recomputations.calling(
                            caller, app, changed(before.functions(), after.functions()))));
  }

  /** Names of those that were there before and do something else now. */
  private static Set<String> changed(List<ScriptFunction> before, List<ScriptFunction> after) {
    return after.stream()
        .filter(
            function ->
                before.stream()
                    .anyMatch(
                        old -> old.name().equals(function.name()) && !worksAlike(old, function)))
        .map(ScriptFunction::name)
        .collect(Collectors.toSet());
  }

  private static boolean worksAlike(ScriptFunction one, ScriptFunction other) {
    return one.script().equals(other.script())
        && one.result() == other.result()
        && one.parameters().equals(other.parameters());
  }

  private static List<Problem> problems(List<ScriptFunction> functions) {
    var problems = new ArrayList<Problem>();
    var names = new HashSet<String>();
    for (int i = 0; i < functions.size(); i++) {
      var function = functions.get(i);
      var at = "/" + i;
      if (function.name() == null || !function.name().matches("[A-Z][A-Z0-9_]{1,39}")) {
        problems.add(Problem.at(at + "/name", DesignProblem.FUNCTION_NAME));
      } else if (BuiltInFunctions.INSTANCE.named(function.name()).isPresent()
          || !names.add(function.name())) {
        problems.add(Problem.at(at + "/name", DesignProblem.FUNCTION_TAKEN, function.name()));
      }
      if (function.result() == null) {
        problems.add(Problem.at(at + "/result", CoreProblem.REQUIRED));
      }
      ScriptSyntaxCheck.problem(function.script(), at + "/script").ifPresent(problems::add);
    }
    return problems;
  }
}
