package dev.formwork.core.share;

import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.naming.Title;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * A door for people without an account.
 *
 * @param record the one that is shown; null unless a record is
 * @param protectedByPassword whether one must know a password
 * @param used how often something was filled in by it
 */
public record PublicLink(
    UUID id,
    UUID workspace,
    AppKey app,
    FormKey form,
    Kind kind,
    RecordId record,
    boolean protectedByPassword,
    PublicLinkSettings settings,
    MemberId madeBy,
    int used) {

  /** What can be done there. */
  public enum Kind {
    /** Fill in a form. */
    FORM,
    /** Look up a record one knows two values of. */
    QUERY,
    /** Look at one record. */
    RECORD
  }

  /** Why a door is not open at the moment. */
  public enum Closed {
    NOT_YET,
    OVER,
    FULL
  }

  /** Null while it is open. */
  public Closed closed(OffsetDateTime now) {
    if (settings.opensAt() != null && now.isBefore(settings.opensAt())) {
      return Closed.NOT_YET;
    }
    if (settings.closesAt() != null && !now.isBefore(settings.closesAt())) {
      return Closed.OVER;
    }
    return settings.quota() != null && used >= settings.quota() ? Closed.FULL : null;
  }

  /** What stands over the page. */
  public Title titleOr(Title ofForm) {
    return settings.title() == null ? ofForm : settings.title();
  }
}
