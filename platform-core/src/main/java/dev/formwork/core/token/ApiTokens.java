package dev.formwork.core.token;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.formwork.core.access.Caller;
import dev.formwork.core.access.TokenScope;
import dev.formwork.core.audit.AuditEvent;
import dev.formwork.core.audit.AuditLog;
import dev.formwork.core.credential.Passwords;
import dev.formwork.core.credential.SecretHashes;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.expression.value.IsoDates;
import dev.formwork.core.member.Members;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.outbound.CidrRange;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.workspace.Workspaces;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.LockMode;
import org.hibernate.reactive.mutiny.Mutiny;

/** API tokens: shown once, stored hashed, checked on every request. */
@ApplicationScoped
public class ApiTokens {

  /**
   * How long a checked token is trusted without asking the database; a revocation takes effect at
   * once here, on other nodes when they hear of it, and within this time in any case.
   */
  private static final Duration TRUST = Duration.ofSeconds(10);

  /** Of {@code NOTIFY}; carries the id of a token that was revoked. */
  public static final String CHANNEL = "formwork_tokens";

  private static final String PREFIX = "fw_";

  private static final int SECRET_LENGTH = 40;
  private static final int MAX_TRUSTED = 10_000;

  /** A fresh token with its secret, which is not kept anywhere. */
  public record NewToken(ApiToken token, String secret) {}

  /** How long the old secret still works after a rotation, so that programs can be told the new. */
  private static final Duration OVERLAP = Duration.ofHours(1);

  /** How soon a token may be rotated again. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  /** What a new token is to be. */
  public record TokenRequest(String name, boolean readOnly, Duration lifetime, TokenScope scope) {

    /**
     * A token for everything its owner may do.
     *
     * @param lifetime null: does not expire
     */
    public static TokenRequest whole(String name, boolean readOnly, Duration lifetime) {
      return new TokenRequest(name, readOnly, lifetime, TokenScope.WHOLE);
    }
  }

  private record Trusted(Caller caller, UUID tokenId, List<CidrRange> from, Instant until) {

    Caller admit(InetAddress address) {
      if (!from.isEmpty() && from.stream().noneMatch(range -> range.contains(address))) {
        throw Refusal.of(Refusal.Kind.FORBIDDEN, CoreProblem.TOKEN_ADDRESS);
      }
      caller.standing();
      return caller;
    }
  }

  private final Mutiny.SessionFactory sessions;
  private final Members members;
  private final Workspaces workspaces;
  private final Map<String, Trusted> trusted = new ConcurrentHashMap<>();

  ApiTokens(Mutiny.SessionFactory sessions, Members members, Workspaces workspaces) {
    this.sessions = sessions;
    this.members = members;
    this.workspaces = workspaces;
  }

  /** What a program sends; kept nowhere but hashed. */
  public static String newSecret() {
    return PREFIX + Passwords.random(SECRET_LENGTH);
  }

  /** A token of one's own. Only whoever has everything may give everything away. */
  public Uni<NewToken> create(Caller caller, TokenRequest tokenRequest) {
    caller.requireWriting();
    caller.requireWholeScope();
    return create(caller, caller.memberId(), tokenRequest);
  }

  /** A token of a service, which administrators make. */
  public Uni<NewToken> createFor(Caller caller, MemberId service, TokenRequest tokenRequest) {
    caller.requireDesigning();
    return requireService(caller, service).chain(() -> create(caller, service, tokenRequest));
  }

  private Uni<NewToken> create(Caller caller, MemberId owner, TokenRequest tokenRequest) {
    var name = tokenRequest.name();
    if (name == null || name.isBlank() || name.length() > 80) {
      return Uni.createFrom()
          .failure(Refusal.invalid(List.of(Problem.at("/name", CoreProblem.TOKEN_NAME))));
    }
    // As the database keeps it, so that what is answered now is what is answered later.
    var created = OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
    var lifetime = tokenRequest.lifetime();
    var scope =
        TokenReach.within(
            caller.scope(),
            tokenRequest.scope().endingAt(lifetime == null ? null : created.plus(lifetime)));
    var secret = newSecret();
    var entity = new ApiTokenEntity();
    entity.id = UuidCreator.getTimeOrderedEpoch();
    entity.workspaceId = caller.workspace().id();
    entity.memberId = MemberId.valueOrNull(owner);
    entity.name = name.strip();
    entity.hash = SecretHashes.sha256(secret);
    entity.hint = secret.substring(secret.length() - 4);
    entity.readOnly = tokenRequest.readOnly();
    entity.scope = DefinitionJson.write(scope);
    entity.createdAt = created;
    entity.expiresAt = scope.until();
    return sessions
        .withTransaction(
            session ->
                session
                    .persist(entity)
                    .chain(() -> AuditLog.write(session, event(caller, "token.make", entity))))
        .map(_ -> new NewToken(token(entity), secret));
  }

