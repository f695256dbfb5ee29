package dev.formwork.core.access;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.formwork.core.organization.Organizations;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.thread.OffEventLoop;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.core.workspace.Workspaces;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/** The members of the workspaces, and how they prove who they are. */
@ApplicationScoped
public class Members {

  private static final Logger LOG = Logger.getLogger(Members.class);

  /** Wrong passwords before an account rests; each further one doubles the rest, up to an hour. */
  private static final int FREE_ATTEMPTS = 5;

  /** A member made with a password of ours, told once. */
  public record NewMember(Member member, String oneTimePassword) {}

  /** Someone who proved who they are. */
  public record SignedIn(Member member, Caller caller) {}

  private final Mutiny.SessionFactory sessions;
  private final Workspaces workspaces;
  private final Organizations organizations;
  private final AuditLog audit;

  Members(
      Mutiny.SessionFactory sessions,
      Workspaces workspaces,
      Organizations organizations,
      AuditLog audit) {
    this.audit = audit;
    this.sessions = sessions;
    this.workspaces = workspaces;
    this.organizations = organizations;
  }

  public Uni<List<Member>> of(Workspace workspace) {
    return sessions
        .withSession(
            session ->
                session
                    .createSelectionQuery(
                        "select m from MemberEntity m, MembershipEntity s where s.memberId = m.id and s.workspaceId = ?1 order by m.name",
                        MemberEntity.class)
                    .setParameter(1, workspace.id())
                    .getResultList())
        .map(found -> found.stream().map(MemberEntity::toMember).toList());
  }

  public Uni<Boolean> isAnyoneThere() {
    return sessions
        .withSession(
            session ->
                session
                    .createSelectionQuery("select count(*) from MemberEntity", Long.class)
                    .getSingleResult())
        .map(count -> count > 0);
  }

  /** Makes a member with a random password that must be changed at the first sign-in. */
  public Uni<NewMember> create(Workspace workspace, String login, String name, Caller.Role role) {
    var password = Passwords.random(14);
    var entity = new MemberEntity();
    entity.id = UuidCreator.getTimeOrderedEpoch();
    entity.login = login.strip().toLowerCase(Locale.ROOT);
    entity.name = name;
    entity.mustChangePassword = true;
    entity.zone = ZoneId.systemDefault().getId();
    var membership = new MembershipEntity();
    membership.id = UuidCreator.getTimeOrderedEpoch();
    membership.memberId = entity.id;
    membership.workspaceId = workspace.id();
    membership.role = role.name();
    return OffEventLoop.run(() -> Passwords.hash(password))
        .invoke(hash -> entity.passwordHash = hash)
        .chain(
            () ->
                sessions.withTransaction(
                    session ->
                        session
                            .persist(entity)
                            .chain(session::flush)
                            .chain(() -> session.persist(membership))))
        .call(() -> organizations.refresh(workspace.id()))
        .map(_ -> new NewMember(entity.toMember(), password));
  }

  /**
   * Fails as not signed in for a wrong name or password alike, and as too many while the account
   * rests.
   */
  public Uni<SignedIn> signIn(String login, String password) {
    return sessions
        .withTransaction(
            session -> byLogin(session, login).chain(found -> attempt(session, found, password)))
        .chain(outcome -> outcome.refusal == null ? enter(outcome.member) : refuse(outcome));
  }

  private Uni<SignedIn> enter(MemberEntity member) {
    return caller(member.id)
        .call(caller -> audit.add(AuditEvent.of(caller, "sign-in", member.login)))
        .map(caller -> new SignedIn(member.toMember(), caller));
  }

