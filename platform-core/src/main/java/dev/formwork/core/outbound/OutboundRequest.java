package dev.formwork.core.outbound;

import java.net.URI;
import java.util.Map;

/**
 * What is to be sent.
 *
 * @param body nullable
 */
public record OutboundRequest(String method, URI uri, Map<String, String> headers, String body) {

  public OutboundRequest {
    headers = Map.copyOf(headers);
  }

  /**
   * Whether following a redirect would only ask there, and leave out what was to be done: it would
   * look as if it had arrived. With 303 the first server says that it has.
   */
  boolean isLostBy(URI target, int status) {
    return !method.equals("GET")
        && !method.equals("HEAD")
        && status != 303
        && !isSentAgain(target, status);
  }

  private boolean isSentAgain(URI target, int status) {
    return isSameServer(target) && (status == 307 || status == 308);
  }

  private boolean isSameServer(URI target) {
    return target.getScheme().equalsIgnoreCase(uri.getScheme())
        && target.getAuthority().equalsIgnoreCase(uri.getAuthority());
  }

  /** Where an answer pointed to; nothing secret goes along to another server, nor a body. */
  OutboundRequest redirectedTo(URI target, int status) {
    boolean sameServer = isSameServer(target);
    boolean again = isSentAgain(target, status);
    return new OutboundRequest(
        again || method.equals("HEAD") ? method : "GET",
        target,
        sameServer ? headers : Map.of(),
        again ? body : null);
  }
}
