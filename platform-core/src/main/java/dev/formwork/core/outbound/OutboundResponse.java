package dev.formwork.core.outbound;

import java.util.Map;

/**
 * What came back.
 *
 * @param headers names in lower case
 */
public record OutboundResponse(int status, Map<String, String> headers, String text) {

  public OutboundResponse {
    headers = Map.copyOf(headers);
  }
}
