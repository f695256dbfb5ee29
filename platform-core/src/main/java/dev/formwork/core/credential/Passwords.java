package dev.formwork.core.credential;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * Argon2id with the first parameters RFC 9106 recommends for little memory, scaled to a busy
 * server: 19 MiB, two passes (OWASP).
 */
public final class Passwords {

  static final int MIN_LENGTH = 10;
  static final int MAX_LENGTH = 200;

  private static final Argon2Function ARGON2 =
      Argon2Function.getInstance(19 * 1024, 2, 1, 32, Argon2.ID);
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Without letters and digits that are easily taken for one another. */
  private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

  /** Checked when there is no such member, so that the answer takes as long. */
  public static final String NOBODY = hash("nobody has this password");

  private Passwords() {}

  /** What is wrong with a password someone wants; empty: nothing. */
  public static Optional<Problem> problem(String password) {
    return password == null || password.length() < MIN_LENGTH || password.length() > MAX_LENGTH
        ? Optional.of(Problem.at("/password", CoreProblem.PASSWORD_LENGTH, MIN_LENGTH))
        : password.chars().distinct().count() < 4
            ? Optional.of(Problem.at("/password", CoreProblem.PASSWORD_SIMPLE))
            : Optional.empty();
  }

  public static String hash(String password) {
    return Password.hash(password).addRandomSalt(16).with(ARGON2).getResult();
  }

  public static boolean matches(String password, String hash) {
    return password.length() <= MAX_LENGTH && Password.check(password, hash).with(ARGON2);
  }

  public static String random(int length) {
    var text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }
}
