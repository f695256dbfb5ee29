package dev.formwork.core.member;

import dev.formwork.core.naming.MemberId;
import java.time.ZoneId;
import java.util.Locale;

/**
 * A person.
 *
 * @param email nullable
 * @param secondFactor whether a code is asked for at sign-in
 * @param language {@code en} or {@code zh}
 * @param zone IANA name of their own choice; null: the workspace's
 */
public record Member(
    MemberId id,
    String login,
    String name,
    String email,
    boolean mustChangePassword,
    boolean secondFactor,
    String language,
    String zone,
    boolean dark) {

  public Member withSecondFactor(boolean on) {
    return new Member(id, login, name, email, mustChangePassword, on, language, zone, dark);
  }

  public Locale locale() {
    return Locale.of(language);
  }

  /** Of their own choice; null: the workspace's. */
  public ZoneId ownZone() {
    return zone == null ? null : ZoneId.of(zone);
  }
}
