package dev.formwork.core.api;

import dev.formwork.core.access.Caller;
import jakarta.ws.rs.container.ContainerRequestContext;
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