  /**
   * A wrong password goes into the audit log of the member's workspaces. The answer does not wait
   * for that, so that it takes as long for a name that nobody has; while an account rests nothing
   * is added, so that nobody can fill the log.
   */
  private Uni<SignedIn> refuse(Attempt outcome) {
    if (outcome.member != null) {
      var member = outcome.member;
      workspacesOf(member.id)
          .onItem()
          .transformToMulti(found -> Multi.createFrom().iterable(found))
          .onItem()
          .transformToUniAndConcatenate(
              workspace ->
                  audit.add(
                      new AuditEvent(
                          workspace.id(), member.id, "sign-in.failed", member.login, "{}")))
          .collect()
          .asList()
          .subscribe()
          .with(_ -> {}, failure -> LOG.error("A failed sign-in was not logged", failure));
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
    if (member != null
        && member.lockedUntil != null
        && member.lockedUntil.isAfter(OffsetDateTime.now(ZoneOffset.UTC))) {
      long minutes =
          Math.max(
              1,
              Duration.between(OffsetDateTime.now(ZoneOffset.UTC), member.lockedUntil).toMinutes()
                  + 1);
      return Uni.createFrom()
          .item(new Attempt(null, Refusal.of(Refusal.Kind.TOO_MANY, "account-rests", minutes)));
    }
    boolean known = member != null && member.passwordHash != null;
    var hash = known ? member.passwordHash : Passwords.NOBODY;
    return OffEventLoop.run(() -> Passwords.matches(password, hash))
        .map(matches -> matches && known ? succeeded(member) : failed(member))
        .call(session::flush);
  }

  private static Attempt succeeded(MemberEntity member) {
    member.failedAttempts = 0;
    member.lockedUntil = null;
    return new Attempt(member, null);
  }

  private static Attempt failed(MemberEntity member) {
    if (member != null) {
      member.failedAttempts++;
      if (member.failedAttempts >= FREE_ATTEMPTS) {
        int doublings = Math.min(6, member.failedAttempts - FREE_ATTEMPTS);
        member.lockedUntil =
            OffsetDateTime.now(ZoneOffset.UTC).plusMinutes(Math.min(60, 1L << doublings));
      }
    }
    return new Attempt(member, Refusal.of(Refusal.Kind.NOT_SIGNED_IN, "wrong-password"));
  }

  public Uni<Member> changePassword(UUID memberId, String current, String wanted) {
    var problem = Passwords.problem(wanted);
    if (problem.isPresent()) {
      return Uni.createFrom().failure(Refusal.invalid(List.of(problem.get())));
    }
    if (wanted.equals(current)) {
      return Uni.createFrom()
          .failure(Refusal.invalid(List.of(Problem.at("/password", "password-unchanged"))));
    }
    return sessions.withTransaction(
        session ->
            session
                .find(MemberEntity.class, memberId)
                .chain(
                    member ->
                        OffEventLoop.run(
                                () ->
                                    Passwords.matches(current, member.passwordHash)
                                        ? Passwords.hash(wanted)
                                        : "")
                            .map(
                                hash -> {
                                  if (hash.isEmpty()) {
                                    throw Refusal.invalid(
                                        List.of(Problem.at("/current", "wrong-current-password")));
                                  }
                                  member.passwordHash = hash;
                                  member.mustChangePassword = false;
                                  return member.toMember();
                                })));
  }

  public Uni<Member> changeProfile(
      UUID memberId, String name, String language, String zone, boolean dark) {
    return sessions.withTransaction(
        session ->
            session
                .find(MemberEntity.class, memberId)
                .map(
                    member -> {
                      member.name = name.isBlank() ? member.name : name.strip();
                      member.language = language;
                      member.zone = ZoneId.of(zone).getId();
                      member.dark = dark;
                      return member.toMember();
                    }));
  }

  /** Whether this is a service of the workspace. */
  Uni<Boolean> isService(Workspace workspace, UUID memberId) {
    return sessions
        .withSession(
            session ->
                session
                    .createSelectionQuery(
                        "select count(*) from MemberEntity m, MembershipEntity s where s.memberId = m.id and s.workspaceId = ?1 and m.id = ?2 and m.service",
                        Long.class)
                    .setParameter(1, workspace.id())
                    .setParameter(2, memberId)
                    .getSingleResult())
        .map(count -> count > 0);
  }

  /** The workspaces a member may come into, in the order they joined them. */
  public Uni<List<Workspace>> workspacesOf(UUID memberId) {
    return sessions
        .withSession(
            session ->
                session
                    .createSelectionQuery(
                        "select s.workspaceId from MembershipEntity s where s.memberId = ?1 and s.state = 'active' order by s.id",
                        UUID.class)
                    .setParameter(1, memberId)
                    .getResultList())
        .chain(
            ids ->
                Multi.createFrom()
                    .iterable(ids)
                    .onItem()
                    .transformToUniAndConcatenate(workspaces::byId)
                    .collect()
                    .asList());
  }

  /** A member in the first workspace they may come into; fails as forbidden without one. */
  Uni<Caller> caller(UUID memberId) {
    return workspacesOf(memberId)
        .chain(
            found ->
                found.isEmpty()
                    ? Uni.createFrom().failure(Refusal.of(Refusal.Kind.FORBIDDEN, "no-workspace"))
                    : caller(memberId, found.getFirst()));
  }

  /** A member in a workspace; fails as not signed in when they may not come into it. */
  public Uni<Caller> caller(UUID memberId, Workspace workspace) {
    return sessions
        .withSession(session -> session.find(MemberEntity.class, memberId))
        .map(MemberEntity::toMember)
        .chain(
            member ->
                organizations
                    .of(workspace.id())
                    .map(
                        organization ->
                            Caller.of(
                                memberId,
                                workspace,
                                organization,
                                member.locale(),
                                member.zoneId())))
        .invoke(Caller::standing);
  }

  private static Uni<MemberEntity> byLogin(Mutiny.Session session, String login) {
    return session
        .createSelectionQuery("from MemberEntity where login = ?1", MemberEntity.class)
        .setParameter(1, login.strip().toLowerCase(Locale.ROOT))
        .setLockMode(org.hibernate.LockMode.PESSIMISTIC_WRITE)
        .getSingleResultOrNull();
  }
}
