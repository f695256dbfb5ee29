package dev.formwork.core.member;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.formwork.core.access.Caller;
import dev.formwork.core.audit.AuditEvent;
import dev.formwork.core.audit.AuditLog;
import dev.formwork.core.credential.PasswordWork;
import dev.formwork.core.credential.Passwords;
import dev.formwork.core.mail.MailMessage;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.organization.Organizations;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.session.WebSessions;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.core.workspace.Workspaces;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.hibernate.LockMode;
import org.hibernate.reactive.mutiny.Mutiny;

/** The members of all workspaces: accounts, passwords and the workspaces they belong to. */
@ApplicationScoped
public class Members {

  /** A member made with a password of ours, told once. */
  public record NewMember(Member member, String oneTimePassword) {}

  /**
   * Someone who proved who they are.
   *
   * @param needsSecondFactor whether they must set one up before anything else
   * @param boundToWorkspace whether what vouches for them counts in this workspace alone
   */
  public record SignedIn(
      Member member, Caller caller, boolean needsSecondFactor, boolean boundToWorkspace) {}

  private final Mutiny.SessionFactory sessions;
  private final Workspaces workspaces;
  private final Organizations organizations;
  private final Pool pool;

  Members(
      Mutiny.SessionFactory sessions,
      Workspaces workspaces,
      Organizations organizations,
      Pool pool) {
    this.pool = pool;
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
                        "select m from MemberEntity m, MembershipEntity s where s.memberId = m.id"
                            + " and s.workspaceId = ?1 order by m.name",
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
    var membership = new MembershipEntity();
    membership.id = UuidCreator.getTimeOrderedEpoch();
    membership.memberId = entity.id;
    membership.workspaceId = workspace.id();
    membership.role = role.name();
    return PasswordWork.hash(password)
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
   * Also ends the member's other sessions.
   *
   * @param keep the session it is done in; null: none
   */
  public Uni<Member> changePassword(MemberId memberId, String current, String wanted, UUID keep) {
    var problem = Passwords.problem(wanted);
    if (problem.isPresent()) {
      return Uni.createFrom().failure(Refusal.invalid(List.of(problem.get())));
    }
    if (wanted.equals(current)) {
      return Uni.createFrom()
          .failure(
              Refusal.invalid(List.of(Problem.at("/password", CoreProblem.PASSWORD_UNCHANGED))));
    }
    return hashOf(memberId)
        .chain(before -> requireRight("/current", current, before))
        .chain(before -> PasswordWork.hash(wanted).chain(hash -> replace(memberId, before, hash)))
        .call(() -> WebSessions.endAll(pool, memberId, null, keep));
  }

  private Uni<String> hashOf(MemberId memberId) {
    return sessions
        .withSession(session -> session.find(MemberEntity.class, memberId.value()))
        .map(member -> member.passwordHash);
  }

  /** Nothing of the database is held while the password is checked; gives the hash it matched. */
  private static Uni<String> requireRight(String path, String password, String hash) {
    return PasswordWork.matches(password, hash)
        .map(
            right -> {
              if (!right) {
                throw Refusal.invalid(
                    List.of(Problem.at(path, CoreProblem.WRONG_CURRENT_PASSWORD)));
              }
              return hash;
            });
  }

  private Uni<Member> replace(MemberId memberId, String before, String hash) {
    return sessions.withTransaction(
        session ->
            session
                .find(MemberEntity.class, memberId.value(), LockMode.PESSIMISTIC_WRITE)
                .map(
                    member -> {
                      requireSame(member, before);
                      member.passwordHash = hash;
                      member.mustChangePassword = false;
                      return member.toMember();
                    }));
  }

  /** Somebody else may have set another one meanwhile. */
  private static void requireSame(MemberEntity member, String hash) {
    if (!hash.equals(member.passwordHash)) {
      throw Refusal.invalid(List.of(Problem.at("/current", CoreProblem.WRONG_CURRENT_PASSWORD)));
    }
  }

  /**
   * @param zone IANA name; null: the workspace's
   */
  public Uni<Member> changeProfile(
      MemberId memberId, String name, String language, String zone, boolean dark) {
    return sessions.withTransaction(
        session ->
            session
                .find(MemberEntity.class, memberId.value())
                .map(
                    member -> {
                      member.name = name.isBlank() ? member.name : name.strip();
                      member.language = language;
                      member.zone = zone == null ? null : ZoneId.of(zone).getId();
                      member.dark = dark;
                      return member.toMember();
                    }));
  }

  /** The administrators of one workspace may not open the door to another. */
  public static Uni<Void> requireOfThisWorkspaceAlone(
      SqlClient sql, Caller caller, MemberId member) {
    return sql.preparedQuery(
            "SELECT count(*) FROM formwork.membership WHERE member_id = $1 AND workspace_id <> $2")
        .execute(Tuple.of(member.value(), caller.workspace().id()))
        .invoke(
            rows -> {
              if (rows.iterator().next().getLong(0) > 0) {
                throw Refusal.of(Refusal.Kind.FORBIDDEN, CoreProblem.MEMBER_OF_OTHERS);
              }
            })
        .replaceWithVoid();
  }

  /**
   * Changes one's own address, for which the password is asked again: a link to a new password goes
   * there.
   *
   * @param email blank: none
   */
  public Uni<Member> changeEmail(MemberId memberId, String password, String email) {
    var wanted = email == null || email.isBlank() ? null : MailMessage.address(email);
    return hashOf(memberId)
        .chain(before -> requireRight("/password", password, before))
        .chain(() -> sessions.withTransaction(session -> email(session, memberId, wanted)));
  }

  private static Uni<Member> email(Mutiny.Session session, MemberId memberId, String wanted) {
    return session
        .find(MemberEntity.class, memberId.value())
        .call(member -> requireFree(session, member.id(), wanted))
        .map(
            member -> {
              member.email = wanted;
              member.emailConfirmed = false;
              return member.toMember();
            });
  }

  /**
   * Sets the address of a member, for which an administrator vouches.
   *
   * @param email blank: none
   */
  public Uni<Void> setEmail(Caller caller, MemberId memberId, String email) {
    caller.requireDesigning();
    if (caller.people().standing(memberId).isEmpty()) {
      throw Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.NO_SUCH_MEMBER, memberId);
    }
    var wanted = email == null || email.isBlank() ? null : MailMessage.address(email);
    return requireOfThisWorkspaceAlone(pool, caller, memberId)
        .chain(
            () ->
                sessions.withTransaction(
                    session ->
                        session
                            .find(MemberEntity.class, memberId.value())
                            .call(() -> requireFree(session, memberId, wanted))
                            .invoke(
                                member -> {
                                  member.email = wanted;
                                  member.emailConfirmed = wanted != null;
                                })
                            .call(
                                () ->
                                    AuditLog.write(
                                        session,
                                        AuditEvent.of(
                                            caller, "member.email", memberId.toString())))))
        .call(() -> organizations.refresh(caller.workspace().id()))
        .replaceWithVoid();
  }

