package dev.formwork.core.audit;

import dev.formwork.core.audit.AuditKey.PlainEnd;
import dev.formwork.core.audit.AuditLog.Entry;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jboss.logging.Logger;

/**
 * The arithmetic of the audit log. The code of an entry (HMAC-SHA-256, RFC 2104) covers it and the
 * code before it, under a key that whoever has the database alone does not have; its first part
 * names the key. Entries of before there were keys have a plain hash (SHA-256), which anybody can
 * work out: they count only as far as the key that was made then says.
 */
public final class AuditChain {

  /** What stands before the first entry. */
  public static final String START = "0".repeat(64);

  /** What an entry rests on when the one before it does not hold: nothing is signed with it. */
  private static final String BROKEN = "broken";

  private static final String HMAC = "HmacSHA256";
  private static final PlainEnd NOTHING = new PlainEnd(0, START);
  private static final Logger LOG = Logger.getLogger(AuditChain.class);

  private final Map<Integer, AuditKey> keys;
  private final int newest;

  /**
   * @param keys by their numbers; the highest signs
   */
  public AuditChain(Map<Integer, AuditKey> keys) {
    this.keys = Map.copyOf(keys);
    this.newest = keys.keySet().stream().max(Integer::compare).orElseThrow();
  }

  /** The entry that comes next, at this moment. It vouches for what is before it if that holds. */
  public Entry next(AuditEvent event, AuditTail tail) {
    boolean holds = holds(event.workspace(), tail);
    if (!holds) {
      LOG.errorf(
          "Entry %d of the audit log of workspace %s is not as it was written",
          tail.number(), event.workspace());
    }
    var at = Instant.now().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    var entry = entry(event, tail.number() + 1, at, "");
    var code = code(keys.get(newest).bytes(), holds ? tail.hash() : BROKEN, entry);
    return entry(event, entry.number(), at, newest + "." + code);
  }

  private static Entry entry(AuditEvent event, long number, OffsetDateTime at, String hash) {
    return new Entry(
        number, at, event.member(), event.event(), event.subject(), event.details(), hash);
  }

  /** Whether a code was made with a key, not a hash that anybody can work out. */
  static boolean isKeyed(String hash) {
    return hash.indexOf('.') > 0;
  }

  /** Whether the last entry is as it was written, behind the one before it. */
  private boolean holds(UUID workspace, AuditTail tail) {
    return tail.newest().isEmpty()
        ? plainEnd(workspace).number() == 0
        : tail.isComplete() && holds(workspace, tail.before(), tail.newest().getFirst());
  }

  /** Whether an entry is as it was written, behind that one. */
  boolean holds(UUID workspace, String before, Entry entry) {
    var end = plainEnd(workspace);
    if (isKeyed(entry.hash())) {
      return entry.number() > end.number() && isSigned(before, entry);
    }
    boolean counts =
        entry.number() < end.number()
            || entry.number() == end.number() && entry.hash().equals(end.hash());
    return counts && entry.hash().equals(plain(before, entry));
  }

  /** Whether this may be where the chain ends: at a code, or where there never was an entry. */
  boolean mayEnd(UUID workspace, long number, String hash) {
    return number == 0 ? plainEnd(workspace).number() == 0 : isKeyed(hash);
  }

  private PlainEnd plainEnd(UUID workspace) {
    return keys.values().stream()
        .map(key -> key.plainEnds().get(workspace))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(NOTHING);
  }

  private boolean isSigned(String before, Entry entry) {
    var hash = entry.hash();
    int dot = hash.indexOf('.');
    var number = hash.substring(0, dot);
    var key = number.matches("[0-9]{1,9}") ? keys.get(Integer.parseInt(number)) : null;
    return key != null
        && MessageDigest.isEqual(
            code(key.bytes(), before, entry).getBytes(StandardCharsets.UTF_8),
            hash.substring(dot + 1).getBytes(StandardCharsets.UTF_8));
  }

  private static String code(byte[] key, String before, Entry entry) {
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return HexFormat.of().formatHex(mac.doFinal(text(before, entry)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + HMAC, e);
    }
  }

  static String plain(String before, Entry entry) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text(before, entry)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /** Every part behind its length in bytes. */
  private static byte[] text(String before, Entry entry) {
    var text = new StringBuilder();
    for (var part :
        List.of(
            before,
            Long.toString(entry.number()),
            entry.at().toInstant().toString(),
            Objects.toString(entry.member(), ""),
            entry.event(),
            entry.subject(),
            entry.details())) {
      text.append(part.getBytes(StandardCharsets.UTF_8).length).append(':').append(part);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
