package dev.formwork.core.audit;

import dev.formwork.core.access.Caller;
import dev.formwork.core.naming.MemberId;
import java.util.UUID;

/**
 * An entry for the audit log.
 *
 * @param member who did it; null: nobody known, or the platform
 * @param event what happened, such as {@code sign-in.failed}
 * @param subject whom or what it concerns
 * @param details JSON, with nothing secret in it
 */
public record AuditEvent(
    UUID workspace, MemberId member, String event, String subject, String details) {

  public static AuditEvent of(Caller caller, String event, String subject) {
    return of(caller, event, subject, "{}");
  }

  public static AuditEvent of(Caller caller, String event, String subject, String details) {
    return new AuditEvent(caller.workspace().id(), caller.memberId(), event, subject, details);
  }
}
