package dev.formwork.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.outbound.CidrRange;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TrustedProxiesTest {

  private static final TrustedProxies PROXIES =
      new TrustedProxies(CidrRange.list("10.0.0.1, 10.1.0.0/16, fd00::/8"));

  private static String client(TrustedProxies proxies, String connection, String forwarded)
      throws UnknownHostException {
    return proxies.client(InetAddress.getByName(connection), forwarded).getHostAddress();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.0.0.1 | 203.0.113.9                     | 203.0.113.9",
        "10.0.0.1 | 203.0.113.9:4711                | 203.0.113.9",
        "10.0.0.1 | [2001:db8::7]:4711              | 2001:db8:0:0:0:0:0:7",
        "10.0.0.1 | 203.0.113.9, 10.1.2.3           | 203.0.113.9",
        "10.0.0.1 | 127.0.0.1, 203.0.113.9          | 203.0.113.9",
        "10.0.0.1 | 127.0.0.1, 203.0.113.9, 10.1.2.3 | 203.0.113.9",
        "10.0.0.1 | localhost                       | 10.0.0.1",
        "10.0.0.1 | unknown, 10.1.2.3               | 10.1.2.3",
        "10.0.0.1 |                                 | 10.0.0.1"
      })
  void the_address_is_the_first_from_the_end_that_is_no_proxy(
      String connection, String forwarded, String client) throws UnknownHostException {
    assertThat(client(PROXIES, connection, forwarded)).isEqualTo(client);
  }

  @Test
  void nobody_else_is_believed() throws UnknownHostException {
    assertThat(client(PROXIES, "203.0.113.1", "10.0.0.1, 127.0.0.1")).isEqualTo("203.0.113.1");
    assertThat(client(new TrustedProxies(List.of()), "10.0.0.1", "127.0.0.1"))
        .isEqualTo("10.0.0.1");
  }
}
