package dev.formwork.core.access;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.reactive.mutiny.Mutiny;

/** API tokens: shown once, stored hashed, checked on every request. */
@ApplicationScoped
public class ApiTokens {

  /**
   * How long a checked token is trusted without asking the database; a revocation here takes effect
   * at once, elsewhere within it.
   */
  private static final Duration TRUST = Duration.ofSeconds(10);

  private static final String PREFIX = "fw_";
  private static final int MAX_TRUSTED = 10_000;

  /** A fresh token with its secret, which is not kept anywhere. */
  public record NewToken(ApiToken token, String secret) {}

  private record Trusted(Caller caller, UUID tokenId, Instant until) {}

  private final Mutiny.SessionFactory sessions;
  private final Members members;
  private final Map<String, Trusted> trusted = new ConcurrentHashMap<>();

  ApiTokens(Mutiny.SessionFactory sessions, Members members) {
    this.sessions = sessions;
    this.members = members;
  }

  /**
   * @param lifetime null: does not expire
   */
  public Uni<NewToken> create(Caller caller, String name, boolean readOnly, Duration lifetime) {
    caller.requireWriting();
    if (name == null || name.isBlank() || name.length() > 80) {
      return Uni.createFrom().failure(Refusal.invalid(List.of(Problem.at("/name", "token-name"))));
    }
    var secret = PREFIX + Passwords.random(40);
    var entity = new ApiTokenEntity();
    entity.id = UuidCreator.getTimeOrderedEpoch();
    entity.workspaceId = caller.workspace().id();
    entity.memberId = caller.memberId();
    entity.name = name.strip();
    entity.hash = sha256(secret);
    entity.hint = secret.substring(secret.length() - 4);
    entity.readOnly = readOnly;
    entity.createdAt = OffsetDateTime.now(ZoneOffset.UTC);
    entity.expiresAt = lifetime == null ? null : entity.createdAt.plus(lifetime);
    return sessions
        .withTransaction(session -> session.persist(entity))
        .map(_ -> new NewToken(token(entity), secret));
  }

  public Uni<List<ApiToken>> of(Caller caller) {
    return sessions
        .withSession(
            session ->
                session
                    .createSelectionQuery(
                        "from ApiTokenEntity where memberId = ?1 and revokedAt is null order by id desc",
                        ApiTokenEntity.class)
                    .setParameter(1, caller.memberId())
                    .getResultList())
        .map(found -> found.stream().map(ApiTokens::token).toList());
  }

  public Uni<Void> revoke(Caller caller, UUID id) {
    trusted.values().removeIf(one -> one.tokenId.equals(id));
    return sessions
        .withTransaction(
            session ->
                session
                    .createMutationQuery(
                        "update ApiTokenEntity set revokedAt = ?1 where id = ?2 and memberId = ?3")
                    .setParameter(1, OffsetDateTime.now(ZoneOffset.UTC))
                    .setParameter(2, id)
                    .setParameter(3, caller.memberId())
                    .executeUpdate())
        .replaceWithVoid();
  }

  /** Who sent this token; fails as not signed in when it is unknown, expired or revoked. */
  public Uni<Caller> authenticate(String secret) {
    var hash = sha256(secret);
    var known = trusted.get(hash);
    if (known != null && known.until.isAfter(Instant.now())) {
      return Uni.createFrom().item(known.caller);
    }
    return sessions
        .withTransaction(session -> living(session, hash))
        .onItem()
        .ifNull()
        .failWith(() -> Refusal.of(Refusal.Kind.NOT_SIGNED_IN, "token-unknown"))
        .chain(token -> members.caller(token.memberId).map(caller -> trust(hash, token, caller)));
  }

  private Caller trust(String hash, ApiTokenEntity token, Caller member) {
    var caller =
        new Caller(
            member.memberId(),
            member.workspace(),
            member.role(),
            token.readOnly,
            member.locale(),
            member.zone());
    if (trusted.size() >= MAX_TRUSTED) {
      trusted.clear();
    }
    trusted.put(hash, new Trusted(caller, token.id, Instant.now().plus(TRUST)));
    return caller;
  }

  private static Uni<ApiTokenEntity> living(Mutiny.Session session, String hash) {
    var now = OffsetDateTime.now(ZoneOffset.UTC);
    return session
        .createSelectionQuery(
            "from ApiTokenEntity where hash = ?1 and revokedAt is null", ApiTokenEntity.class)
        .setParameter(1, hash)
        .getSingleResultOrNull()
        .map(
            token ->
                token == null || token.expiresAt != null && token.expiresAt.isBefore(now)
                    ? null
                    : token)
        .invoke(
            token -> {
              if (token != null
                  && (token.lastUsedAt == null || token.lastUsedAt.isBefore(now.minusMinutes(1)))) {
                token.lastUsedAt = now;
              }
            });
  }

  private static ApiToken token(ApiTokenEntity entity) {
    return new ApiToken(
        entity.id,
        entity.name,
        entity.hint,
        entity.readOnly,
        entity.createdAt,
        entity.expiresAt,
        entity.lastUsedAt);
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
