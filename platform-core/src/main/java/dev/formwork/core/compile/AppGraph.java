package dev.formwork.core.compile;

import dev.formwork.core.expression.WorkCalendar;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.permission.AppAccess;
import dev.formwork.core.permission.FormPermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The graph of an app's published forms: which form depends on which, and in which order rows of
 * several forms are locked. Created empty before the forms are compiled and filled once when all
 * are.
 */
public final class AppGraph {

  /** Who reads a form, and how. */
  public record Dependent(CompiledForm form, Dependency reads) {}

  private volatile Map<String, CompiledForm> forms = Map.of();
  private volatile Map<String, List<Dependent>> readers = Map.of();
  private volatile Map<String, Integer> ranks = Map.of();
  private volatile Map<String, CompiledForm> tables = Map.of();
  private volatile Map<String, FormPermissions> defined = Map.of();
  private volatile AppAccess access = new AppAccess(null, List.of());
  private volatile Set<String> watched = Set.of();
  private volatile Map<String, Map<String, FlowOwnedField>> owned = Map.of();
  private final Map<Class<?>, Object> derived = new ConcurrentHashMap<>();
  private final WorkCalendar calendar;

  public AppGraph(WorkCalendar calendar) {
    this.calendar = calendar;
  }

  /** A form on its own, as it is while it is being designed. */
  public static AppGraph none() {
    return new AppGraph(WorkCalendar.WEEKDAYS);
  }

  /**
   * Ties the forms of an app together.
   *
   * @param defined permissions by the key of their form; a form without any is open
   */
  public void bind(
      Collection<CompiledForm> all, Map<String, FormPermissions> defined, AppAccess appAccess) {
    access = appAccess;
    this.defined = Map.copyOf(defined);
    bind(all);
  }

  /** Ties the forms of an app together, open to everyone. */
  public void bind(Collection<CompiledForm> all) {
    var byKey = new HashMap<String, CompiledForm>();
    var reading = new HashMap<String, List<Dependent>>();
    for (var form : all) {
      byKey.put(form.key(), form);
      form.reads()
          .forEach(
              dependency ->
                  reading
                      .computeIfAbsent(dependency.form(), _ -> new ArrayList<>())
                      .add(new Dependent(form, dependency)));
    }
    forms = Map.copyOf(byKey);
    tables =
        byKey.values().stream()
            .collect(Collectors.toUnmodifiableMap(form -> form.table().sql(), form -> form));
    readers = Map.copyOf(reading);
    var depths = new HashMap<String, Integer>();
    new TreeSet<>(byKey.keySet()).forEach(key -> depth(key, depths, new HashSet<>()));
    ranks = Map.copyOf(depths);
    derived.clear();
  }

  /**
   * How many links upwards there are at most from a form: to those whose rollups and invariants
   * count its records, and to those its formulas read.
   */
  private int depth(String form, Map<String, Integer> depths, Set<String> underway) {
    if (depths.containsKey(form) || !underway.add(form)) {
      return depths.getOrDefault(form, 0);
    }
    var counting =
        readers(form).stream()
            .filter(dependent -> dependent.reads() instanceof Dependency.ByLookup)
            .map(dependent -> dependent.form().key());
    var read =
        form(form).stream()
            .flatMap(compiled -> compiled.reads().stream())
            .filter(Dependency.ByFormula.class::isInstance)
            .map(Dependency::form);
    int depth =
        Stream.concat(counting, read)
            .mapToInt(above -> 1 + depth(above, depths, underway))
            .max()
            .orElse(0);
    depths.put(form, depth);
    return depth;
  }

  public List<Dependent> readers(String form) {
    return readers.getOrDefault(form, List.of());
  }

  public Optional<CompiledForm> form(String key) {
    return Optional.ofNullable(forms.get(key));
  }

  /** The order in which rows are locked: those that others depend on first. */
  public Comparator<CompiledForm> lockOrder() {
    return Comparator.comparingInt((CompiledForm form) -> lockRank(form.key()))
        .thenComparing(CompiledForm::key);
  }

  /** The place of a form in the order of locking, from 0. */
  public int lockRank(String form) {
    return ranks.getOrDefault(form, 0);
  }

  /** The days this workspace works. */
  public WorkCalendar calendar() {
    return calendar;
  }

  public Optional<CompiledForm> formOfTable(String table) {
    return Optional.ofNullable(tables.get(table));
  }

  /** The permissions of a form as they were defined; those of an open form if nobody did. */
  public FormPermissions permissions(FormKey form) {
    return defined.getOrDefault(form.value(), FormPermissions.open(form));
  }

  public AppAccess access() {
    return access;
  }

  /** The published forms of the app. */
  public Collection<CompiledForm> forms() {
    return forms.values();
  }

  /** What was worked out before; empty when nothing of this type was. */
  public <T> Optional<T> derived(Class<T> type) {
    return Optional.ofNullable(derived.get(type)).map(type::cast);
  }

  /**
   * What another package works out from this graph; made once and kept as long as the graph.
   *
   * @param type of what is made, one of each
   */
  public <T> T derived(Class<T> type, Function<AppGraph, T> make) {
    return type.cast(derived.computeIfAbsent(type, _ -> make.apply(this)));
  }

  /** Whether something else waits for what happens to records of a form. */
  public boolean isWatched(String form) {
    return watched.contains(form);
  }

  /**
   * @param forms keys of those whose changes observers are told of
   */
  public void watch(Set<String> forms) {
    watched = Set.copyOf(forms);
  }

  /** The fields of a form that flows set and no person, by key. */
  public Map<String, FlowOwnedField> owned(String form) {
    return owned.getOrDefault(form, Map.of());
  }

  /**
   * @param fields by form and key
   */
  public void own(Map<String, Map<String, FlowOwnedField>> fields) {
    owned = Map.copyOf(fields);
  }
}
