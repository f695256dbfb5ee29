package dev.formwork.core.credential;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Random secrets and the hashes by which they are stored: SHA-256 for long random tokens, Argon2id
 * for what people choose.
 */
public final class SecretHashes {

  private static final HexFormat HEX = HexFormat.of();

  /** Copied for each use: looking for an implementation by name takes longer than a hash. */
  private static final MessageDigest SHA_256 = sha256();

  private SecretHashes() {}

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private static MessageDigest digest() {
    try {
      return (MessageDigest) SHA_256.clone();
    } catch (CloneNotSupportedException _) {
      return sha256();
    }
  }

  /** By chance, of letters and digits that are not taken for one another. */
  public static String random(int length) {
    return Passwords.random(length);
  }

  /** For tokens, which are long enough by themselves (SHA-256). */
  public static String sha256(String token) {
    return HEX.formatHex(digest().digest(token.getBytes(StandardCharsets.UTF_8)));
  }

  /** For what people think up. Takes long on purpose. */
  public static String hash(String password) {
    return Passwords.hash(password);
  }

  public static boolean matches(String password, String hash) {
    return Passwords.matches(password, hash);
  }
}
