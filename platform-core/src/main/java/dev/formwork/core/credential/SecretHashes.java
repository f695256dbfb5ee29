package dev.formwork.core.credential;

import dev.formwork.core.token.ApiTokens;

/**
 * Random secrets and the hashes by which they are stored: SHA-256 for long random tokens, Argon2id
 * for what people choose.
 */
public final class SecretHashes {

  private SecretHashes() {}

  /** By chance, of letters and digits that are not taken for one another. */
  public static String random(int length) {
    return Passwords.random(length);
  }

  /** For tokens, which are long enough by themselves (SHA-256). */
  public static String sha256(String token) {
    return ApiTokens.sha256(token);
  }

  /** For what people think up. Takes long on purpose. */
  public static String hash(String password) {
    return Passwords.hash(password);
  }

  public static boolean matches(String password, String hash) {
    return Passwords.matches(password, hash);
  }
}
