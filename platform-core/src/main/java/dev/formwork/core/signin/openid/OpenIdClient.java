package dev.formwork.core.signin.openid;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.formwork.core.outbound.OutboundClient;
import dev.formwork.core.outbound.OutboundRequest;
import dev.formwork.core.outbound.OutboundResponse;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Talks to identity providers, over the one client for the outside. What they say is read and
 * checked by the Nimbus SDK.
 */
@ApplicationScoped
class OpenIdClient {

  private static final Logger LOG = Logger.getLogger(OpenIdClient.class);

  /** Signatures that only the provider can make: never a shared secret, never none. */
  private static final Set<JWSAlgorithm> SIGNATURES =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private final OutboundClient outbound;

  OpenIdClient(OutboundClient outbound) {
    this.outbound = outbound;
  }

  /** What a provider says of itself (OpenID Connect Discovery 1.0); it must speak of itself. */
  Uni<OIDCProviderMetadata> configuration(String issuer) {
    return get(
            URI.create(issuer.replaceAll("/+$", "") + "/.well-known/openid-configuration"),
            Map.of())
        .map(
            answer -> {
              try {
                var metadata = OIDCProviderMetadata.parse(answer.text());
                if (answer.status() == 200
                    && metadata.getIssuer().getValue().equals(issuer)
                    && metadata.getAuthorizationEndpointURI() != null
                    && metadata.getTokenEndpointURI() != null
                    && metadata.getJWKSetURI() != null) {
                  return metadata;
                }
              } catch (ParseException e) {
                LOG.infof("Identity provider %s: its configuration cannot be read: %s", issuer, e);
              }
              throw Refusal.of(Refusal.Kind.INVALID, CoreProblem.OIDC_CONFIGURATION, issuer);
            });
  }

  /** Who a code stands for. */
  Uni<Identity> redeem(OIDCProviderMetadata provider, Credentials credentials, Redemption code) {
    var client = new ClientID(credentials.clientId);
    var request =
        new TokenRequest.Builder(
                provider.getTokenEndpointURI(),
                new ClientSecretBasic(client, new Secret(credentials.clientSecret)),
                new AuthorizationCodeGrant(code.code, code.returnAddress, code.verifier))
            .build()
            .toHTTPRequest();
    var call =
        new OutboundRequest(
            "POST",
            provider.getTokenEndpointURI(),
            Map.of(
                "Authorization",
                request.getAuthorization(),
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Accept",
                "application/json"),
            request.getBody());
    return outbound
        .send(call)
        .chain(
            answer -> {
              var tokens = tokens(provider, answer);
              return get(provider.getJWKSetURI(), Map.of())
                  .map(keys -> identity(provider, client, tokens, keys.text(), code.nonce))
                  .chain(identity -> completed(provider, tokens, identity));
            });
  }

  /** What we are known by at a provider. */
  record Credentials(String clientId, String clientSecret) {}

  /** A code, and what shows that it was we who asked for it. */
  record Redemption(
      AuthorizationCode code, URI returnAddress, CodeVerifier verifier, Nonce nonce) {}

  /**
   * Who somebody is, as their provider says.
   *
   * @param email one the provider verified; null: it did not
   * @param name nullable
   */
  record Identity(String subject, String email, String name) {}

  private static OIDCTokenResponse tokens(OIDCProviderMetadata provider, OutboundResponse answer) {
    try {
      var response = new HTTPResponse(answer.status());
      response.setHeader(
          "Content-Type", answer.headers().getOrDefault("content-type", "application/json"));
      response.setBody(answer.text());
      var parsed = OIDCTokenResponseParser.parse(response);
      if (parsed instanceof OIDCTokenResponse tokens) {
        return tokens;
      }
      LOG.infof(
          "Identity provider %s gave no tokens: %s",
          provider.getIssuer(), parsed.toErrorResponse().getErrorObject());
    } catch (ParseException e) {
      LOG.infof(
          "Identity provider %s: its answer with tokens cannot be read: %s",
          provider.getIssuer(), e);
    }
    throw refused();
  }

  private static Identity identity(
      OIDCProviderMetadata provider,
      ClientID client,
      OIDCTokenResponse tokens,
      String keys,
      Nonce nonce) {
    try {
      JWT token = tokens.getOIDCTokens().getIDToken();
      if (token == null
          || !(token.getHeader().getAlgorithm() instanceof JWSAlgorithm algorithm)
          || !SIGNATURES.contains(algorithm)) {
        throw refused();
      }
      var claims =
          new IDTokenValidator(
                  new Issuer(provider.getIssuer()), client, algorithm, JWKSet.parse(keys))
              .validate(token, nonce);
      return new Identity(
          claims.getSubject().getValue(),
          Boolean.TRUE.equals(claims.getBooleanClaim("email_verified"))
              ? claims.getStringClaim("email")
              : null,
          claims.getStringClaim("name"));
    } catch (BadJOSEException | JOSEException | java.text.ParseException e) {
      LOG.warnf("Identity provider %s: its token was refused: %s", provider.getIssuer(), e);
      throw refused();
    }
  }

  /** Some providers tell the address and the name only when asked. */
  private Uni<Identity> completed(
      OIDCProviderMetadata provider, OIDCTokenResponse tokens, Identity known) {
    var access = tokens.getOIDCTokens().getBearerAccessToken();
    if (known.email != null || provider.getUserInfoEndpointURI() == null || access == null) {
      return Uni.createFrom().item(known);
    }
    return get(
            provider.getUserInfoEndpointURI(),
            Map.of(
                "Authorization", new BearerAccessToken(access.getValue()).toAuthorizationHeader()))
        .map(answer -> completed(provider, known, answer))
        .onFailure(Refusal.class)
        .recoverWithItem(known);
  }

  private static Identity completed(
      OIDCProviderMetadata provider, Identity known, OutboundResponse answer) {
    try {
      var info = UserInfo.parse(answer.text());
      if (answer.status() == 200 && info.getSubject().getValue().equals(known.subject)) {
        return new Identity(
            known.subject,
            Boolean.TRUE.equals(info.getEmailVerified()) ? info.getEmailAddress() : null,
            known.name == null ? info.getName() : known.name);
      }
    } catch (ParseException e) {
      LOG.infof(
          "Identity provider %s: its answer about a person cannot be read: %s",
          provider.getIssuer(), e);
    }
    return known;
  }

  private Uni<OutboundResponse> get(URI uri, Map<String, String> headers) {
    return outbound.send(new OutboundRequest("GET", uri, headers, null));
  }

  static Refusal refused() {
    return Refusal.of(Refusal.Kind.NOT_SIGNED_IN, CoreProblem.OIDC_REFUSED);
  }
}