  /**
   * What the audit log says of a token; nothing of its secret.
   *
   * @param owner whose it is
   * @param expires nullable
   */
  private record Trace(
      UUID token, UUID owner, boolean readOnly, TokenScope scope, String expires) {}

  private static AuditEvent event(Caller caller, String what, ApiTokenEntity token) {
    return AuditEvent.of(
        caller,
        what,
        token.name,
        DefinitionJson.write(
            new Trace(
                token.id,
                token.memberId,
                token.readOnly,
                TokenScope.of(token.scope),
                IsoDates.utc(token.expiresAt))));
  }

  /** The tokens of a service; for administrators. */
  public Uni<List<ApiToken>> of(Caller caller, MemberId service) {
    caller.requireAdministrator();
    return requireService(caller, service).chain(() -> living(caller, service));
  }

  private Uni<Void> requireService(Caller caller, MemberId service) {
    return members
        .isService(caller.workspace(), service)
        .invoke(
            is -> {
              if (!is) {
                throw Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.NO_SUCH_SERVICE, service);
              }
            })
        .replaceWithVoid();
  }

  /** A new secret for a token of one's own; the old one works for another hour. */
  public Uni<NewToken> rotate(Caller caller, UUID id) {
    caller.requireWriting();
    caller.requireWholeScope();
    return rotate(caller, caller.memberId(), id);
  }

  /** The same for a token of a service; for administrators. */
  public Uni<NewToken> rotateFor(Caller caller, MemberId service, UUID id) {
    caller.requireDesigning();
    return requireService(caller, service).chain(() -> rotate(caller, service, id));
  }

  private Uni<NewToken> rotate(Caller caller, MemberId owner, UUID id) {
    var secret = newSecret();
    return sessions
        .withTransaction(
            session ->
                own(session, caller, owner, id)
                    .invoke(token -> rotate(caller, token, secret))
                    .call(token -> AuditLog.write(session, event(caller, "token.rotate", token))))
        .map(token -> new NewToken(token(token), secret));
  }

  /** Two at once would each be told a secret, of which one never works. */
  private static void rotate(Caller caller, ApiTokenEntity token, String secret) {
    TokenReach.requireWithin(caller.scope(), TokenScope.of(token.scope).endingAt(token.expiresAt));
    var now = OffsetDateTime.now(ZoneOffset.UTC);
    if (token.previousUntil != null
        && now.isBefore(token.previousUntil.minus(OVERLAP).plus(PAUSE))) {
      throw Refusal.of(Refusal.Kind.CONFLICT, CoreProblem.TOKEN_JUST_ROTATED, PAUSE.toSeconds());
    }
    token.previousHash = token.hash;
    token.previousUntil = now.plus(OVERLAP);
    token.hash = SecretHashes.sha256(secret);
    token.hint = secret.substring(secret.length() - 4);
  }

  private static Uni<ApiTokenEntity> own(
      Mutiny.Session session, Caller caller, MemberId owner, UUID id) {
    return session
        .createSelectionQuery(
            "from ApiTokenEntity where id = ?1 and memberId = ?2 and workspaceId = ?3 and revokedAt"
                + " is null",
            ApiTokenEntity.class)
        .setParameter(1, id)
        .setParameter(2, MemberId.valueOrNull(owner))
        .setParameter(3, caller.workspace().id())
        .setLockMode(LockMode.PESSIMISTIC_WRITE)
        .getSingleResultOrNull()
        .onItem()
        .ifNull()
        .failWith(() -> Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.NOT_FOUND));
  }

  public Uni<List<ApiToken>> of(Caller caller) {
    return living(caller, caller.memberId());
  }

  private Uni<List<ApiToken>> living(Caller caller, MemberId owner) {
    return sessions
        .withSession(
            session ->
                session
                    .createSelectionQuery(
                        "from ApiTokenEntity where memberId = ?1 and workspaceId = ?2 and revokedAt"
                            + " is null order by id desc",
                        ApiTokenEntity.class)
                    .setParameter(1, MemberId.valueOrNull(owner))
                    .setParameter(2, caller.workspace().id())
                    .getResultList())
        .map(found -> found.stream().map(ApiTokens::token).toList());
  }

  /** One's own; administrators also those of services. */
  public Uni<Void> revoke(Caller caller, UUID id) {
    caller.requireWriting();
    return sessions
        .withTransaction(
            session ->
                session
                    .createSelectionQuery(
                        """
                        from ApiTokenEntity where id = ?1 and workspaceId = ?3 and revokedAt is null and (memberId = ?2
                        or ?4 = true and memberId in (select m.id from MemberEntity m where m.service))\
                        """,
                        ApiTokenEntity.class)
                    .setParameter(1, id)
                    .setParameter(2, MemberId.valueOrNull(caller.memberId()))
                    .setParameter(3, caller.workspace().id())
                    .setParameter(4, caller.isAdministrator())
                    .setLockMode(LockMode.PESSIMISTIC_WRITE)
                    .getSingleResultOrNull()
                    .chain(token -> revoke(session, caller, token)))
        .invoke(() -> revoked(id))
        .replaceWithVoid();
  }

  private static Uni<Void> revoke(Mutiny.Session session, Caller caller, ApiTokenEntity token) {
    if (token == null) {
      return Uni.createFrom().voidItem();
    }
    token.revokedAt = OffsetDateTime.now(ZoneOffset.UTC);
    return AuditLog.write(session, event(caller, "token.revoke", token))
        .call(() -> announce(session, token.id))
        .replaceWithVoid();
  }

  private static Uni<Integer> announce(Mutiny.Session session, UUID id) {
    return session
        .createNativeQuery("SELECT 1 FROM (SELECT pg_notify(?1, ?2)) announced", Integer.class)
        .setParameter(1, CHANNEL)
        .setParameter(2, id.toString())
        .getSingleResult();
  }

  /** A token was revoked, here or on another node: it is asked for again. */
  public void revoked(UUID id) {
    trusted.values().removeIf(one -> one.tokenId.equals(id));
  }

  /** Revocations may have been missed: all are asked for again. */
  public void forgetAll() {
    trusted.clear();
  }

  /**
   * Whether this node had it as a good one lately; whether it still is, {@link #authenticate} says.
   */
  public boolean isKnown(String secret) {
    return trusted.containsKey(SecretHashes.sha256(secret));
  }

  /**
   * Who sent this token; fails as not signed in when it is unknown, expired or revoked, or its
   * owner left, and as forbidden from an address it is not for.
   */
  public Uni<Caller> authenticate(String secret, InetAddress address) {
    var hash = SecretHashes.sha256(secret);
    var known = trusted.get(hash);
    if (known != null && known.until.isAfter(Instant.now())) {
      return Uni.createFrom().item(known).map(one -> one.admit(address));
    }
    return sessions
        .withTransaction(session -> living(session, hash))
        .onItem()
        .ifNull()
        .failWith(() -> unknown(hash))
        .chain(
            token ->
                workspaces
                    .byId(token.workspaceId)
                    .chain(workspace -> members.caller(new MemberId(token.memberId), workspace))
                    .map(caller -> trust(hash, token, caller).admit(address)));
  }

  private Refusal unknown(String hash) {
    trusted.remove(hash);
    return Refusal.of(Refusal.Kind.NOT_SIGNED_IN, CoreProblem.TOKEN_UNKNOWN);
  }

  private Trusted trust(String hash, ApiTokenEntity token, Caller member) {
    var scope = TokenScope.of(token.scope).endingAt(token.expiresAt);
    if (trusted.size() >= MAX_TRUSTED) {
      trusted.clear();
    }
    var one =
        new Trusted(
            member.through(token.readOnly, scope),
            token.id,
            TokenReach.ranges(scope),
            Instant.now().plus(TRUST));
    trusted.put(hash, one);
    return one;
  }

  private static Uni<ApiTokenEntity> living(Mutiny.Session session, String hash) {
    var now = OffsetDateTime.now(ZoneOffset.UTC);
    return session
        .createSelectionQuery(
            "from ApiTokenEntity where (hash = ?1 or previousHash = ?1 and previousUntil > ?2) and"
                + " revokedAt is null and (expiresAt is null or expiresAt > ?2)",
            ApiTokenEntity.class)
        .setParameter(1, hash)
        .setParameter(2, now)
        .getSingleResultOrNull()
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
        TokenScope.of(entity.scope),
        entity.createdAt,
        entity.expiresAt,
        entity.lastUsedAt);
  }
}
