package dev.formwork.core.access;

import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.organization.LiveOrganization;
import dev.formwork.core.organization.Membership;
import dev.formwork.core.organization.Organization;
import dev.formwork.core.permission.PermissionSet;
import dev.formwork.core.permission.RecordAction;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.workspace.Workspace;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/**
 * The member, guest, token or system on whose behalf a service call runs, with the limits of that
 * call. Every service method takes one. Membership and roles are read from the current organisation
 * on each call, so a role that was taken away counts at once.
 *
 * @param memberId of a person; null for the system itself
 * @param readOnly true for a token that may only read, and while seeing as someone else
 * @param scope how far the token reaches that they came with
 * @param purpose only permission sets that also give this count, such as to export; null: all
 * @param guest someone from outside, by a public link, or a member at a task; null: a member, or
 *     the platform
 * @param assumed the standing looked through instead of one's own; null: one's own
 * @param ownZone a time zone of their own choice; null: the workspace's
 */
public record Caller(
    MemberId memberId,
    Workspace workspace,
    LiveOrganization organization,
    boolean readOnly,
    TokenScope scope,
    RecordAction purpose,
    Guest guest,
    Membership assumed,
    Locale locale,
    ZoneId ownZone) {

  /**
   * What someone from outside may do: this with the records of one form, and nothing else.
   *
   * @param set who has it does not matter
   * @param opened what may be changed although its read-only rule holds: keys of fields, {@code
   *     rows.column} of columns
   * @param run the run of a flow whose task it is; null: no task of one
   * @param host who let them in to make a record, and is meant by {@code ME()} in what they make;
   *     null: nobody
   * @param withinOwn whether a member sees and sets no more of fields by it than they may anyway
   */
  public record Guest(
      AppKey app,
      FormKey form,
      PermissionSet set,
      Set<String> opened,
      UUID run,
      MemberId host,
      boolean withinOwn) {

    public Guest {
      opened = Set.copyOf(opened);
    }

    public Guest(AppKey app, FormKey form, PermissionSet set, Set<String> opened, UUID run) {
      this(app, form, set, opened, run, null, false);
    }

    public Guest(AppKey app, FormKey form, PermissionSet set) {
      this(app, form, set, Set.of(), null, null, false);
    }

    /** The same, with no more of fields than the member may anyway. */
    public Guest limitedToOwn() {
      return new Guest(app, form, set, opened, run, host, true);
    }
  }

  /** What a member is in a workspace. */
  public enum Role {
    ADMINISTRATOR,
    MEMBER
  }

  /** A member at their own screen. */
  public static Caller of(
      MemberId memberId,
      Workspace workspace,
      LiveOrganization organization,
      Locale locale,
      ZoneId ownZone) {
    return new Caller(
        memberId,
        workspace,
        organization,
        false,
        TokenScope.WHOLE,
        null,
        null,
        null,
        locale,
        ownZone);
  }

  /** Someone from outside, by a public link. */
  public static Caller guest(
      Workspace workspace, LiveOrganization organization, Guest guest, Locale locale) {
    var reach =
        new TokenScope(
            List.of(new TokenScope.Grant(guest.app.value(), guest.form.value(), Set.of())),
            List.of());
    return new Caller(null, workspace, organization, false, reach, null, guest, null, locale, null);
  }

  /** A member who has a task: the task opens a record to them, whatever they may otherwise. */
  public Caller atTask(Guest task) {
    return new Caller(
        memberId, workspace, organization, readOnly, scope, null, task, assumed, locale, ownZone);
  }

  /**
   * Whether a field may be changed although its read-only rule holds.
   *
   * @param key of the field, or {@code rows.column}
   */
  public boolean opens(String key) {
    return guest != null && guest.opened.contains(key);
  }

  /** The platform acting for itself among a workspace's people, such as a flow. */
  public static Caller system(Workspace workspace, LiveOrganization organization) {
    return of(null, workspace, organization, Locale.ENGLISH, null);
  }

  /** The platform acting for itself, such as resuming an import after a restart. */
  public static Caller system(Workspace workspace) {
    return of(null, workspace, LiveOrganization.none(workspace.id()), Locale.ENGLISH, null);
  }

  public boolean isSystem() {
    return memberId == null && guest == null;
  }

  /** The people of the workspace, as the caller counts among them. */
  public Organization people() {
    var now = organization.now();
    return assumed == null ? now : now.with(assumed);
  }

  /** Whom {@code ME()} means: the member, or the host of a guest; null: nobody. */
  public MemberId me() {
    return memberId == null && guest != null ? guest.host : memberId;
  }

  /**
   * Where the caller stands now.
   *
   * @throws Refusal when they may not come in any more
   */
  public Membership standing() {
    var membership = assumed != null ? assumed : organization.now().standing(memberId).orElse(null);
    if (membership == null || !membership.active()) {
      throw Refusal.of(Refusal.Kind.NOT_SIGNED_IN, CoreProblem.ACCOUNT_INACTIVE);
    }
    return membership;
  }

  /** Whether they may still come in. */
  public boolean isActive() {
    return isSystem()
        || guest != null
        || assumed != null
        || organization.now().standing(memberId).map(Membership::active).orElse(false);
  }

  public Role role() {
    return isSystem() || guest == null && standing().administrator()
        ? Role.ADMINISTRATOR
        : Role.MEMBER;
  }

  public boolean isAdministrator() {
    return role() == Role.ADMINISTRATOR;
  }

  /**
   * @throws Refusal unless records may be changed
   */
  public void requireWriting() {
    if (assumed != null) {
      throw Refusal.of(Refusal.Kind.FORBIDDEN, CoreProblem.SEEING_AS, assumed.name());
    }
    if (readOnly) {
      throw Refusal.of(Refusal.Kind.FORBIDDEN, CoreProblem.TOKEN_READS_ONLY);
    }
  }

  /**
   * @throws Refusal unless what concerns the whole workspace may be changed; limited tokens may not
   */
  public void requireDesigning() {
    requireWriting();
    requireAdministrator();
    requireUnlimitedToken();
  }

  /**
   * @throws Refusal unless what only administrators of the workspace know may be read
   */
  public void requireAdministrator() {
    if (!isAdministrator()) {
      throw Refusal.of(Refusal.Kind.FORBIDDEN, CoreProblem.ADMINISTRATORS_ONLY);
    }
    requireWholeScope();
  }

  /**
   * @throws Refusal for a token made for records of some apps alone
   */
  public void requireWholeScope() {
    if (!scope.isWhole()) {
      throw Refusal.of(Refusal.Kind.FORBIDDEN, CoreProblem.TOKEN_SCOPE);
    }
  }

  /**
   * @throws Refusal for a token that is good from some places or for some time alone. Whatever lets
   *     somebody in, sends something out or works by itself would do so from elsewhere, and later:
   *     people and their rights, settings, definitions, links, delegations
   */
  public void requireUnlimitedToken() {
    requireWholeScope();
    requireLastingToken();
  }

  /**
   * @throws Refusal for the same tokens, whatever they are for: a public link to what a token
   *     reaches is good from everywhere, and for longer
   */
  public void requireLastingToken() {
    if (scope.isLimited()) {
      throw Refusal.of(Refusal.Kind.FORBIDDEN, CoreProblem.TOKEN_LIMITED);
    }
  }

  /** In which they read and write times: of their own choice, else the workspace's. */
  public ZoneId zone() {
    return ownZone != null ? ownZone : organization.now().zone();
  }

  /** Whether they read times in another zone than the workspace's. */
  public boolean isElsewhere() {
    return !zone().equals(organization.now().zone());
  }

  public Caller in(Locale otherLocale) {
    return with(otherLocale, ownZone);
  }

  /** The same person through a token. */
  public Caller through(boolean reading, TokenScope narrower) {
    return new Caller(
        memberId,
        workspace,
        organization,
        reading,
        narrower,
        purpose,
        guest,
        assumed,
        locale,
        ownZone);
  }

  /** The same, no further than a token reached that began the work. */
  public Caller within(TokenScope narrower) {
    return through(readOnly, narrower);
  }

  /** The same for one purpose: only permission sets that also give the action count. */
  public Caller doing(RecordAction recordAction) {
    return new Caller(
        memberId,
        workspace,
        organization,
        readOnly,
        scope,
        recordAction,
        guest,
        assumed,
        locale,
        ownZone);
  }

  /** The same with what a person chose for themselves. */
  public Caller with(Locale otherLocale, ZoneId otherZone) {
    return new Caller(
        memberId,
        workspace,
        organization,
        readOnly,
        scope,
        purpose,
        guest,
        assumed,
        otherLocale,
        otherZone);
  }

  /** Everything as someone else sees it; nothing can be changed. */
  public Caller seeingAs(Membership other) {
    requireAdministrator();
    return explaining(other);
  }

  /** The same for whoever explains someone's rights; may they ask is checked by whoever does. */
  public Caller explaining(Membership other) {
    return new Caller(
        other.member(),
        workspace,
        organization,
        true,
        scope,
        purpose,
        null,
        other,
        locale,
        ownZone);
  }
}
