package dev.formwork.core.api;

import dev.formwork.core.access.Caller;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.token.ApiTokens;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;

/** Who sent a request to the API, by its token; tries of bad tokens are slowed down by address. */
@ApplicationScoped
class TokenAuthentication {

  private static final String SCHEME = "Bearer ";

  private final ApiTokens tokens;
  private final ApiRateLimits limits;

  TokenAuthentication(ApiTokens tokens, ApiRateLimits limits) {
    this.tokens = tokens;
    this.limits = limits;
  }

  /** The token that was sent; null for none. */
  static String secret(HttpServerRequest request) {
    var header = request.getHeader("Authorization");
    return header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? null
        : header.substring(SCHEME.length()).strip();
  }

  /**
   * Fails as not signed in without a good token, as forbidden from an address it is not for, and as
   * too many after too many bad ones. Those of others behind one address keep no good one out.
   */
  Uni<Caller> authenticate(HttpServerRequest request) {
    var secret = secret(request);
    if (secret == null) {
      return Uni.createFrom()
          .failure(Refusal.of(Refusal.Kind.NOT_SIGNED_IN, CoreProblem.TOKEN_MISSING));
    }
    var address = RequestReader.address(request);
    return Uni.createFrom()
        .voidItem()
        .invoke(() -> requireTrusted(secret, address.getHostAddress()))
        .chain(() -> tokens.authenticate(secret, address))
        .onFailure(TokenAuthentication::isBad)
        .invoke(() -> limits.badToken(address.getHostAddress()));
  }

  private void requireTrusted(String secret, String address) {
    if (!tokens.isKnown(secret)) {
      limits.requireTrusted(address);
    }
  }

  private static boolean isBad(Throwable failure) {
    return failure instanceof Refusal refusal && refusal.kind() == Refusal.Kind.NOT_SIGNED_IN;
  }
}
