package dev.formwork.core.signin;

import dev.formwork.core.audit.AuditEvent;
import dev.formwork.core.audit.AuditLog;
import dev.formwork.core.credential.PasswordWork;
import dev.formwork.core.member.MemberEntity;
import dev.formwork.core.member.Members;
import dev.formwork.core.member.Members.SignedIn;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.ProblemCode;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.ratelimit.RateLimiter;
import dev.formwork.core.ratelimit.WrongTries;
import dev.formwork.core.ratelimit.WrongTries.Counter;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.LockMode;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Sign-in by login and password, and by a TOTP code where a second factor is set up. Wrong tries of
 * both kinds are counted together: for a name from one address, for a name from everywhere, and for
 * an address. Those of a browser that a member signed in from before are counted apart, so that
 * guessing keeps nobody out, be it elsewhere or behind the same address. What is answered does not
 * tell which names there are, nor that a name and a mail address are of one person.
 */
@ApplicationScoped
public class SignIn {

  private static final Logger LOG = Logger.getLogger(SignIn.class);

  /** Wrong tries of a name from one place, or from one browser, before there is a rest. */
  private static final int FREE = 5;

  /** From everywhere together; codes are asked of whoever knows the password. */
  private static final int FREE_PASSWORDS = 50;

  private static final int FREE_CODES = 10;

  /** How many minutes' worth one address has at once. */
  private static final int BURST_MINUTES = 5;

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Mutiny.SessionFactory sessions;
  private final Members members;
  private final SecondFactor secondFactor;
  private final AuditLog audit;
  private final WrongTries tries;
  private final KnownBrowsers browsers;
  private final RateLimiter addresses;

  @Inject
  SignIn(
      Mutiny.SessionFactory sessions,
      Members members,
      SecondFactor secondFactor,
      AuditLog audit,
      WrongTries tries,
      KnownBrowsers browsers,
      @ConfigProperty(name = "formwork.limit.wrong-sign-ins-per-minute", defaultValue = "10")
          int perAddress) {
    this.sessions = sessions;
    this.members = members;
    this.secondFactor = secondFactor;
    this.audit = audit;
    this.tries = tries;
    this.browsers = browsers;
    this.addresses =
        new RateLimiter(
            perAddress / (double) Duration.ofMinutes(1).toSeconds(),
            perAddress * BURST_MINUTES,
            System::nanoTime);
  }

  /**
   * Where a try comes from.
   *
   * @param address of the network
   * @param cookie of {@link KnownBrowsers}; nullable
   */
  public record Origin(String address, String cookie) {}

  /** Where a sign-in stands. */
  public sealed interface Step permits Entered, CodeWanted {}

  /** All the way in. */
  public record Entered(SignedIn signedIn) implements Step {}

  /** The password was right; a code is needed as well. Worth nothing after ten minutes. */
  public static final class CodeWanted implements Step {

    private final MemberId member;
    private final String typed;
    private final OffsetDateTime until = now().plus(PATIENCE);

    private CodeWanted(MemberId member, String typed) {
      this.member = member;
      this.typed = typed;
    }
  }

  /**
   * Fails as not signed in for a wrong name or password alike, and as too many after many wrong
   * tries, whether there is such a member or not.
   *
   * @param login the name somebody signs in with, or their mail address
   */
  public Uni<Step> withPassword(Origin origin, String login, String password) {
    var typed = login.strip().toLowerCase(Locale.ROOT);
    return byLogin(typed)
        .map(found -> new Trial(origin, found, typed, FREE_PASSWORDS))
        .invoke(this::requireTrusted)
        .chain(trial -> withPassword(trial, password));
  }

  private Uni<Step> withPassword(Trial trial, String password) {
    var member = trial.member;
    return take(trial)
        .chain(() -> PasswordWork.matches(password, member == null ? null : member.passwordHash))
        .chain(
            right -> {
              if (!right) {
                wrong(trial);
                throw refused(member, CoreProblem.WRONG_PASSWORD);
              }
              return member.totpSecret == null
                  ? forget(trial).chain(() -> enter(member, "password"))
                  : takeBack(trial).replaceWith(new CodeWanted(member.id(), trial.typed));
            });
  }

