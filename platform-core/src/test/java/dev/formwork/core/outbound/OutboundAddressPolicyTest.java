package dev.formwork.core.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses calls to the outside may reach. */
final class OutboundAddressPolicyTest {

  private static final OutboundAddressPolicy GUARD = new OutboundAddressPolicy(List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.127.255.255",
        "192.0.0.192",
        "198.19.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2001:0:0:1::1",
        "2001:db8::1",
        "fec0::1",
        "100::1"
      })
  void addresses_inside_are_refused(String address) throws Exception {
    assertThat(GUARD.allows(InetAddress.getByName(address))).isFalse();
  }

  /** As people who try to get in write them. */
  @ParameterizedTest
  @ValueSource(strings = {"127.1", "2130706433", "127.0.1"})
  void other_ways_to_write_an_address_are_the_same_address(String written) throws Exception {
    assertThat(GUARD.allows(InetAddress.getByName(written))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "172.15.255.255",
        "172.32.0.1",
        "100.128.0.1",
        "192.167.255.255",
        "223.5.5.5",
        "2606:4700::1111",
        "2400:3200::1",
        "::ffff:8.8.8.8"
      })
  void public_addresses_are_allowed(String address) throws Exception {
    assertThat(GUARD.allows(InetAddress.getByName(address))).isTrue();
  }

  @Test
  void an_administrator_can_open_a_range() throws Exception {
    var guard = new OutboundAddressPolicy(CidrRange.list("10.20.0.0/16, 192.168.1.7"));
    assertThat(guard.allows(InetAddress.getByName("10.20.3.4"))).isTrue();
    assertThat(guard.allows(InetAddress.getByName("10.21.3.4"))).isFalse();
    assertThat(guard.allows(InetAddress.getByName("192.168.1.7"))).isTrue();
    assertThat(guard.allows(InetAddress.getByName("192.168.1.8"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"intranet", "10.0.0.0/33", "10.0.0.0/x", "10", ""})
  void a_range_that_is_none_is_told(String text) {
    assertThatThrownBy(() -> CidrRange.of(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
