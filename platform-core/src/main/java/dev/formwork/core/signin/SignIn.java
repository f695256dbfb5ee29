package dev.formwork.core.signin;

import dev.formwork.core.audit.AuditEvent;
import dev.formwork.core.audit.AuditLog;
import dev.formwork.core.credential.Passwords;
import dev.formwork.core.member.MemberEntity;
import dev.formwork.core.member.Members;
import dev.formwork.core.member.Members.SignedIn;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.ProblemCode;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.thread.WorkerThreads;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.hibernate.LockMode;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Sign-in by login and password, and by a TOTP code where a second factor is set up. Failed
 * attempts of both kinds are counted together and lock the account for a while.
 */
@ApplicationScoped
public class SignIn {

  private static final Logger LOG = Logger.getLogger(SignIn.class);

  /** Wrong tries before an account rests; each further one doubles the rest, up to an hour. */
  private static final int FREE_ATTEMPTS = 5;

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Mutiny.SessionFactory sessions;
  private final Members members;
  private final SecondFactor secondFactor;
  private final AuditLog audit;

  SignIn(
      Mutiny.SessionFactory sessions, Members members, SecondFactor secondFactor, AuditLog audit) {
    this.sessions = sessions;
    this.members = members;
    this.secondFactor = secondFactor;
    this.audit = audit;
  }

  /** Where a sign-in stands. */
  public sealed interface Step permits Entered, CodeWanted {}

  /** All the way in. */
  public record Entered(SignedIn signedIn) implements Step {}

  /** The password was right; a code is needed as well. Worth nothing after ten minutes. */
  public static final class CodeWanted implements Step {

    private final MemberId member;
    private final OffsetDateTime until = now().plus(PATIENCE);

    private CodeWanted(MemberId member) {
      this.member = member;
    }
  }

  /**
   * Fails as not signed in for a wrong name or password alike, and as too many while the account
   * rests.
   *
   * @param login the name somebody signs in with, or their mail address
   */
  public Uni<Step> withPassword(String login, String password) {
    return sessions
        .withTransaction(
            session -> byLogin(session, login).chain(found -> attempt(session, found, password)))
        .chain(
            outcome ->
                outcome.refusal != null
                    ? refuse(outcome)
                    : outcome.member.totpSecret != null
                        ? Uni.createFrom().item(new CodeWanted(outcome.member.id()))
                        : enter(outcome.member, "password"));
  }

  /**
   * @param code of the device, or one of those for when it is lost
   */
  public Uni<Step> withCode(CodeWanted pending, String code) {
    if (pending.until.isBefore(now())) {
      return Uni.createFrom()
          .failure(Refusal.of(Refusal.Kind.NOT_SIGNED_IN, CoreProblem.SIGN_IN_AGAIN));
    }
    return sessions
        .withTransaction(
            session ->
                session
                    .find(MemberEntity.class, pending.member.value(), LockMode.PESSIMISTIC_WRITE)
                    .chain(found -> attemptCode(session, found, code)))
        .chain(
            outcome -> outcome.refusal != null ? refuse(outcome) : enter(outcome.member, "code"));
  }

  private Uni<Step> enter(MemberEntity member, String how) {
    return members
        .caller(member.id())
        .call(
            caller ->
                audit.add(
                    AuditEvent.of(
                        caller, "sign-in", member.login, "{\"by\":\"%s\"}".formatted(how))))
        .chain(
            caller ->
                secondFactor
                    .mustBeSetUp(member)
                    .map(
                        must -> new Entered(new SignedIn(member.toMember(), caller, must, false))));
  }