  /**
   * @param code of the device, or one of those for when it is lost
   */
  public Uni<Step> withCode(Origin origin, CodeWanted pending, String code) {
    if (pending.until.isBefore(now())) {
      return Uni.createFrom()
          .failure(Refusal.of(Refusal.Kind.NOT_SIGNED_IN, CoreProblem.SIGN_IN_AGAIN));
    }
    return sessions
        .withSession(session -> session.find(MemberEntity.class, pending.member.value()))
        .map(found -> new Trial(origin, found, pending.typed, FREE_CODES))
        .invoke(this::requireTrusted)
        .chain(trial -> withCode(trial, code));
  }

  private Uni<Step> withCode(Trial trial, String code) {
    return take(trial)
        .chain(() -> isCode(trial.member, code))
        .chain(
            right -> {
              if (!right) {
                wrong(trial);
                throw refused(trial.member, CoreProblem.WRONG_CODE);
              }
              return forget(trial).chain(() -> enter(trial.member, "code"));
            });
  }

  /** In a transaction, as a code works once. */
  private Uni<Boolean> isCode(MemberEntity member, String code) {
    return sessions.withTransaction(
        session ->
            session
                .find(MemberEntity.class, member.id, LockMode.PESSIMISTIC_WRITE)
                .chain(found -> secondFactor.matches(found, code)));
  }

  /** What others try behind one address keeps no browser out that the member signed in from. */
  private void requireTrusted(Trial trial) {
    if (trial.browser.isEmpty() && !addresses.hasOne(trial.origin.address)) {
      throw Refusal.of(Refusal.Kind.TOO_MANY, CoreProblem.TOO_MANY_SIGN_INS);
    }
  }

  /** Nor does a wrong try from there count against the others behind it. */
  private void wrong(Trial trial) {
    if (trial.browser.isEmpty()) {
      addresses.takes(trial.origin.address);
    }
  }

  /** One try, and how it is counted. */
  private final class Trial {

    private final Origin origin;
    private final MemberEntity member;
    private final String typed;
    private final Optional<String> browser;
    private final List<Counter> counters;

    /**
     * @param member null: nobody is called that
     * @param typed what they are called, in small letters
     * @param free tries from everywhere before there is a rest
     */
    Trial(Origin origin, MemberEntity member, String typed, int free) {
      this.origin = origin;
      this.member = member;
      this.typed = typed;
      var id = member == null ? null : member.id();
      this.browser = member == null ? Optional.empty() : browsers.of(id, origin.cookie);
      // By what was typed: two names of one person must not be seen to rest together.
      var who = "name " + typed;
      this.counters =
          browser
              .map(known -> List.of(new Counter("member " + id + " browser " + known, id, FREE)))
              .orElseGet(
                  () ->
                      List.of(
                          new Counter(who + " from " + origin.address, id, FREE),
                          new Counter(who + " of " + free, id, free)));
    }
  }

  /** Those of a name from everywhere are counted last: a place that rests adds nothing to them. */
  private Uni<Void> take(Trial trial) {
    return Multi.createFrom()
        .iterable(trial.counters)
        .onItem()
        .transformToUniAndConcatenate(
            counter ->
                tries
                    .take(counter)
                    .invoke(
                        minutes -> {
                          if (minutes > 0) {
                            throw Refusal.of(
                                Refusal.Kind.TOO_MANY, CoreProblem.ACCOUNT_RESTS, minutes);
                          }
                        }))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  /** The password alone does not prove enough: wrong tries stay counted until a right code. */
  private Uni<Void> takeBack(Trial trial) {
    return Multi.createFrom()
        .iterable(trial.counters)
        .onItem()
        .transformToUniAndConcatenate(tries::takeBack)
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private Uni<Void> forget(Trial trial) {
    var own = trial.counters.getFirst();
    return takeBack(trial).chain(() -> tries.forget(own));
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
  private Refusal refused(MemberEntity member, ProblemCode code) {
    if (member != null) {
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
    return Refusal.of(Refusal.Kind.NOT_SIGNED_IN, code);
  }

  private static OffsetDateTime now() {
    return OffsetDateTime.now(ZoneOffset.UTC);
  }

  /** A name goes before a mail address: nobody can take the place of another by their address. */
  private Uni<MemberEntity> byLogin(String typed) {
    return sessions
        .withSession(
            session ->
                session
                    .createSelectionQuery(
                        "from MemberEntity where login = ?1 or lower(email) = ?1 order by case when"
                            + " login = ?1 then 0 else 1 end",
                        MemberEntity.class)
                    .setParameter(1, typed)
                    .getResultList())
        .map(found -> found.isEmpty() ? null : found.getFirst());
  }
}
