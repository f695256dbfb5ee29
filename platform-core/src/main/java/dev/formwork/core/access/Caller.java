package dev.formwork.core.access;

import dev.formwork.core.problem.Refusal;
import dev.formwork.core.workspace.Workspace;
import java.time.ZoneId;
import java.util.Locale;
import java.util.UUID;

/**
 * On whose behalf a command runs, and how far they may go. Every service call carries one.
 *
 * @param memberId of a person; null for the system itself
 * @param readOnly true for a token that may only read
 */
public record Caller(
    UUID memberId, Workspace workspace, Role role, boolean readOnly, Locale locale, ZoneId zone) {

  /** What a member is in a workspace. */
  public enum Role {
    ADMINISTRATOR,
    MEMBER
  }

  /** The platform acting for itself, such as resuming an import after a restart. */
  public static Caller system(Workspace workspace) {
    return new Caller(
        null, workspace, Role.ADMINISTRATOR, false, Locale.ENGLISH, ZoneId.systemDefault());
  }

  /**
   * @throws Refusal unless records may be changed
   */
  public void requireWriting() {
    if (readOnly) {
      throw Refusal.of(Refusal.Kind.FORBIDDEN, "token-reads-only");
    }
  }

  /**
   * @throws Refusal unless definitions may be changed
   */
  public void requireDesigning() {
    requireWriting();
    requireAdministrator();
  }

  /**
   * @throws Refusal unless what only designers know may be read
   */
  public void requireAdministrator() {
    if (role != Role.ADMINISTRATOR) {
      throw Refusal.of(Refusal.Kind.FORBIDDEN, "administrators-only");
    }
  }

  public Caller in(Locale otherLocale) {
    return new Caller(memberId, workspace, role, readOnly, otherLocale, zone);
  }
}