  private static Uni<Void> requireFree(Mutiny.Session session, MemberId memberId, String email) {
    if (email == null) {
      return Uni.createFrom().voidItem();
    }
    return session
        .createSelectionQuery(
            "select count(*) from MemberEntity where (lower(email) = ?1 or login = ?1) and id <>"
                + " ?2",
            Long.class)
        .setParameter(1, email.toLowerCase(Locale.ROOT))
        .setParameter(2, memberId.value())
        .getSingleResult()
        .invoke(
            others -> {
              if (others > 0) {
                throw Refusal.invalid(List.of(Problem.at("/email", CoreProblem.EMAIL_TAKEN)));
              }
            })
        .replaceWithVoid();
  }

  /** Whether this is a service of the workspace. */
  public Uni<Boolean> isService(Workspace workspace, MemberId memberId) {
    return sessions
        .withSession(
            session ->
                session
                    .createSelectionQuery(
                        "select count(*) from MemberEntity m, MembershipEntity s where s.memberId ="
                            + " m.id and s.workspaceId = ?1 and m.id = ?2 and m.service",
                        Long.class)
                    .setParameter(1, workspace.id())
                    .setParameter(2, memberId.value())
                    .getSingleResult())
        .map(count -> count > 0);
  }

  /** The workspaces a member may come into, in the order they joined them. */
  public Uni<List<Workspace>> workspacesOf(MemberId memberId) {
    return sessions
        .withSession(
            session ->
                session
                    .createSelectionQuery(
                        "select s.workspaceId from MembershipEntity s where s.memberId = ?1 and"
                            + " s.state = 'active' order by s.id",
                        UUID.class)
                    .setParameter(1, memberId.value())
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
  public Uni<Caller> caller(MemberId memberId) {
    return workspacesOf(memberId)
        .chain(
            found ->
                found.isEmpty()
                    ? Uni.createFrom()
                        .failure(Refusal.of(Refusal.Kind.FORBIDDEN, CoreProblem.NO_WORKSPACE))
                    : caller(memberId, found.getFirst()));
  }

  /** Someone for whom a provider of the workspace vouches, there and nowhere else. */
  public Uni<SignedIn> enter(MemberId memberId, UUID workspace) {
    return caller(memberId, workspace)
        .chain(
            caller ->
                sessions
                    .withSession(session -> session.find(MemberEntity.class, memberId.value()))
                    .map(found -> new SignedIn(found.toMember(), caller, false, true)));
  }

  public Uni<Caller> caller(MemberId memberId, UUID workspace) {
    return workspaces.byId(workspace).chain(found -> caller(memberId, found));
  }

  /** A member in a workspace; fails as not signed in when they may not come into it. */
  public Uni<Caller> caller(MemberId memberId, Workspace workspace) {
    return sessions
        .withSession(session -> session.find(MemberEntity.class, memberId.value()))
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
                                member.ownZone())))
        .invoke(Caller::standing);
  }
}
