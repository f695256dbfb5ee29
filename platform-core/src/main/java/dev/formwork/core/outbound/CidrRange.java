package dev.formwork.core.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** Addresses that begin alike, written {@code 10.0.0.0/8}; without a length, a single one. */
public final class CidrRange {

  private final byte[] start;
  private final int bits;

  private CidrRange(byte[] start, int bits) {
    this.start = start;
    this.bits = bits;
  }

  /**
   * @throws IllegalArgumentException unless it is an address, or a range of them
   */
  public static CidrRange of(String text) {
    var parts = text.strip().split("/", 2);
    // Only what is an address by its looks: a name would be asked of a name server.
    if (!parts[0].matches("[0-9a-fA-F:.]+") || !parts[0].matches(".*[:.].*")) {
      throw new IllegalArgumentException("Not an address or range: " + text);
    }
    try {
      var start = InetAddress.getByName(parts[0]).getAddress();
      int bits = parts.length == 1 ? start.length * 8 : Integer.parseInt(parts[1]);
      if (bits < 0 || bits > start.length * 8) {
        throw new IllegalArgumentException("Not a range: " + text);
      }
      return new CidrRange(start, bits);
    } catch (UnknownHostException | NumberFormatException e) {
      throw new IllegalArgumentException("Not an address or range: " + text, e);
    }
  }

  /** Separated by commas; empty text gives none. */
  public static List<CidrRange> list(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .map(CidrRange::of)
        .toList();
  }

  public boolean contains(InetAddress address) {
    return contains(address.getAddress());
  }

  /** Whether every address of another range is one of this. */
  public boolean contains(CidrRange other) {
    return other.bits >= bits && contains(other.start);
  }

  private boolean contains(byte[] bytes) {
    if (bytes.length != start.length) {
      return false;
    }
    int whole = bits / 8;
    int rest = bits % 8;
    return Arrays.equals(bytes, 0, whole, start, 0, whole)
        && (rest == 0 || (bytes[whole] ^ start[whole]) >>> (8 - rest) == 0);
  }
}