  /**
   * A wrong password goes into the audit log of the member's workspaces. The answer does not wait
   * for that, so that it takes as long for a name that nobody has; while an account rests nothing
   * is added, so that nobody can fill the log.
   */
  private Uni<Step> refuse(Attempt outcome) {
    if (outcome.member != null) {
      var member = outcome.member;
      members
          .workspacesOf(member.id())
          .onItem()
          .transformToMulti(found -> Multi.createFrom().iterable(found))
          .onItem()
          .transformToUniAndConcatenate(
              workspace ->
                  audit.add(
                      new AuditEvent(
                          workspace.id(), member.id(), "sign-in.failed", member.login, "{}")))
          .collect()
          .asList()
          .subscribe()
          .with(
              _ -> {},
              failure ->
                  LOG.errorf(
                      failure,
                      "A refused sign-in of member %s is missing in the audit log",
                      member.id));
    }
    return Uni.createFrom().failure(outcome.refusal);
  }

  /**
   * The outcome leaves the transaction as a value, so that a failed attempt is counted and not
   * rolled back.
   */
  private record Attempt(MemberEntity member, Refusal refusal) {}

  private static Uni<Attempt> attempt(
      Mutiny.Session session, MemberEntity member, String password) {
    var rest = rest(member);
    if (rest != null) {
      return Uni.createFrom().item(rest);
    }
    boolean known = member != null && member.passwordHash != null;
    var hash = known ? member.passwordHash : Passwords.NOBODY;
    return WorkerThreads.run(() -> Passwords.matches(password, hash))
        .map(
            matches ->
                matches && known
                    ? passwordRight(member)
                    : failed(member, CoreProblem.WRONG_PASSWORD))
        .call(session::flush);
  }

  private Uni<Attempt> attemptCode(Mutiny.Session session, MemberEntity member, String code) {
    var rest = rest(member);
    if (rest != null) {
      return Uni.createFrom().item(rest);
    }
    return secondFactor
        .matches(member, code)
        .map(matches -> matches ? succeeded(member) : failed(member, CoreProblem.WRONG_CODE))
        .call(session::flush);
  }

  /** Null unless the account rests. */
  private static Attempt rest(MemberEntity member) {
    if (member == null || member.lockedUntil == null || !member.lockedUntil.isAfter(now())) {
      return null;
    }
    long minutes = Math.max(1, Duration.between(now(), member.lockedUntil).toMinutes() + 1);
    return new Attempt(null, Refusal.of(Refusal.Kind.TOO_MANY, CoreProblem.ACCOUNT_RESTS, minutes));
  }

  /** Wrong codes stay counted until a right one: the password alone does not prove enough. */
  private static Attempt passwordRight(MemberEntity member) {
    return member.totpSecret == null ? succeeded(member) : new Attempt(member, null);
  }

  private static Attempt succeeded(MemberEntity member) {
    member.failedAttempts = 0;
    member.lockedUntil = null;
    return new Attempt(member, null);
  }

  private static Attempt failed(MemberEntity member, ProblemCode code) {
    if (member != null) {
      member.failedAttempts++;
      if (member.failedAttempts >= FREE_ATTEMPTS) {
        int doublings = Math.min(6, member.failedAttempts - FREE_ATTEMPTS);
        member.lockedUntil = now().plusMinutes(Math.min(60, 1L << doublings));
      }
    }
    return new Attempt(member, Refusal.of(Refusal.Kind.NOT_SIGNED_IN, code));
  }

  private static OffsetDateTime now() {
    return OffsetDateTime.now(ZoneOffset.UTC);
  }

  /** A name goes before a mail address: nobody can take the place of another by their address. */
  private static Uni<MemberEntity> byLogin(Mutiny.Session session, String login) {
    return session
        .createSelectionQuery(
            "from MemberEntity where login = ?1 or lower(email) = ?1 order by case when login = ?1 then 0 else 1 end",
            MemberEntity.class)
        .setParameter(1, login.strip().toLowerCase(Locale.ROOT))
        .setLockMode(LockMode.PESSIMISTIC_WRITE)
        .getResultList()
        .map(found -> found.isEmpty() ? null : found.getFirst());
  }
}
