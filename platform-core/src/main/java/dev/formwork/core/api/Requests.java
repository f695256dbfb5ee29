package dev.formwork.core.api;

import dev.formwork.core.access.Caller;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;

/** What every endpoint asks of its request. */
public final class Requests {

  static final String CALLER = "formwork.caller";

  private Requests() {}

  /**
   * Who sent it; every path below {@code /api/v1} but the schemas has passed {@link TokenFilter}.
   */
  public static Caller caller(ContainerRequestContext request) {
    return (Caller) request.getProperty(CALLER);
  }

  /** Where a request comes from; {@code 0.0.0.0} when that is no address. */
  static InetAddress address(HttpServerRequest connection) {
    var host = connection.remoteAddress() == null ? null : connection.remoteAddress().hostAddress();
    try {
      return InetAddress.getByName(host == null ? "0.0.0.0" : host);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("An address is no name: " + host, e);
    }
  }

  /** The language to answer in: the one asked for, else the caller's own, else English. */
  static Locale locale(ContainerRequestContext request) {
    for (var wanted : request.getAcceptableLanguages()) {
      if (wanted.getLanguage().equals("zh") || wanted.getLanguage().equals("en")) {
        return Locale.of(wanted.getLanguage());
      }
    }
    return request.getProperty(CALLER) instanceof Caller caller ? caller.locale() : Locale.ENGLISH;
  }
}
