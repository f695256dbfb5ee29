package dev.formwork.core.signin.openid;

import com.github.f4b6a3.uuid.UuidCreator;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import dev.formwork.core.audit.AuditEvent;
import dev.formwork.core.audit.AuditLog;
import dev.formwork.core.invitation.OneTimeLinkRedemption;
import dev.formwork.core.member.Members;
import dev.formwork.core.member.Members.SignedIn;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.secret.Secrets;
import dev.formwork.core.signin.openid.OpenIdClient.Credentials;
import dev.formwork.core.signin.openid.OpenIdClient.Identity;
import dev.formwork.core.signin.openid.OpenIdClient.Redemption;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Signs people in whom a provider of their workspace vouches for, and into that workspace alone: it
 * speaks for no other.
 */
@ApplicationScoped
public class OpenIdSignIn {

  /** Where a provider sends people back to. */
  public static final String RETURN_PATH = "sign-in/return";

  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private final Pool pool;
  private final Secrets secrets;
  private final OpenIdClient client;
  private final IdentityProviders providers;
  private final OneTimeLinkRedemption oneTimeLinkRedemption;
  private final Members members;

  OpenIdSignIn(
      Pool pool,
      Secrets secrets,
      OpenIdClient client,
      IdentityProviders providers,
      OneTimeLinkRedemption oneTimeLinkRedemption,
      Members members) {
    this.pool = pool;
    this.secrets = secrets;
    this.client = client;
    this.providers = providers;
    this.oneTimeLinkRedemption = oneTimeLinkRedemption;
    this.members = members;
  }

  /**
   * A sign-in under way, kept in the session of the browser that began it: nobody else can finish
   * it.
   *
   * @param address where the browser goes
   */
  public record Attempt(
      UUID provider, URI address, String state, String nonce, String verifier, Instant until) {}

  public Uni<Attempt> begin(UUID providerId) {
    return provider(providerId)
        .chain(
            known ->
                client
                    .configuration(known.provider.issuer())
                    .map(
                        metadata -> {
                          var state = new State();
                          var nonce = new Nonce();
                          var verifier = new CodeVerifier();
                          var request =
                              new AuthenticationRequest.Builder(
                                      new ResponseType(ResponseType.Value.CODE),
                                      new Scope("openid", "email", "profile"),
                                      new ClientID(known.provider.clientId()),
                                      URI.create(providers.returnAddress()))
                                  .endpointURI(metadata.getAuthorizationEndpointURI())
                                  .state(state)
                                  .nonce(nonce)
                                  .codeChallenge(verifier, CodeChallengeMethod.S256)
                                  .build();
                          return new Attempt(
                              providerId,
                              request.toURI(),
                              state.getValue(),
                              nonce.getValue(),
                              verifier.getValue(),
                              Instant.now().plus(PATIENCE));
                        }));
  }

  /**
   * @param query of the address the browser came back to
   * @return the member; fails as not signed in when anything is not as it should be, and as
   *     forbidden when nobody here goes with that person
   */
  public Uni<SignedIn> finish(Attempt attempt, String query) {
    var code = code(attempt, query);
    return provider(attempt.provider)
        .chain(
            known ->
                client
                    .configuration(known.provider.issuer())
                    .chain(
                        metadata ->
                            client.redeem(
                                metadata,
                                new Credentials(known.provider.clientId(), known.secret),
                                new Redemption(
                                    code,
                                    URI.create(providers.returnAddress()),
                                    new CodeVerifier(attempt.verifier),
                                    new Nonce(attempt.nonce))))
                    .chain(identity -> member(known, identity))
                    .chain(member -> signedIn(known.workspace, member)));
  }

  private AuthorizationCode code(Attempt attempt, String query) {
    try {
      var answer =
          AuthenticationResponseParser.parse(URI.create(providers.returnAddress() + "?" + query));
      boolean ours =
          answer.getState() != null
              && answer.getState().getValue().equals(attempt.state)
              && attempt.until.isAfter(Instant.now());
      if (ours && answer.indicatesSuccess()) {
        var code = answer.toSuccessResponse().getAuthorizationCode();
        if (code != null) {
          return code;
        }
      }
    } catch (ParseException | IllegalArgumentException e) {
      throw OpenIdClient.refused();
    }
    throw OpenIdClient.refused();
  }

