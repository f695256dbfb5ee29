package dev.formwork.core.api;

import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.token.ApiTokens;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Authenticates requests by their API token and attaches the caller to the request. */
class TokenAuthenticationFilter {

  private static final String SCHEME = "Bearer ";

  private final ApiTokens tokens;
  private final ApiRateLimits limits;

  TokenAuthenticationFilter(ApiTokens tokens, ApiRateLimits limits) {
    this.tokens = tokens;
    this.limits = limits;
  }

  /** On the event loop, where the database is asked, also before endpoints that block. */
  @ServerRequestFilter(nonBlocking = true)
  Uni<Response> authenticate(ContainerRequestContext request, HttpServerRequest connection) {
    if (isOpen(request, connection)) {
      return Uni.createFrom().nullItem();
    }
    var header = request.getHeaderString("Authorization");
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Uni.createFrom()
          .item(answer(Refusal.of(Refusal.Kind.NOT_SIGNED_IN, CoreProblem.TOKEN_MISSING), request));
    }
    var address = RequestReader.address(connection);
    var secret = header.substring(SCHEME.length()).strip();
    return Uni.createFrom()
        .voidItem()
        .invoke(() -> limits.requireTrusted(address.getHostAddress()))
        .chain(() -> tokens.authenticate(secret, address))
        .invoke(
            caller -> {
              limits.request(secret);
              request.setProperty(
                  RequestReader.CALLER, caller.in(localeOr(request, caller.locale())));
            })
        .replaceWith((Response) null)
        .onFailure(Refusal.class)
        .invoke(
            refusal -> {
              if (refusal.kind() == Refusal.Kind.NOT_SIGNED_IN) {
                limits.badToken(address.getHostAddress());
              }
            })
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
