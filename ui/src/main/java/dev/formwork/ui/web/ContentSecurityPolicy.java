package dev.formwork.ui.web;

import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.communication.IndexHtmlResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Sets the content security policy: only Formwork's own scripts run, and inline scripts only with
 * the nonce of this page, so that a script someone writes into a text does not run. Vaadin 25.1
 * makes functions from text in the browser, which is why {@code unsafe-eval} must stay.
 */
@ApplicationScoped
class ContentSecurityPolicy {

  private static final SecureRandom RANDOM = new SecureRandom();

  void register(@Observes ServiceInitEvent event) {
    event.addIndexHtmlRequestListener(ContentSecurityPolicy::protect);
  }

  private static void protect(IndexHtmlResponse page) {
    var bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    var nonce = Base64.getEncoder().encodeToString(bytes);
    page.getDocument().select("script").forEach(script -> script.attr("nonce", nonce));
    page.getVaadinResponse()
        .setHeader(
            "Content-Security-Policy",
            """
            default-src 'self'; script-src 'self' 'nonce-%s' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; \
            img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'%s; object-src 'none'; \
            base-uri 'self'; form-action 'self'; frame-ancestors 'none'\
            """
                .formatted(nonce, sockets(VaadinRequest.getCurrent().getHeader("Host"))));
  }

  /** The sockets of this server; not every browser counts them to itself. */
  static String sockets(String host) {
    return host != null && host.matches("[A-Za-z0-9.:\\[\\]-]{1,255}")
        ? " ws://" + host + " wss://" + host
        : "";
  }
}
