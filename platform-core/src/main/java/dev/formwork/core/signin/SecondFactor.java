package dev.formwork.core.signin;

import dev.formwork.core.access.Caller;
import dev.formwork.core.audit.AuditEvent;
import dev.formwork.core.audit.AuditLog;
import dev.formwork.core.credential.PasswordWork;
import dev.formwork.core.credential.Passwords;
import dev.formwork.core.credential.SecretHashes;
import dev.formwork.core.member.Member;
import dev.formwork.core.member.MemberEntity;
import dev.formwork.core.member.Members;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.secret.Secrets;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Time-based one-time codes (TOTP) as a second factor: enrolment, verification, recovery codes,
 * removal.
 */
@ApplicationScoped
public class SecondFactor {

  private static final int RECOVERY_CODES = 10;
  private static final int RECOVERY_LENGTH = 10;

  private final Pool pool;
  private final Secrets secrets;

  SecondFactor(Pool pool, Secrets secrets) {
    this.pool = pool;
    this.secrets = secrets;
  }

  /**
   * What a device is told to make codes; nothing is kept until a code shows that it was.
   *
   * @param secret to type, in Base32
   * @param uri to scan
   */
  public record Offer(String secret, String uri) {}

  /** Who of a workspace must have a second factor. */
  public enum Required {
    NOBODY,
    ADMINISTRATORS,
    EVERYONE
  }

  public Uni<Required> required(Caller caller) {
    caller.requireAdministrator();
    return pool.preparedQuery("SELECT second_factor FROM formwork.workspace WHERE id = $1")
        .execute(Tuple.of(caller.workspace().id()))
        .map(
            rows -> Required.valueOf(rows.iterator().next().getString(0).toUpperCase(Locale.ROOT)));
  }

  /** Holds from everyone's next sign-in on. */
  public Uni<Void> require(Caller caller, Required wanted) {
    caller.requireDesigning();
    var stored = wanted.name().toLowerCase(Locale.ROOT);
    return pool.withTransaction(
        sql ->
            sql.preparedQuery("UPDATE formwork.workspace SET second_factor = $2 WHERE id = $1")
                .execute(Tuple.of(caller.workspace().id(), stored))
                .chain(
                    () ->
                        AuditLog.write(
                            sql, AuditEvent.of(caller, "second-factor.required", stored))));
  }

  /** Whether one of the member's workspaces asks for one, and there is none. */
  Uni<Boolean> mustBeSetUp(MemberEntity member) {
    if (member.totpSecret != null) {
      return Uni.createFrom().item(false);
    }
    return pool.preparedQuery(
            """
            SELECT count(*) FROM formwork.membership s JOIN formwork.workspace w ON w.id = s.workspace_id
            WHERE s.member_id = $1 AND s.state = 'active'
            AND (w.second_factor = 'everyone' OR w.second_factor = 'administrators' AND s.role = 'ADMINISTRATOR')\
            """)
        .execute(Tuple.of(member.id))
        .map(rows -> rows.iterator().next().getLong(0) > 0);
  }

  /** Something to put into an authenticator app. */
  public Offer offer(Member member) {
    var secret = Totp.newSecret();
    return new Offer(secret, Totp.uri(secret, member.login()));
  }

  /**
   * Turns the second factor on.
   *
   * @param code what the device shows now
   * @return the codes for when the device is lost; kept hashed, so shown this once
   */
  public Uni<List<String>> turnOn(Caller caller, Offer offer, String code) {
    caller.requireWriting();
    var step = Totp.step(offer.secret(), digits(code), Instant.now(), 0);
    if (step.isEmpty()) {
      throw Refusal.invalid(List.of(Problem.at("/code", CoreProblem.WRONG_CODE)));
    }
    var recovery =
        Stream.generate(() -> Passwords.random(RECOVERY_LENGTH).toLowerCase(Locale.ROOT))
            .limit(RECOVERY_CODES)
            .toList();
    var hashes = recovery.stream().map(SecretHashes::sha256).toArray(String[]::new);
    return pool.withTransaction(
            sql ->
                secrets
                    .keep(sql, null, "second factor", offer.secret())
                    .chain(
                        secret -> replace(sql, caller.memberId(), secret, step.getAsLong(), hashes))
                    .chain(
                        () ->
                            AuditLog.write(
                                sql,
                                AuditEvent.of(
                                    caller, "second-factor.on", caller.memberId().toString()))))
        .replaceWith(recovery);
  }

  private Uni<Void> replace(
      SqlClient sql, MemberId member, UUID secret, long step, String[] hashes) {
    return sql.preparedQuery(
            """
            UPDATE formwork.member m SET totp_secret = $2, totp_step = $3, recovery_hashes = $4
            FROM (SELECT id, totp_secret AS secret FROM formwork.member WHERE id = $1 FOR UPDATE) before
            WHERE m.id = before.id RETURNING before.secret\
            """)
        .execute(Tuple.from(Arrays.asList(member.value(), secret, step, hashes)))
        .chain(
            rows -> {
              var before = rows.iterator().hasNext() ? rows.iterator().next().getUUID(0) : null;
              return before == null ? Uni.createFrom().voidItem() : secrets.forget(sql, before);
            });
  }

  /** Turns one's own off, for which the password is asked again. */
  public Uni<Void> turnOff(Caller caller, String password) {
    caller.requireWriting();
    return pool.preparedQuery("SELECT password_hash FROM formwork.member WHERE id = $1")
        .execute(Tuple.of(MemberId.valueOrNull(caller.memberId())))
        .map(rows -> rows.iterator().next().getString(0))
        .chain(hash -> PasswordWork.matches(password, hash))
        .chain(
            right -> {
              if (!right) {
                throw Refusal.invalid(
                    List.of(Problem.at("/password", CoreProblem.WRONG_CURRENT_PASSWORD)));
              }
              return off(caller, caller.memberId());
            });
  }

  /** For someone who lost their device; not for whoever is in another workspace as well. */
  public Uni<Void> takeAway(Caller caller, MemberId member) {
    caller.requireDesigning();
    if (caller.people().standing(member).isEmpty()) {
      throw Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.NO_SUCH_MEMBER, member);
    }
    return Members.requireOfThisWorkspaceAlone(pool, caller, member)
        .chain(() -> off(caller, member));
  }

  private Uni<Void> off(Caller caller, MemberId member) {
    return pool.withTransaction(
        sql ->
            replace(sql, member, null, 0, new String[0])
                .chain(
                    () ->
                        AuditLog.write(
                            sql, AuditEvent.of(caller, "second-factor.off", member.toString()))));
  }

  /** Whether the code is good; a good one is used up. */
  Uni<Boolean> matches(MemberEntity member, String code) {
    var hash = SecretHashes.sha256(code.strip().toLowerCase(Locale.ROOT));
    if (Arrays.asList(member.recoveryHashes).contains(hash)) {
      member.recoveryHashes =
          Arrays.stream(member.recoveryHashes)
              .filter(one -> !one.equals(hash))
              .toArray(String[]::new);
      return Uni.createFrom().item(true);
    }
    return secrets
        .open(pool, member.totpSecret)
        .map(secret -> Totp.step(secret, digits(code), Instant.now(), member.totpStep))
        .invoke(step -> step.ifPresent(used -> member.totpStep = used))
        .map(step -> step.isPresent());
  }

  /** People type codes in groups. */
  private static String digits(String code) {
    return code.replaceAll("\\s", "");
  }
}
