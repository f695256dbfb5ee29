package dev.formwork.core.outbound;

import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * From the names of servers that somebody wrote down to addresses that may be called: whatever
 * calls a server that people name asks here first.
 */
@ApplicationScoped
public class OutboundHosts {

  private final OutboundAddressPolicy policy;
  private final HostResolver names;

  /**
   * @param allowed ranges inside that may be called all the same, such as {@code 10.1.0.0/16};
   *     {@code -}: none
   */
  @Inject
  public OutboundHosts(
      @ConfigProperty(name = "formwork.outbound.allow", defaultValue = "-") String allowed) {
    this(
        new OutboundAddressPolicy(CidrRange.list(allowed.equals("-") ? "" : allowed)),
        HostResolver.SYSTEM);
  }

  OutboundHosts(OutboundAddressPolicy policy, HostResolver names) {
    this.policy = policy;
    this.names = names;
  }

  /**
   * The address to call. Blocks.
   *
   * @throws Refusal when one of those that the name stands for is inside; as unreachable when there
   *     is none
   */
  public InetAddress address(String host) {
    try {
      var found = names.addresses(host);
      if (!found.stream().allMatch(policy::allows)) {
        throw Refusal.of(Refusal.Kind.INVALID, CoreProblem.OUTBOUND_INSIDE, host);
      }
      return found.getFirst();
    } catch (UnknownHostException _) {
      throw Refusal.of(Refusal.Kind.UNREACHABLE, CoreProblem.OUTBOUND_UNKNOWN, host);
    }
  }
}
