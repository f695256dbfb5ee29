package dev.formwork.core.secret;

import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Seals texts with AES-256-GCM (NIST SP 800-38D) under a fresh 96-bit nonce, with what the text
 * belongs to as associated data, so that it cannot be moved elsewhere. The keys lie in a file
 * outside of the database.
 */
@ApplicationScoped
public class Vault {

  private static final Logger LOG = Logger.getLogger(Vault.class);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String HMAC = "HmacSHA256";
  private static final int NUMBER_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final KeyRing keys;
  private final Path file;
  private final boolean isNew;

  /** Makes a key file where there is none. */
  @Inject
  public Vault(
      @ConfigProperty(name = "formwork.keys.file", defaultValue = "data/keys") String file) {
    this.file = Path.of(file);
    this.isNew = !Files.exists(this.file);
    this.keys = read(this.file);
  }

  /** For commands on the machine, beside the server; fails when there is no such file. */
  public static Vault of(Path file) {
    try {
      return new Vault(KeyRing.parse(Files.readAllLines(file)));
    } catch (IOException e) {
      throw new UncheckedIOException("The key file " + file + " cannot be read", e);
    }
  }

  Vault(KeyRing keys) {
    this.keys = keys;
    this.file = Path.of("keys");
    this.isNew = false;
  }

  /**
   * What to say when these are not the keys of the database. A key made just now in the place of
   * the missing ones goes again, so that these can be put back.
   */
  KeyFileException notOfThisDatabase(Throwable cause) {
    if (!isNew) {
      return new KeyFileException(
          "The key file "
              + file
              + " is not the one of this database. Put the right one in its place.",
          cause);
    }
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
    return new KeyFileException(
        "The key file " + file + " is missing. Put the one of this database in its place.", cause);
  }

  /** Whether a comment in the key file says this. */
  public boolean notes(String text) {
    try {
      return Files.exists(file) && Files.readAllLines(file).contains("# " + text);
    } catch (IOException e) {
      throw new KeyFileException("The key file " + file + " cannot be read.", e);
    }
  }

  /**
   * Keeps a comment in the key file: what it says outlives whatever is done to the database. A file
   * that cannot be written stays as it is, and the log says so.
   */
  public void note(String text) {
    if (notes(text)) {
      return;
    }
    try {
      Files.writeString(file, "# " + text + "\n", StandardOpenOption.APPEND);
    } catch (IOException e) {
      LOG.warnf("The key file %s cannot be written. Add this line to it: # %s (%s)", file, text, e);
    }
  }

  /** What the sealed text of the newest key begins with. */
  String newestPrefix() {
    return keys.newest().id() + ".";
  }

  /**
   * @param place what it belongs to, such as the id of its row
   */
  public String seal(String text, String place) {
    var number = new byte[NUMBER_BYTES];
    RANDOM.nextBytes(number);
    var sealed =
        crypt(
            Cipher.ENCRYPT_MODE,
            keys.newest(),
            number,
            place,
            text.getBytes(StandardCharsets.UTF_8));
    var whole = Arrays.copyOf(number, number.length + sealed.length);
    System.arraycopy(sealed, 0, whole, number.length, sealed.length);
    return newestPrefix() + Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
  }

  /**
   * @throws Refusal when its key is gone
   * @throws IllegalStateException when it was changed, or belongs elsewhere
   */
  public String open(String sealed, String place) {
    int dot = sealed.indexOf('.');
    var id = sealed.substring(0, Math.max(0, dot));
    var key =
        keys.named(id)
            .orElseThrow(
                () -> Refusal.of(Refusal.Kind.CONFLICT, CoreProblem.SECRET_KEY_MISSING, id));
    var whole = Base64.getUrlDecoder().decode(sealed.substring(dot + 1));
    var text =
        crypt(
            Cipher.DECRYPT_MODE,
            key,
            Arrays.copyOf(whole, NUMBER_BYTES),
            place,
            Arrays.copyOfRange(whole, NUMBER_BYTES, whole.length));
    return new String(text, StandardCharsets.UTF_8);
  }

  /** With the name of the newest key, a dot, and the code in hexadecimal. */
  String sign(String purpose, String text) {
    return newestPrefix() + HexFormat.of().formatHex(code(keys.newest(), purpose, text));
  }

  boolean isSigned(String purpose, String text, String signature) {
    int dot = signature.indexOf('.');
    return keys.named(signature.substring(0, Math.max(0, dot)))
        .filter(
            key ->
                MessageDigest.isEqual(
                    (key.id() + "." + HexFormat.of().formatHex(code(key, purpose, text)))
                        .getBytes(StandardCharsets.UTF_8),
                    signature.getBytes(StandardCharsets.UTF_8)))
        .isPresent();
  }

  /** Of a key made for the purpose out of that which also seals. */
  private static byte[] code(KeyRing.Key key, String purpose, String text) {
    var own = hmac(key.bytes(), "formwork " + purpose);
    return hmac(own, text);
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + HMAC, e);
    }
  }

  private static byte[] crypt(
      int mode, KeyRing.Key key, byte[] number, String place, byte[] input) {
    try {
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          mode, new SecretKeySpec(key.bytes(), "AES"), new GCMParameterSpec(TAG_BITS, number));
      cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A sealed secret was changed, or belongs elsewhere", e);
    }
  }

  private static KeyRing read(Path file) {
    try {
      make(file);
      return KeyRing.parse(Files.readAllLines(file));
    } catch (IllegalArgumentException e) {
      throw new KeyFileException(
          "The key file " + file + " cannot be used. " + e.getMessage() + ".", e);
    } catch (IOException e) {
      throw new KeyFileException("The key file " + file + " cannot be read.", e);
    }
  }

  /** The first start makes a key that only this user of the machine may read. */
  private static void make(Path file) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    if (file.toAbsolutePath().getParent() != null) {
      Files.createDirectories(file.toAbsolutePath().getParent());
    }
    var key = new byte[KeyRing.KEY_BYTES];
    RANDOM.nextBytes(key);
    try {
      if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      } else {
        Files.createFile(file);
      }
      Files.writeString(
          file,
          """
          # What secrets in the database are sealed with. Keep a copy elsewhere: without it they are lost.
          k1 %s
          """
              .formatted(Base64.getEncoder().encodeToString(key)),
          StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException _) {
      // Another start was quicker; its key is as good.
    }
  }
}
