package dev.formwork.core.access;

import java.time.ZoneId;
import java.util.Locale;
import java.util.UUID;

/**
 * A person.
 *
 * @param language {@code en} or {@code zh}
 * @param zone IANA name
 */
public record Member(
    UUID id,
    String login,
    String name,
    boolean mustChangePassword,
    String language,
    String zone,
    boolean dark) {

  public Locale locale() {
    return Locale.of(language);
  }

  public ZoneId zoneId() {
    return ZoneId.of(zone);
  }
}
