package dev.formwork.designer.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.compile.AppCompiler;
import dev.formwork.core.compile.AppGraph;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.AppDefinition;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.expression.FunctionLibrary;
import dev.formwork.core.script.function.ScriptFunctionLibrary;
import dev.formwork.core.workspace.compiled.CompiledApp;
import dev.formwork.core.workspace.definition.DefinitionId;
import dev.formwork.core.workspace.definition.StoredDefinition;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An app with some of its definitions changed, compiled once: the changed forms and those that rest
 * on them; all others are those of the app as it runs. Is put in the app's place when it was
 * published. Pure.
 *
 * @param before the app as it runs
 * @param wanted what is new or changed
 * @param library the functions that formulas may call from then on
 * @param changed keys of the forms that may come out otherwise: the changed ones, and all that rest
 *     on them
 * @param acceptsLoss whether values that do not fit a new type may be left over or overwritten
 */
public record AppChange(
    CompiledApp before,
    List<NewVersion<?>> wanted,
    FunctionLibrary library,
    AppGraph graph,
    AppCompiler.Result result,
    Set<String> changed,
    boolean acceptsLoss) {

  /** Compiles an app with these definitions in it. */
  public static AppChange of(CompiledApp before, List<? extends NewVersion<?>> wanted) {
    var forms = forms(before, wanted);
    var library = library(before, wanted);
    var graph = new AppGraph(before.links().calendar());
    var result =
        AppCompiler.compile(before.schema(), before.key(), forms, library, graph, before.forms());
    graph.bind(result.forms().values());
    var changed =
        AppCompiler.resting(
            result.compiled(),
            Stream.concat(before.forms().values().stream(), result.forms().values().stream())
                .toList());
    return new AppChange(before, List.copyOf(wanted), library, graph, result, changed, false);
  }

  /** The same, by someone who was told what becomes of values that do not fit, and goes on. */
  public AppChange acceptingLoss(boolean accepts) {
    return new AppChange(before, wanted, library, graph, result, changed, accepts);
  }

  /** The same with definitions that change no form. */
  AppChange with(List<? extends NewVersion<?>> more) {
    var all = Stream.<NewVersion<?>>concat(wanted.stream(), more.stream()).toList();
    return new AppChange(before, all, library, graph, result, changed, acceptsLoss);
  }

  private static Map<String, AppCompiler.Source> forms(
      CompiledApp before, List<? extends NewVersion<?>> wanted) {
    var sources = new HashMap<String, AppCompiler.Source>();
    before
        .forms()
        .forEach(
            (key, form) ->
                sources.put(key, new AppCompiler.Source(form.definition(), form.version())));
    wanted.stream()
        .filter(one -> one.definition() instanceof FormDefinition)
        .forEach(
            one ->
                sources.put(
                    one.id().key(),
                    new AppCompiler.Source(
                        (FormDefinition) one.definition(), version(before, one.id()))));
    return sources;
  }

  private static FunctionLibrary library(CompiledApp before, List<? extends NewVersion<?>> wanted) {
    return wanted.stream()
        .filter(one -> one.id().row().kind() == DefinitionKind.APP)
        .findFirst()
        .map(one -> library(before, one.row()))
        .orElse(before.library());
  }

  private static FunctionLibrary library(CompiledApp before, JsonNode app) {
    var functions = JsonShape.object(app, AppDefinition.class).functions();
    return functions.equals(before.app().map(AppDefinition::functions).orElse(List.of()))
        ? before.library()
        : ScriptFunctionLibrary.with(functions);
  }

  private static int version(CompiledApp before, DefinitionId id) {
    return before.versions().of(id) + 1;
  }

  /** The version that a definition is about to get. */
  public int version(DefinitionId id) {
    return version(before, id);
  }

  /** The forms of the app afterwards, by key; without those that have mistakes. */
  public Map<String, CompiledForm> forms() {
    return result.forms();
  }

  /** The keys of all forms of the app afterwards, also of those that have mistakes. */
  public Set<String> formKeys() {
    return Stream.concat(result.forms().keySet().stream(), result.failed().keySet().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The forms that are new or changed; all of them, when none has a mistake. */
  public List<CompiledForm> wantedForms() {
    return wanted.stream()
        .filter(one -> one.id().kind() == DefinitionKind.FORM)
        .flatMap(one -> Optional.ofNullable(result.forms().get(one.id().key())).stream())
        .toList();
  }

  /** Whether a definition is among those that change. */
  public boolean isWanted(DefinitionKind kind, String key) {
    return wanted.stream().anyMatch(one -> one.id().kind() == kind && one.id().key().equals(key));
  }

  /** Whether other functions are there than before. */
  public boolean changesFunctions() {
    return !library.equals(before.library());
  }

  /** The published definitions of a kind that stay as they are; forms are not among them. */
  public Stream<StoredDefinition> staying(DefinitionKind kind) {
    return before.others().stream().filter(one -> one.kind() == kind && !isWanted(kind, one.key()));
  }

  /** The app's own definition as it will be; empty when there is none. */
  public Optional<AppDefinition> app() {
    return wanted.stream()
        .filter(one -> one.id().row().kind() == DefinitionKind.APP)
        .findFirst()
        .map(one -> JsonShape.object(one.row(), AppDefinition.class))
        .or(before::app);
  }

  /** The app as it runs once this was published. */
  public CompiledApp made() {
    return before.after(
        result.forms(),
        graph,
        library,
        wanted.stream()
            .filter(one -> one.id().kind() != DefinitionKind.FORM)
            .map(this::published)
            .collect(Collectors.toList()));
  }

  private StoredDefinition published(NewVersion<?> one) {
    var json = one.row().toString();
    var version = version(one.id());
    return new StoredDefinition(
        one.id().row(), json, version, version, json, OffsetDateTime.now(ZoneOffset.UTC));
  }
}
