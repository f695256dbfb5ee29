package dev.formwork.core.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which servers may be called by the names that people write down. */
final class OutboundHostsTest {

  private static OutboundHosts hosts(String allowed, String... addresses) {
    var found = new ArrayList<InetAddress>();
    for (var address : addresses) {
      found.add(address(address));
    }
    return new OutboundHosts(
        new OutboundAddressPolicy(CidrRange.list(allowed)), _ -> List.copyOf(found));
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private static void isInside(OutboundHosts hosts) {
    assertThatThrownBy(() -> hosts.address("mail.example.com"))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal ->
                assertThat(refusal.problems().getFirst().is(CoreProblem.OUTBOUND_INSIDE)).isTrue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1", "10.1.2.3", "192.168.1.1", "169.254.169.254", "::1", "fd00::1"})
  void a_name_of_a_server_inside_is_refused(String inside) {
    isInside(hosts("", inside));
    isInside(hosts("", "93.184.216.34", inside));
  }

  @Test
  void one_that_was_allowed_is_called() {
    assertThat(hosts("10.1.0.0/16", "10.1.2.3").address("mail")).isEqualTo(address("10.1.2.3"));
    isInside(hosts("10.1.0.0/16", "10.2.2.3"));
  }

  @Test
  void one_outside_is_called() {
    assertThat(hosts("", "93.184.216.34").address("mail")).isEqualTo(address("93.184.216.34"));
  }

  @Test
  void a_name_that_nobody_knows_may_be_known_another_time() {
    var hosts =
        new OutboundHosts(
            new OutboundAddressPolicy(List.of()),
            name -> {
              throw new UnknownHostException(name);
            });
    assertThatThrownBy(() -> hosts.address("mail"))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.UNREACHABLE));
  }
}
