package dev.formwork.core.audit;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A key of the audit log, as it lies sealed in the database: the key in Base64, and a line for each
 * chain that had entries without a code when the key was made. As nobody seals without the key
 * file, no such entry can be slipped in later.
 *
 * @param bytes what signs
 * @param plainEnds where the entries without a code end, by their chain; nothing for one that has
 *     none
 */
public record AuditKey(byte[] bytes, Map<UUID, PlainEnd> plainEnds) {

  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  public AuditKey {
    bytes = bytes.clone();
    plainEnds = Map.copyOf(plainEnds);
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The last entry without a code. */
  public record PlainEnd(long number, String hash) {}

  static AuditKey make(Map<UUID, PlainEnd> plainEnds) {
    var bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return new AuditKey(bytes, plainEnds);
  }

  /** Of what {@link #text} gave. */
  public static AuditKey of(String text) {
    var lines = text.lines().toList();
    var ends = new HashMap<UUID, PlainEnd>();
    for (var line : lines.subList(1, lines.size())) {
      var parts = line.split(" ");
      ends.put(UUID.fromString(parts[0]), new PlainEnd(Long.parseLong(parts[1]), parts[2]));
    }
    return new AuditKey(Base64.getDecoder().decode(lines.getFirst()), ends);
  }

  String text() {
    var text = new StringBuilder(Base64.getEncoder().encodeToString(bytes));
    plainEnds.forEach(
        (chain, end) ->
            text.append('\n')
                .append(chain)
                .append(' ')
                .append(end.number)
                .append(' ')
                .append(end.hash));
    return text.toString();
  }
}
