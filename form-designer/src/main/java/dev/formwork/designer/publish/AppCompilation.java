package dev.formwork.designer.publish;

import dev.formwork.core.compile.AppGraph;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.FormCompiler;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.expression.FunctionLibrary;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.rights.PermissionCompiler;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.core.workspace.definition.AppVersions;
import dev.formwork.designer.flow.FlowValidator;
import dev.formwork.designer.flow.PublishedFlow;
import dev.formwork.workflow.definition.FlowDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An app's forms as they would be with some of them changed. Pure.
 *
 * @param schema of the workspace
 * @param version of the app's own definition
 * @param library the functions the app's formulas may call
 * @param published by key
 * @param flows of the app that are published
 */
record AppCompilation(
    String schema,
    AppKey app,
    int version,
    FunctionLibrary library,
    Map<String, CompiledForm> published,
    List<PublishedFlow> flows) {

  /** The same forms with other functions to call. */
  AppCompilation calling(FunctionLibrary other) {
    return new AppCompilation(schema, app, version, other, published, flows);
  }

  /** Fails as invalid, with all problems. */
  List<CompiledForm> compile(List<FormDefinition> wanted) {
    var setting = setting(wanted);
    var compiled = new ArrayList<CompiledForm>();
    for (var form : wanted) {
      switch (FormCompiler.compile(setting, form, nextVersion(form))) {
        case FormCompiler.Result.Compiled(var one) -> compiled.add(one);
        case FormCompiler.Result.Failed(var problems) ->
            throw Refusal.invalid(
                wanted.size() == 1
                    ? problems
                    : problems.stream().map(problem -> problem.within("/" + form.key())).toList());
      }
    }
    return compiled;
  }

  /** Its own problems, or else those it would make for other forms. */
  List<Problem> problems(FormDefinition form) {
    return switch (FormCompiler.compile(setting(List.of(form)), form, nextVersion(form))) {
      case FormCompiler.Result.Compiled(var compiled) -> {
        var broken = new ArrayList<>(brokenElsewhere(List.of(form)));
        broken.addAll(brokenPermissions(compiled));
        broken.addAll(brokenFlows(List.of(form)));
        yield broken;
      }
      case FormCompiler.Result.Failed(var problems) -> problems;
    };
  }

  /** A draft as it would run; empty while it has mistakes. */
  Optional<CompiledForm> preview(FormDefinition form) {
    return FormCompiler.compile(setting(List.of(form)), form, nextVersion(form))
            instanceof FormCompiler.Result.Compiled(var compiled)
        ? Optional.of(compiled)
        : Optional.empty();
  }

  /** What the other forms could no longer do: they may read these, or call what is gone. */
  List<Problem> brokenElsewhere(List<FormDefinition> changed) {
    var keys = changed.stream().map(form -> form.key().value()).collect(Collectors.toSet());
    var setting = setting(changed);
    var problems = new ArrayList<Problem>();
    for (var other : published.values()) {
      if (!keys.contains(other.key())) {
        switch (FormCompiler.compile(setting, other.definition(), other.version())) {
          case FormCompiler.Result.Failed(var found) ->
              found.forEach(problem -> problems.add(inOther(other, problem)));
          case FormCompiler.Result.Compiled(var compiled) ->
              problems.addAll(brokenPermissions(compiled));
        }
      }
    }
    return problems;
  }

  /** The permission sets of a form that would give nobody anything any more. */
  List<Problem> brokenPermissions(CompiledForm form) {
    var before = published.get(form.key());
    if (before == null) {
      return List.of();
    }
    var permissions = before.links().permissions(form.definition().key());
    return PermissionCompiler.compile(form, permissions).problems().stream()
        .map(
            problem ->
                Problem.at(
                    "", "breaks-permissions", form.definition().title(), problem.path(), problem))
        .toList();
  }

  /** What the flows of the app could no longer do; those of forms with mistakes are not asked. */
  List<Problem> brokenFlows(List<FormDefinition> changed) {
    if (flows.isEmpty()) {
      return List.of();
    }
    var setting = setting(changed);
    var together = new HashMap<String, CompiledForm>();
    for (var form : definitions(changed).values()) {
      switch (FormCompiler.compile(setting, form, nextVersion(form))) {
        case FormCompiler.Result.Compiled(var compiled) -> together.put(compiled.key(), compiled);
        case FormCompiler.Result.Failed _ -> {
          return List.of();
        }
      }
    }
    return flows.stream()
        .map(PublishedFlow::definition)
        .flatMap(
            flow ->
                FlowValidator.problems(flow, together).stream()
                    .map(problem -> inFlow(flow, problem)))
        .toList();
  }

  private static Problem inFlow(FlowDefinition flow, Problem problem) {
    return Problem.at("", "breaks-flow", flow.title(), problem.path(), problem);
  }

  /** Fails as invalid when flows that come with forms could not run on them. */
  static void requireRunning(List<FlowDefinition> flows, List<CompiledForm> forms) {
    var byKey = forms.stream().collect(Collectors.toMap(CompiledForm::key, form -> form));
    var problems =
        flows.stream()
            .flatMap(
                flow ->
                    FlowValidator.problems(flow, byKey).stream()
                        .map(problem -> problem.within("/" + flow.key())))
            .toList();
    if (!problems.isEmpty()) {
      throw Refusal.invalid(problems);
    }
  }

  private static Problem inOther(CompiledForm form, Problem problem) {
    return Problem.at("", "breaks-other-form", form.definition().title(), problem.path(), problem);
  }

  /** The published versions this rests on. */
  AppVersions versions() {
    return new AppVersions(
        version,
        published.values().stream()
            .collect(Collectors.toMap(CompiledForm::key, CompiledForm::version)));
  }

  /** Of the flows this rests on, by key. */
  Map<String, Integer> flowVersions() {
    return PublishedFlow.versions(flows);
  }

  private int nextVersion(FormDefinition form) {
    var before = published.get(form.key().value());
    return before == null ? 1 : before.version() + 1;
  }

  private FormCompiler.Setting setting(List<FormDefinition> wanted) {
    return new FormCompiler.Setting(
        schema, app, CompiledForms.directory(definitions(wanted)), library, AppGraph.none());
  }

  /** Of all forms, some changed. */
  private Map<String, FormDefinition> definitions(List<FormDefinition> changed) {
    var together = new HashMap<String, FormDefinition>();
    published.forEach((key, form) -> together.put(key, form.definition()));
    changed.forEach(form -> together.put(form.key().value(), form));
    return together;
  }
}
