package dev.formwork.core.proxy;

import dev.formwork.core.outbound.CidrRange;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Proxies that are believed when they say by {@code X-Forwarded-For} whom a request comes from. The
 * header is read from its end, where the nearest proxy adds to it: the first address that is none
 * of them is the client's, whatever the client wrote before it.
 *
 * @param ranges none: nobody is believed, and an address is that of the connection
 */
public record TrustedProxies(List<CidrRange> ranges) {

  /** The header that proxies add addresses to. */
  public static final String HEADER = "X-Forwarded-For";

  private static final Pattern WITH_PORT =
      Pattern.compile("(\\d+\\.\\d+\\.\\d+\\.\\d+):\\d+|\\[([0-9a-fA-F:.]+)](?::\\d+)?");

  public TrustedProxies {
    ranges = List.copyOf(ranges);
  }

  private static final class Configured {
    private static final TrustedProxies PROXIES =
        new TrustedProxies(
            CidrRange.list(
                ConfigProvider.getConfig()
                    .getOptionalValue("formwork.proxies", String.class)
                    .orElse("")));
  }

  /** Those that the server was started with. */
  public static TrustedProxies configured() {
    return Configured.PROXIES;
  }

  /**
   * @param connection the other end of the connection
   * @param forwarded the header, several of them with commas between; nullable
   */
  public InetAddress client(InetAddress connection, String forwarded) {
    var client = connection;
    var named = forwarded == null ? new String[0] : forwarded.split(",");
    for (int i = named.length - 1; i >= 0 && isTrusted(client); i--) {
      var next = address(named[i].strip());
      if (next == null) {
        return client;
      }
      client = next;
    }
    return client;
  }

  private boolean isTrusted(InetAddress address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }

  /** Null for what is no address by its looks: a name would be asked of a name server. */
  private static InetAddress address(String text) {
    var withPort = WITH_PORT.matcher(text);
    var bare =
        !withPort.matches()
            ? text
            : withPort.group(1) == null ? withPort.group(2) : withPort.group(1);
    if (!bare.matches("[0-9a-fA-F:.]+") || !bare.matches(".*[:.].*")) {
      return null;
    }
    try {
      return InetAddress.getByName(bare);
    } catch (UnknownHostException _) {
      return null;
    }
  }
}
