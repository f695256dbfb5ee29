package dev.formwork.core.rights;

import dev.formwork.core.compile.AppGraph;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.CompiledFilter;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.Title;
import dev.formwork.core.organization.Membership;
import dev.formwork.core.organization.Organization;
import dev.formwork.core.permission.AppRole;
import dev.formwork.core.permission.FieldRight;
import dev.formwork.core.permission.Grantees;
import dev.formwork.core.permission.PermissionSet;
import dev.formwork.core.permission.RecordAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * The permissions of an app, compiled, and the rights of its people, kept while the organisation
 * stays as it is.
 */
public final class AppPermissions {

  /** The rights worked out so far, for the organisation as it is. */
  private record RightsOfPeople(Organization organization, Map<MemberId, AppRights> byMember) {}

  /** Key of the set that administrators of an app have by themselves. */
  private static final String ADMINISTRATOR = "administrator";

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

  private final AppGraph graph;

  /** By the keys of the forms. */
  private final Map<String, List<CompiledPermissionSet>> sets;

  private final AppRights everything = AppRights.everything(this);
  private final RightsCache cache = new RightsCache();
  private final Map<String, FieldLineage> lineages = new ConcurrentHashMap<>();
  private volatile RightsOfPeople rights = new RightsOfPeople(null, Map.of());

  private AppPermissions(AppGraph graph) {
    this.graph = graph;
    this.sets =
        graph.forms().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    CompiledForm::key,
                    form ->
                        PermissionCompiler.usable(
                            form, graph.permissions(form.definition().key()))));
  }

  /** Those of an app whose forms are tied together. */
  public static AppPermissions of(AppGraph graph) {
    return graph.derived(AppPermissions.class, AppPermissions::new);
  }

  public AppGraph graph() {
    return graph;
  }

  /** What the fields of a form are worked out from. */
  public FieldLineage lineage(CompiledForm form) {
    return lineages.computeIfAbsent(form.key(), _ -> FieldLineage.of(form));
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
    sets.getOrDefault(form.key(), List.of()).stream()
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
  public AppRights rightsOfGuest(Organization organization, String form, PermissionSet set) {
    var only = form == null ? "" : form;
    return cache.ofGuest(organization, only, set, () -> AppRights.ofGuest(this, only, set));
  }

  /** What a member may do in this app who has a task: one set on one form, beside their own. */
  public AppRights rightsAtTask(
      Organization organization, Membership membership, TaskPermissions task) {
    return cache.atTask(
        rights(organization, membership),
        task,
        () -> AppRights.atTask(this, organization, membership, task));
  }

  /**
   * The same rights as far as a token reaches.
   *
   * @param reach of the token, by which equal ones are known
   * @param within form and action it allows
   */
  public AppRights narrowed(AppRights of, Object reach, BiPredicate<String, RecordAction> within) {
    return cache.narrowed(of, reach, () -> of.within(within));
  }

  CompiledFilter filter(FormRights of, String source) throws CompiledExpression.InvalidExpression {
    return cache.filter(of, source);
  }

  /**
   * What someone may do in this app; kept for as long as the organisation stays as it is.
   *
   * @param membership null: the platform itself, which may do everything
   */
  public AppRights rights(Organization organization, Membership membership) {
    if (membership == null) {
      return everything;
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
