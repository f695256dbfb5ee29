package dev.formwork.core.audit;

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
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The arithmetic of the audit log. The code of an entry (HMAC-SHA-256, RFC 2104) covers it and the
 * code before it, under a key that whoever has the database alone does not have; its first part
 * names the key. Entries of before there were keys have a plain hash (SHA-256); the first code
 * behind them covers them as well.
 */
public final class AuditChain {

  /** What stands before the first entry. */
  public static final String START = "0".repeat(64);

  private static final String HMAC = "HmacSHA256";

  private final Map<Integer, byte[]> keys;
  private final int newest;

  /**
   * @param keys by their numbers; the highest signs
   */
  public AuditChain(Map<Integer, byte[]> keys) {
    this.keys = Map.copyOf(keys);
    this.newest = keys.keySet().stream().max(Integer::compare).orElseThrow();
  }

  /**
   * The entry that comes next, at this moment.
   *
   * @param number of the last one; zero: there is none
   * @param before its code
   */
  public Entry next(AuditEvent event, long number, String before) {
    var at = Instant.now().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    var entry = entry(event, number + 1, at, "");
    return entry(event, number + 1, at, newest + "." + code(keys.get(newest), before, entry));
  }

  private static Entry entry(AuditEvent event, long number, OffsetDateTime at, String hash) {
    return new Entry(
        number, at, event.member(), event.event(), event.subject(), event.details(), hash);
  }

  /** Whether a code was made with a key, not a hash that anybody can work out. */
  static boolean isKeyed(String hash) {
    return hash.indexOf('.') > 0;
  }

  /** Whether an entry is as it was written, behind that one. */
  boolean holds(String before, Entry entry) {
    var hash = entry.hash();
    if (!isKeyed(hash)) {
      return !isKeyed(before) && hash.equals(plain(before, entry));
    }
    int dot = hash.indexOf('.');
    var number = hash.substring(0, dot);
    var key = number.matches("[0-9]{1,9}") ? keys.get(Integer.parseInt(number)) : null;
    return key != null
        && MessageDigest.isEqual(
            code(key, before, entry).getBytes(StandardCharsets.UTF_8),
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

  private static String plain(String before, Entry entry) {
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
