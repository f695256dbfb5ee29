package dev.formwork.core.compile;

import dev.formwork.core.expression.WorkCalendar;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.naming.Title;
import dev.formwork.core.organization.Membership;
import dev.formwork.core.organization.Organization;
import dev.formwork.core.permission.AppAccess;
import dev.formwork.core.permission.AppRole;
import dev.formwork.core.permission.FieldRight;
import dev.formwork.core.permission.FormPermissions;
import dev.formwork.core.permission.Grantees;
import dev.formwork.core.permission.PermissionSet;
import dev.formwork.core.permission.RecordAction;
import dev.formwork.core.rights.AppRights;
import dev.formwork.core.rights.CompiledPermissionSet;
import dev.formwork.core.rights.FieldLineage;
import dev.formwork.core.rights.PermissionCompiler;
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
import java.util.stream.Stream;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

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
  private volatile Map<String, List<CompiledPermissionSet>> permissions = Map.of();
  private volatile Map<String, FormPermissions> defined = Map.of();
  private volatile AppAccess access = new AppAccess(null, List.of());
  private volatile RightsOfPeople rights = new RightsOfPeople(null, Map.of());
  private volatile Set<String> watched = Set.of();
  private final Map<String, FieldLineage> sources = new ConcurrentHashMap<>();
  private final WorkCalendar calendar;

  /** The rights worked out so far, for the organisation as it is. */
  private record RightsOfPeople(Organization organization, Map<UUID, AppRights> byMember) {}

  /** Key of the set that administrators of an app have by themselves. */
  static final String ADMINISTRATOR = "administrator";

  private static final CompiledPermissionSet EVERYTHING =
      builtIn(ADMINISTRATOR, Set.of(RecordAction.values()), FieldRight.WRITE);

  private static final String AUDITOR = "auditor";

  private static final CompiledPermissionSet AUDIT =
      builtIn(AUDITOR, Set.of(RecordAction.READ, RecordAction.HISTORY), FieldRight.READ);

  /** Whether this is the key of a set that comes with what someone is in the app. */
  public static boolean isBuiltIn(String key) {
    return key.equals(ADMINISTRATOR) || key.equals(AUDITOR);
  }

  private static CompiledPermissionSet builtIn(
      String key, Set<RecordAction> actions, FieldRight fields) {
    return new CompiledPermissionSet(
        new PermissionSet(
            key, Title.of(key), Grantees.all(), actions, Map.of(), fields, null, true),
        null);
  }

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
    var usable = new HashMap<String, List<CompiledPermissionSet>>();
    for (var form : all) {
      var permissions =
          defined.getOrDefault(form.key(), FormPermissions.open(form.definition().key()));
      usable.put(form.key(), PermissionCompiler.usable(form, permissions));
    }
    permissions = Map.copyOf(usable);
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
    return Comparator.comparing((CompiledForm form) -> lockRank(form.key()))
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

  /** What the fields of a form are worked out from. */
  public FieldLineage sources(CompiledForm form) {
    return sources.computeIfAbsent(form.key(), _ -> FieldLineage.of(form));
  }

  /** The permission sets of a form that someone has. */
  public List<CompiledPermissionSet> applicable(
      CompiledForm form, Set<AppRole> roles, Membership membership, Organization organization) {
    if (roles.contains(AppRole.ADMINISTRATOR)) {
      return List.of(EVERYTHING);
    }
    var found = new ArrayList<CompiledPermissionSet>();
    if (roles.contains(AppRole.AUDITOR)) {
      found.add(AUDIT);
    }
    permissions.getOrDefault(form.key(), List.of()).stream()
        .filter(set -> set.definition().who().includes(membership, organization))
        .forEach(found::add);
    return List.copyOf(found);
  }

  /** The same for someone looked through, whose standing is nobody's own: not kept. */
  public AppRights rightsOnce(Organization organization, Membership membership) {
    return AppRights.of(this, organization, membership);
  }

  /**
   * What someone from outside may do: one set on one form.
   *
   * @param form null: nothing in this app
   */
  public AppRights rightsOfGuest(String form, PermissionSet set) {
    return AppRights.ofGuest(this, form == null ? "" : form, set);
  }

  /** What a member may do in this app who has a task: one set on one form, beside their own. */
  public AppRights rightsAtTask(
      Organization organization, Membership membership, String form, PermissionSet set) {
    return AppRights.atTask(this, organization, membership, form, set);
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

  /**
   * What someone may do in this app; kept for as long as the organisation stays as it is.
   *
   * @param membership null: the platform itself, which may do everything
   */
  public AppRights rights(Organization organization, Membership membership) {
    if (membership == null) {
      return AppRights.everything(this);
    }
    var known = rights;
    if (known.organization != organization) {
      known = new RightsOfPeople(organization, new ConcurrentHashMap<>());
      rights = known;
    }
    return known.byMember.computeIfAbsent(
        membership.member(), _ -> AppRights.of(this, organization, membership));
  }
}
