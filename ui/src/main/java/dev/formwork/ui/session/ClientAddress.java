package dev.formwork.ui.session;

import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinService;
import dev.formwork.core.proxy.TrustedProxies;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;

/** The network address of whoever looks at a page. */
public final class ClientAddress {

  private ClientAddress() {}

  /** Of the present request. */
  public static String current() {
    return of(VaadinService.getCurrentRequest());
  }

  private static String of(VaadinRequest request) {
    var connection = request.getRemoteAddr();
    try {
      return TrustedProxies.configured()
          .client(
              InetAddress.getByName(connection),
              String.join(",", Collections.list(request.getHeaders(TrustedProxies.HEADER))))
          .getHostAddress();
    } catch (UnknownHostException _) {
      return connection;
    }
  }
}
