package dev.formwork.core.outbound;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Tells public addresses from those of the server's own network, which nobody may reach through it.
 * Ranges: IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890 and its updates). Pure.
 *
 * @param allowed ranges an administrator opened
 */
public record OutboundAddressPolicy(List<CidrRange> allowed) {

  private static final List<CidrRange> NOT_PUBLIC =
      CidrRange.list(
          """
          0.0.0.0/8, 10.0.0.0/8, 100.64.0.0/10, 127.0.0.0/8, 169.254.0.0/16, 172.16.0.0/12, 192.0.0.0/24, 192.0.2.0/24,
          192.31.196.0/24, 192.52.193.0/24, 192.88.99.0/24, 192.168.0.0/16, 192.175.48.0/24, 198.18.0.0/15,
          198.51.100.0/24, 203.0.113.0/24, 224.0.0.0/4, 240.0.0.0/4""");

  /** What is given out to the public at all: RFC 4291, section 2.4. */
  private static final CidrRange GLOBAL_UNICAST = CidrRange.of("2000::/3");

  /**
   * Documentation and benchmarks, and what carries an IPv4 address inside: Teredo and 6to4, which
   * nobody needs any more.
   */
  private static final List<CidrRange> NOT_PUBLIC_6 =
      CidrRange.list("2001::/23, 2001:db8::/32, 2002::/16, 2620:4f:8000::/48, 3fff::/20");

  public OutboundAddressPolicy {
    allowed = List.copyOf(allowed);
  }

  /** Whether calls to the outside may go there. */
  public boolean allows(InetAddress address) {
    return allowed.stream().anyMatch(range -> range.contains(address)) || isPublic(address);
  }

  /** IPv4 addresses mapped into IPv6 have become IPv4 ones when they were read. */
  private static boolean isPublic(InetAddress address) {
    return switch (address) {
      case Inet4Address _ -> NOT_PUBLIC.stream().noneMatch(range -> range.contains(address));
      case Inet6Address _ ->
          GLOBAL_UNICAST.contains(address)
              && NOT_PUBLIC_6.stream().noneMatch(range -> range.contains(address));
      default -> false;
    };
  }
}
