package dev.formwork.designer.publish;

import dev.formwork.core.compile.AppCompiler;
import dev.formwork.core.compile.AppGraph;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.AppDefinition;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.expression.FunctionLibrary;
import dev.formwork.core.permission.FormPermissions;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.rights.PermissionCompiler;
import dev.formwork.core.workspace.compiled.CompiledApp;
import dev.formwork.core.workspace.definition.AppVersions;
import dev.formwork.core.workspace.definition.StoredDefinition;
import dev.formwork.designer.flow.FlowValidator;
import dev.formwork.designer.flow.PublishedFlow;
import dev.formwork.designer.problem.DesignProblem;
import dev.formwork.workflow.definition.FlowDefinition;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An app with some of its forms or functions changed, compiled once: the changed forms and those
 * that rest on them; all others are those of the app as it runs. Says what would break, and is put
 * in the app's place when it was published. Pure.
 *
 * @param before the app as it runs
 * @param wanted the forms that are new or changed
 * @param changed keys of the forms that may come out otherwise: the changed ones, and all that rest
 *     on them
 */
record AppChange(
    CompiledApp before,
    List<FormDefinition> wanted,
    FunctionLibrary library,
    AppGraph graph,
    AppCompiler.Result result,
    Set<String> changed) {

  /** Compiles an app with these forms in it. */
  static AppChange of(CompiledApp before, List<FormDefinition> wanted) {
    return of(before, wanted, before.library());
  }

  /**
   * @param library the functions that formulas may call from then on
   */
  static AppChange of(CompiledApp before, List<FormDefinition> wanted, FunctionLibrary library) {
    var sources = new HashMap<String, AppCompiler.Source>();
    before
        .forms()
        .forEach(
            (key, form) ->
                sources.put(key, new AppCompiler.Source(form.definition(), form.version())));
    wanted.forEach(
        form ->
            sources.put(
                form.key().value(), new AppCompiler.Source(form, nextVersion(before, form))));
    var graph = new AppGraph(before.links().calendar());
    var result =
        AppCompiler.compile(before.schema(), before.key(), sources, library, graph, before.forms());
    graph.bind(result.forms().values());
    var changed =
        AppCompiler.resting(
            result.compiled(),
            Stream.concat(before.forms().values().stream(), result.forms().values().stream())
                .toList());
    return new AppChange(before, wanted, library, graph, result, changed);
  }

  private static int nextVersion(CompiledApp app, FormDefinition form) {
    var before = app.forms().get(form.key().value());
    return before == null ? 1 : before.version() + 1;
  }

  /** The forms that are new or changed; fails as invalid, with all problems of the first. */
  List<CompiledForm> compiled() {
    return wanted.stream().map(this::compiled).toList();
  }

  private CompiledForm compiled(FormDefinition form) {
    var key = form.key().value();
    var problems = result.failed().get(key);
    if (problems != null) {
      throw Refusal.invalid(
          wanted.size() == 1
              ? problems
              : problems.stream().map(problem -> problem.within("/" + key)).toList());
    }
    return result.forms().get(key);
  }

  /** A form as it would run; empty while it has mistakes. */
  Optional<CompiledForm> form(FormDefinition form) {
    return Optional.ofNullable(result.forms().get(form.key().value()));
  }

  /** Problems of the forms themselves, or else those they would make for others. */
  List<Problem> problems() {
    return wanted.stream()
        .flatMap(form -> result.failed().getOrDefault(form.key().value(), List.of()).stream())
        .collect(
            Collectors.collectingAndThen(
                Collectors.toList(), own -> own.isEmpty() ? broken() : own));
  }

  /** What would no longer run: other forms, permission sets, flows. */
  List<Problem> broken() {
    var keys = wanted.stream().map(form -> form.key().value()).collect(Collectors.toSet());
    var problems = new ArrayList<Problem>();
    before.forms().values().stream()
        .filter(other -> !keys.contains(other.key()))
        .forEach(other -> problems.addAll(brokenElsewhere(other)));
    keys.forEach(key -> problems.addAll(brokenPermissions(key)));
    problems.addAll(brokenFlows());
    return problems;
  }

  private List<Problem> brokenElsewhere(CompiledForm other) {
    var failed = result.failed().get(other.key());
    return failed == null
        ? brokenPermissions(other.key())
        : failed.stream().map(problem -> inOther(other, problem)).toList();
  }

  private static Problem inOther(CompiledForm form, Problem problem) {
    return Problem.at(
        "", DesignProblem.BREAKS_OTHER_FORM, form.definition().title(), problem.path(), problem);
  }

  /** The permission sets of a form that would give nobody anything any more. */
  private List<Problem> brokenPermissions(String key) {
    var form = result.forms().get(key);
    if (form == null || !before.forms().containsKey(key)) {
      return List.of();
    }
    var permissions = before.links().permissions(form.definition().key());
    if (!changed.contains(key) && !asksChanged(permissions)) {
      return List.of();
    }
    return PermissionCompiler.compile(form, permissions).problems().stream()
        .map(
            problem ->
                Problem.at(
                    "",
                    DesignProblem.BREAKS_PERMISSIONS,
                    form.definition().title(),
                    problem.path(),
                    problem))
        .toList();
  }

  /** Whether a condition on records may ask one of the changed forms, which it then names. */
  private boolean asksChanged(FormPermissions permissions) {
    return permissions.sets().stream()
        .anyMatch(set -> set.rows() != null && changed.stream().anyMatch(set.rows()::contains));
  }

  /** What the flows of the app could no longer do; those of forms with mistakes are not asked. */
  private List<Problem> brokenFlows() {
    if (!result.failed().isEmpty()) {
      return List.of();
    }
    return before.others().stream()
        .filter(one -> one.kind() == DefinitionKind.FLOW && concerns(one.published()))
        .map(one -> one.readPublished(FlowDefinition.class))
        .flatMap(
            flow ->
                FlowValidator.problems(flow, result.forms()).stream()
                    .map(problem -> inFlow(flow, problem)))
        .toList();
  }

  /** Whether a flow may go by one of the changed forms: it then names one of them. */
  private boolean concerns(String flow) {
    return !library.equals(before.library()) || changed.stream().anyMatch(flow::contains);
  }

  private static Problem inFlow(FlowDefinition flow, Problem problem) {
    return Problem.at("", DesignProblem.BREAKS_FLOW, flow.title(), problem.path(), problem);
  }

  /** Fails as invalid when flows that come with the forms could not run on them. */
  void requireRunning(List<FlowDefinition> flows) {
    var problems =
        flows.stream()
            .flatMap(
                flow ->
                    FlowValidator.problems(flow, result.forms()).stream()
                        .map(problem -> problem.within("/" + flow.key())))
            .toList();
    if (!problems.isEmpty()) {
      throw Refusal.invalid(problems);
    }
  }

  /** The published versions this rests on. */
  AppVersions versions() {
    return new AppVersions(
        before.versions().app(),
        before.forms().values().stream()
            .collect(Collectors.toMap(CompiledForm::key, CompiledForm::version)));
  }

  /** Of the flows this rests on, by key. */
  Map<String, Integer> flowVersions() {
    return PublishedFlow.versions(PublishedFlow.among(before.others()));
  }

  /**
   * The app as it runs once this was published.
   *
   * @param definition of the app, published with it; null: stays
   * @param flows published with it, for the first time
   */
  CompiledApp made(AppDefinition definition, List<FlowDefinition> flows) {
    var more = new ArrayList<StoredDefinition>();
    if (definition != null) {
      more.add(
          stored(
              DefinitionKind.APP,
              definition.key().value(),
              before.versions().app() + 1,
              DefinitionJson.write(definition)));
    }
    flows.forEach(
        flow ->
            more.add(
                stored(DefinitionKind.FLOW, flow.key().value(), 1, DefinitionJson.write(flow))));
    return before.after(result.forms(), graph, library, more);
  }

  private StoredDefinition stored(DefinitionKind kind, String key, int version, String json) {
    return new StoredDefinition(
        before.key().value(),
        kind,
        key,
        json,
        version,
        version,
        json,
        OffsetDateTime.now(ZoneOffset.UTC));
  }
}