  private record Known(IdentityProvider provider, UUID workspace, String secret) {}

  private Uni<Known> provider(UUID id) {
    return pool.preparedQuery(
            """
            SELECT id, title, issuer, client_id, joins, domains, workspace_id, client_secret
            FROM formwork.identity_provider WHERE id = $1""")
        .execute(Tuple.of(id))
        .chain(
            rows -> {
              if (!rows.iterator().hasNext()) {
                throw Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.NOT_FOUND);
              }
              var row = rows.iterator().next();
              return secrets
                  .open(pool, row.getUUID(7))
                  .map(secret -> new Known(IdentityProviders.read(row), row.getUUID(6), secret));
            });
  }

  private Uni<MemberId> member(Known known, Identity identity) {
    return linked(known, identity)
        .onItem()
        .ifNull()
        .switchTo(() -> byAddress(known, identity))
        .onItem()
        .ifNull()
        .switchTo(() -> newcomer(known, identity));
  }

  private Uni<MemberId> linked(Known known, Identity identity) {
    return pool.preparedQuery(
            "SELECT member_id FROM formwork.member_identity WHERE provider_id = $1 AND subject = $2")
        .execute(Tuple.of(known.provider.id(), identity.subject()))
        .map(
            rows ->
                rows.iterator().hasNext() ? new MemberId(rows.iterator().next().getUUID(0)) : null);
  }

  /**
   * A member of this workspace, and of no other, whose address somebody here vouches for: a
   * provider cannot take over who also belongs to others, nor whoever just claims an address.
   */
  private Uni<MemberId> byAddress(Known known, Identity identity) {
    if (identity.email() == null) {
      return Uni.createFrom().nullItem();
    }
    return pool.preparedQuery(
            """
            INSERT INTO formwork.member_identity (provider_id, subject, member_id)
            SELECT $1, $2, m.id FROM formwork.member m
            WHERE lower(m.email) = lower($3) AND m.email_confirmed AND NOT m.service
            AND EXISTS (SELECT 1 FROM formwork.membership s WHERE s.member_id = m.id AND s.workspace_id = $4)
            AND NOT EXISTS (SELECT 1 FROM formwork.membership s WHERE s.member_id = m.id AND s.workspace_id <> $4)
            ON CONFLICT DO NOTHING RETURNING member_id""")
        .execute(
            Tuple.of(known.provider.id(), identity.subject(), identity.email(), known.workspace))
        .map(
            rows ->
                rows.iterator().hasNext() ? new MemberId(rows.iterator().next().getUUID(0)) : null);
  }

  private Uni<MemberId> newcomer(Known known, Identity identity) {
    if (!known.provider.joins() || !known.provider.covers(identity.email())) {
      throw Refusal.of(Refusal.Kind.FORBIDDEN, CoreProblem.OIDC_NOBODY, known.provider.title());
    }
    var id = new MemberId(UuidCreator.getTimeOrderedEpoch());
    var name = identity.name() == null ? identity.email() : identity.name();
    return oneTimeLinkRedemption
        .welcome(
            known.workspace,
            id,
            name.length() > 80 ? name.substring(0, 80) : name,
            identity.email(),
            sql ->
                sql.preparedQuery(
                        "INSERT INTO formwork.member_identity (provider_id, subject, member_id) VALUES ($1, $2, $3)")
                    .execute(Tuple.of(known.provider.id(), identity.subject(), id.value()))
                    .replaceWithVoid())
        .replaceWith(id);
  }

  private Uni<SignedIn> signedIn(UUID workspace, MemberId member) {
    return members
        .enter(member, workspace)
        .call(
            entered ->
                pool.withTransaction(
                    sql ->
                        AuditLog.write(
                            sql,
                            AuditEvent.of(
                                entered.caller(),
                                "sign-in",
                                entered.member().login(),
                                "{\"by\":\"provider\"}"))));
  }
}
