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

  /** Where an answer pointed to; nothing secret goes along to another server, nor a body. */
  OutboundRequest redirectedTo(URI target, int status) {
    boolean sameServer =
        target.getScheme().equalsIgnoreCase(uri.getScheme())
            && target.getAuthority().equalsIgnoreCase(uri.getAuthority());
    boolean again = sameServer && (status == 307 || status == 308);
    return new OutboundRequest(
        again || method.equals("HEAD") ? method : "GET",
        target,
        sameServer ? headers : Map.of(),
        again ? body : null);
  }
}
