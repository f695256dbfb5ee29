package dev.formwork.core.api;

import dev.formwork.core.problem.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Authenticates requests by their API token and attaches the caller to the request. */
class TokenAuthenticationFilter {

  private final TokenAuthentication tokens;
  private final ApiRateLimits limits;

  TokenAuthenticationFilter(TokenAuthentication tokens, ApiRateLimits limits) {
    this.tokens = tokens;
    this.limits = limits;
  }

  /** On the event loop, where the database is asked, also before endpoints that block. */
  @ServerRequestFilter(nonBlocking = true)
  Uni<Response> authenticate(ContainerRequestContext request, HttpServerRequest connection) {
    if (isOpen(request, connection)) {
      return Uni.createFrom().nullItem();
    }
    return tokens
        .authenticate(connection)
        .invoke(
            caller -> {
              limits.request(TokenAuthentication.secret(connection));
              request.setProperty(
                  RequestReader.CALLER, caller.in(localeOr(request, caller.locale())));
            })
        .replaceWith((Response) null)
        .onFailure(Refusal.class)
        .recoverWithItem(refusal -> answer(refusal, request));
  }

  /** Whether anybody may ask without a token. */
  private static boolean isOpen(ContainerRequestContext request, HttpServerRequest connection) {
    var path = RequestReader.path(request, connection);
    return !path.startsWith("/api/v1/") || path.startsWith("/api/v1/schemas/");
  }

  private static java.util.Locale localeOr(ContainerRequestContext request, java.util.Locale own) {
    return request.getHeaderString("Accept-Language") == null ? own : RequestReader.locale(request);
  }

  private static Response answer(Refusal refusal, ContainerRequestContext request) {
    return ProblemDocument.response(
        refusal, request.getUriInfo().getPath(), RequestReader.locale(request));
  }
}
