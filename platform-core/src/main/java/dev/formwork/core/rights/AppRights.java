package dev.formwork.core.rights;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.expression.PeopleDirectory;
import dev.formwork.core.organization.Membership;
import dev.formwork.core.organization.Organization;
import dev.formwork.core.permission.AppRole;
import dev.formwork.core.permission.FormPermissions;
import dev.formwork.core.permission.PermissionSet;
import dev.formwork.core.permission.RecordAction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;

/** What one person may do in an app, worked out when first asked. */
public final class AppRights {

  private final AppPermissions permissions;
  private final Organization organization;
  private final Membership membership;
  private final Set<AppRole> roles;

  /** The only set of someone from outside, and its form; null: a member. */
  private final PermissionSet guest;

  private final String guestForm;

  /** Whether a member sees and sets no more of fields by that set than they may anyway. */
  private final boolean withinOwn;

  /** What a token is made for: form and action; null: everything. */
  private final BiPredicate<String, RecordAction> within;

  private final Map<String, FormRights> forms = new ConcurrentHashMap<>();

  private AppRights(
      AppPermissions permissions,
      Organization organization,
      Membership membership,
      Set<AppRole> roles,
      BiPredicate<String, RecordAction> within,
      String guestForm,
      PermissionSet guest,
      boolean withinOwn) {
    this.guestForm = guestForm;
    this.guest = guest;
    this.withinOwn = withinOwn;
    this.permissions = permissions;
    this.organization = organization;
    this.membership = membership;
    this.roles = roles;
    this.within = within;
  }

  /** Those of the platform itself. */
  public static AppRights everything(AppPermissions permissions) {
    return new AppRights(
        permissions, null, null, Set.of(AppRole.ADMINISTRATOR), null, null, null, false);
  }

  public static AppRights of(
      AppPermissions permissions, Organization organization, Membership membership) {
    return new AppRights(
        permissions,
        organization,
        membership,
        permissions.graph().access().rolesOf(membership, organization),
        null,
        null,
        null,
        false);
  }

  /** Someone from outside: one set on one form. */
  public static AppRights ofGuest(AppPermissions permissions, String form, PermissionSet set) {
    return new AppRights(permissions, null, null, Set.of(AppRole.USER), null, form, set, false);
  }

  /** A member at a task: one set on one form, and on all others what they may anyway. */
  public static AppRights atTask(
      AppPermissions permissions,
      Organization organization,
      Membership membership,
      TaskPermissions task) {
    return new AppRights(
        permissions,
        organization,
        membership,
        permissions.graph().access().rolesOf(membership, organization),
        null,
        task.form(),
        task.set(),
        task.withinOwn());
  }

  /** The same, for what a token is made for. */
  public AppRights within(BiPredicate<String, RecordAction> narrower) {
    return new AppRights(
        permissions, organization, membership, roles, narrower, guestForm, guest, withinOwn);
  }

  /** Whether nothing at all is kept from the person, or from their token. */
  boolean isWhole() {
    return within == null && guestForm == null && roles.contains(AppRole.ADMINISTRATOR);
  }

  /** What the person is in the app; empty: they may not come in. */
  public Set<AppRole> roles() {
    return roles;
  }

  public boolean mayEnter() {
    return !roles.isEmpty();
  }

  public boolean mayDesign() {
    return roles.contains(AppRole.DESIGNER) || roles.contains(AppRole.ADMINISTRATOR);
  }

  public boolean mayAdminister() {
    return roles.contains(AppRole.ADMINISTRATOR);
  }

  public FormRights of(CompiledForm form) {
    var known = forms.get(form.key());
    if (known != null && known.form().equals(form)) {
      return known;
    }
    // Not computeIfAbsent: working one out may ask for others.
    var made = new FormRights(this, form, sets(form));
    forms.put(form.key(), made);
    return made;
  }

  /** Null for a form that is not published. */
  FormRights of(String key) {
    return permissions.graph().form(key).map(this::of).orElse(null);
  }

  FormRights ofTable(String table) {
    return permissions.graph().formOfTable(table).map(this::of).orElse(null);
  }

  /** Among whom the person is; empty for whoever comes from outside. */
  Optional<PeopleDirectory> people() {
    return Optional.ofNullable(organization);
  }

  AppPermissions permissions() {
    return permissions;
  }

  private List<PermissionSet> guestSets(CompiledForm form) {
    return withinOwn
        ? CorrectionSets.of(
            form.definition(),
            guest,
            permissions.applicable(form, roles, membership, organization).stream()
                .map(CompiledPermissionSet::definition)
                .toList())
        : List.of(guest);
  }

  private List<CompiledPermissionSet> sets(CompiledForm form) {
    if (form.key().equals(guestForm)) {
      return PermissionCompiler.usable(
          form, new FormPermissions(form.definition().key(), guestSets(form)));
    }
    if (roles.isEmpty() || guestForm != null && membership == null) {
      return List.of();
    }
    return permissions.applicable(form, roles, membership, organization).stream()
        .map(
            set ->
                within == null
                    ? set
                    : set.only(recordAction -> within.test(form.key(), recordAction)))
        .filter(set -> !set.definition().actions().isEmpty())
        .toList();
  }
}
