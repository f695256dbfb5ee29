package dev.formwork.core.secret;

import jakarta.enterprise.context.ApplicationScoped;

/** Marks texts as ours (HMAC-SHA-256), with keys that lie outside of the database. */
@ApplicationScoped
public class Signatures {

  private final Vault vault;

  Signatures(Vault vault) {
    this.vault = vault;
  }

  /**
   * @param purpose what it says about the text; one for another purpose is worth nothing here
   */
  public String sign(String purpose, String text) {
    return vault.sign(purpose, text);
  }

  /** Whether it was signed for this purpose by a key that is there. */
  public boolean isOurs(String purpose, String text, String signature) {
    return vault.isSigned(purpose, text, signature);
  }
}
