package dev.formwork.core.signin.openid;

import java.util.List;
import java.util.UUID;

/**
 * Whom a workspace trusts to say who somebody is.
 *
 * @param title on the button that people press
 * @param issuer its address, below which its configuration lies
 * @param joins whether people of {@code domains} become members by themselves
 * @param domains of mail addresses, in small letters
 */
public record IdentityProvider(
    UUID id, String title, String issuer, String clientId, boolean joins, List<String> domains) {

  public IdentityProvider {
    domains = List.copyOf(domains);
  }

  /** Whether an address belongs to one of the domains. */
  boolean covers(String email) {
    return email != null
        && domains.stream()
            .anyMatch(domain -> email.toLowerCase(java.util.Locale.ROOT).endsWith("@" + domain));
  }
}
