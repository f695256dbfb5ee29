package dev.formwork.core.compile;

import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.expression.FunctionLibrary;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.problem.Problem;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Compiles the forms of an app together. A form that was compiled before is taken over if neither
 * its definition changed, nor one that its compilation asked for, nor the functions and the
 * calendar. Pure.
 */
public final class AppCompiler {

  private AppCompiler() {}

  /** A form's definition and the version it has or is about to get. */
  public record Source(FormDefinition definition, int version) {}

  /**
   * What came out. The graph knows the forms once they are bound.
   *
   * @param forms by key, without those that failed
   * @param failed the problems of each form that has any, by key
   * @param compiled keys of the forms that were not taken over
   */
  public record Result(
      Map<String, CompiledForm> forms, Map<String, List<Problem>> failed, Set<String> compiled) {

    public Result {
      forms = Map.copyOf(forms);
      failed = Map.copyOf(failed);
      compiled = Set.copyOf(compiled);
    }
  }

  /**
   * @param schema of the workspace
   * @param sources all forms of the app, by key
   * @param graph empty, to be bound afterwards
   * @param before what was compiled of the app earlier
   */
  public static Result compile(
      String schema,
      AppKey app,
      Map<String, Source> sources,
      FunctionLibrary library,
      AppGraph graph,
      Map<String, CompiledForm> before) {
    var setting =
        new FormCompiler.Setting(
            schema, app, FormDirectory.of(definitions(sources)), library, graph);
    var forms = new HashMap<String, CompiledForm>();
    var failed = new HashMap<String, List<Problem>>();
    var compiled = new HashSet<String>();
    sources.forEach(
        (key, source) -> {
          var known = before.get(key);
          if (known != null && holds(known, source, setting)) {
            forms.put(key, known.among(setting));
            return;
          }
          compiled.add(key);
          switch (FormCompiler.compile(setting, source.definition, source.version)) {
            case FormCompiler.Result.Compiled(var form) -> forms.put(key, form);
            case FormCompiler.Result.Failed(var problems) -> failed.put(key, problems);
          }
        });
    return new Result(forms, failed, compiled);
  }

  private static Map<String, FormDefinition> definitions(Map<String, Source> sources) {
    return sources.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().definition));
  }

  private static boolean holds(CompiledForm known, Source source, FormCompiler.Setting now) {
    var then = known.symbols().setting();
    return known.version() == source.version
        && same(known.definition(), source.definition)
        && then.library() == now.library()
        && then.links().calendar().equals(now.links().calendar())
        && known.uses().stream()
            .allMatch(key -> same(then.directory().form(key), now.directory().form(key)));
  }

  private static boolean same(Optional<FormDefinition> one, Optional<FormDefinition> other) {
    return one.isPresent() == other.isPresent() && (one.isEmpty() || same(one.get(), other.get()));
  }

  private static boolean same(FormDefinition one, FormDefinition other) {
    return one == other || one.equals(other);
  }

  /** The keys of these forms and of all whose compilation rests on them, however far away. */
  public static Set<String> resting(Set<String> on, Collection<CompiledForm> forms) {
    Map<FormKey, List<String>> users =
        forms.stream()
            .flatMap(form -> form.uses().stream().map(used -> Map.entry(used, form.key())))
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getKey,
                    Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    var found = new HashSet<String>();
    Function<String, List<String>> usersOf = key -> users.getOrDefault(new FormKey(key), List.of());
    var next = List.copyOf(on);
    while (!next.isEmpty()) {
      next = next.stream().filter(found::add).flatMap(key -> usersOf.apply(key).stream()).toList();
    }
    return found;
  }
}
