package dev.formwork.core.access;

import dev.formwork.core.organization.LiveOrganization;
import dev.formwork.core.organization.Organization;
import dev.formwork.core.organization.Standing;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.workspace.Workspace;
import java.time.ZoneId;
import java.util.Locale;
import java.util.UUID;

/**
 * On whose behalf a command runs, and how far they may go. Every service call carries one. Where
 * they stand is looked up anew each time: whoever left, or lost a role, is stopped at once.
 *
 * @param memberId of a person; null for the system itself
 * @param readOnly true for a token that may only read, and while seeing as someone else
 * @param scope how far the token reaches that they came with
 * @param assumed the standing looked through instead of one's own; null: one's own
 */
public record Caller(
    UUID memberId,
    Workspace workspace,
    LiveOrganization organization,
    boolean readOnly,
    TokenScope scope,
    Standing assumed,
    Locale locale,
    ZoneId zone) {

  /** What a member is in a workspace. */
  public enum Role {
    ADMINISTRATOR,
    MEMBER
  }

  /** A member at their own screen. */
  public static Caller of(
      UUID memberId,
      Workspace workspace,
      LiveOrganization organization,
      Locale locale,
      ZoneId zone) {
    return new Caller(
        memberId, workspace, organization, false, TokenScope.WHOLE, null, locale, zone);
  }

  /** The platform acting for itself, such as resuming an import after a restart. */
  public static Caller system(Workspace workspace) {
    return of(
        null,
        workspace,
        LiveOrganization.none(workspace.id()),
        Locale.ENGLISH,
        ZoneId.systemDefault());
  }

  public boolean isSystem() {
    return memberId == null;
  }

  /** The people of the workspace, as the caller counts among them. */
  public Organization people() {
    var now = organization.now();
    return assumed == null ? now : now.with(assumed);
  }

  /**
   * Where the caller stands now.
   *
   * @throws Refusal when they may not come in any more
   */
  public Standing standing() {
    var standing = assumed != null ? assumed : organization.now().standing(memberId).orElse(null);
    if (standing == null || !standing.active()) {
      throw Refusal.of(Refusal.Kind.NOT_SIGNED_IN, "account-inactive");
    }
    return standing;
  }

  /** Whether they may still come in. */
  public boolean isActive() {
    return isSystem()
        || assumed != null
        || organization.now().standing(memberId).map(Standing::active).orElse(false);
  }

  public Role role() {
    return isSystem() || standing().administrator() ? Role.ADMINISTRATOR : Role.MEMBER;
  }

  public boolean isAdministrator() {
    return role() == Role.ADMINISTRATOR;
  }

  /**
   * @throws Refusal unless records may be changed
   */
  public void requireWriting() {
    if (assumed != null) {
      throw Refusal.of(Refusal.Kind.FORBIDDEN, "seeing-as", assumed.name());
    }
    if (readOnly) {
      throw Refusal.of(Refusal.Kind.FORBIDDEN, "token-reads-only");
    }
  }

  /**
   * @throws Refusal unless what concerns the whole workspace may be changed
   */
  public void requireDesigning() {
    requireWriting();
    requireAdministrator();
  }

  /**
   * @throws Refusal unless what only administrators of the workspace know may be read
   */
  public void requireAdministrator() {
    if (!isAdministrator()) {
      throw Refusal.of(Refusal.Kind.FORBIDDEN, "administrators-only");
    }
    requireWholeScope();
  }

  /**
   * @throws Refusal for a token made for records of some apps alone
   */
  public void requireWholeScope() {
    if (!scope.isWhole()) {
      throw Refusal.of(Refusal.Kind.FORBIDDEN, "token-scope");
    }
  }

  public Caller in(Locale otherLocale) {
    return new Caller(
        memberId, workspace, organization, readOnly, scope, assumed, otherLocale, zone);
  }

  /** The same person through a token. */
  Caller through(boolean reading, TokenScope narrower) {
    return new Caller(memberId, workspace, organization, reading, narrower, assumed, locale, zone);
  }

  /** The same, no further than a token reached that began the work. */
  public Caller within(TokenScope narrower) {
    return through(readOnly, narrower);
  }

  /** The same with what a person chose for themselves. */
  public Caller with(Locale otherLocale, ZoneId otherZone) {
    return new Caller(
        memberId, workspace, organization, readOnly, scope, assumed, otherLocale, otherZone);
  }

  /** Everything as someone else sees it; nothing can be changed. */
  public Caller seeingAs(Standing other) {
    requireAdministrator();
    return explaining(other);
  }

  /** The same for whoever explains someone's rights; may they ask is checked by whoever does. */
  public Caller explaining(Standing other) {
    return new Caller(other.member(), workspace, organization, true, scope, other, locale, zone);
  }
}
