package dev.formwork.core.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** From a host's name to its addresses. Blocks. */
@FunctionalInterface
interface HostResolver {

  HostResolver SYSTEM = name -> List.of(InetAddress.getAllByName(name));

  List<InetAddress> addresses(String name) throws UnknownHostException;
}
