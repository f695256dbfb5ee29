package dev.formwork.core.invitation;

import static dev.formwork.core.invitation.OneTimeLinks.Kind;
import static dev.formwork.core.invitation.OneTimeLinks.invited;
import static dev.formwork.core.invitation.OneTimeLinks.living;
import static dev.formwork.core.invitation.OneTimeLinks.requireLivingMaker;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.formwork.core.access.Caller;
import dev.formwork.core.audit.AuditEvent;
import dev.formwork.core.audit.AuditLog;
import dev.formwork.core.credential.PasswordWork;
import dev.formwork.core.credential.Passwords;
import dev.formwork.core.invitation.OneTimeLinks.Invited;
import dev.formwork.core.member.Members;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.organization.Organizations;
import dev.formwork.core.organization.admin.OrganizationCommands;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.ratelimit.WrongTries;
import dev.formwork.core.session.WebSessions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Redeems a one-time link: joins a workspace with a new or an existing account, or sets a new
 * password.
 */
@ApplicationScoped
public class OneTimeLinkRedemption {

  private final Pool pool;
  private final OrganizationCommands changes;
  private final Members members;

  OneTimeLinkRedemption(Pool pool, OrganizationCommands changes, Members members) {
    this.pool = pool;
    this.changes = changes;
    this.members = members;
  }

  /**
   * Makes whoever holds an invitation a member, and uses it up: of several who try at once, one
   * gets in.
   *
   * @return the new member
   */
  public Uni<MemberId> join(
      String secret, String login, String name, String password, Locale language) {
    var problems = new ArrayList<Problem>();
    if (login == null || !login.strip().matches("[\\p{L}\\p{N}._@+-]{2,80}")) {
      problems.add(Problem.at("/login", CoreProblem.LOGIN_SHAPE));
    }
    if (name == null || name.isBlank() || name.length() > 80) {
      problems.add(Problem.at("/name", CoreProblem.NAME_LENGTH, 80));
    }
    Passwords.problem(password).ifPresent(problems::add);
    if (!problems.isEmpty()) {
      throw Refusal.invalid(problems);
    }
    var id = new MemberId(UuidCreator.getTimeOrderedEpoch());
    // The link first: hashing is dear on purpose, and nobody without a link may have it done.
    return living(pool, secret, Kind.INVITATION, "")
        .map(row -> row.getUUID(1))
        .chain(
            workspace ->
                PasswordWork.hash(password)
                    .map(
                        hash ->
                            new Person(
                                id,
                                login.strip().toLowerCase(Locale.ROOT),
                                name.strip(),
                                null,
                                hash,
                                language))
                    .chain(
                        person ->
                            changes.inTurn(
                                workspace,
                                lockedOrganization ->
                                    join(lockedOrganization.sql(), secret, person))))
        .replaceWith(id);
  }

  /**
   * Somebody new.
   *
   * @param email one that somebody vouches for; nullable
   * @param hash of their password; null: they choose one by a link, or never have one
   */
  public record Person(
      MemberId id, String login, String name, String email, String hash, Locale language) {

    Person at(String address) {
      return new Person(id, login, name, address, hash, language);
    }
  }

  private static Uni<Void> join(SqlConnection sql, String secret, Person person) {
    return living(sql, secret, Kind.INVITATION, "FOR UPDATE OF l")
        .call(row -> requireLivingMaker(sql, row))
        .call(row -> insert(sql, person.at(row.getString(8))))
        .call(row -> place(sql, person.id, row.getUUID(1), invited(row.getString(4))))
        .call(row -> OneTimeLinks.use(sql, row.getUUID(0), person.id))
        .chain(
            row ->
                AuditLog.write(
                    sql,
                    new AuditEvent(
                        row.getUUID(1), person.id, "member.join", person.login, row.getString(4))));
  }

  /**
   * Makes a member of somebody whom a provider of the workspace vouches for.
   *
   * @param email also what they are called at sign-in
   * @param more what belongs to it, in the same transaction
   */
  public Uni<Void> welcome(
      UUID workspace,
      MemberId id,
      String name,
      String email,
      Function<SqlConnection, Uni<Void>> more) {
    var person = new Person(id, email.toLowerCase(Locale.ROOT), name, email, null, Locale.ENGLISH);
    return changes.inTurn(
        workspace,
        lockedOrganization ->
            insert(lockedOrganization.sql(), person)
                .chain(
                    () ->
                        place(
                            lockedOrganization.sql(),
                            id,
                            workspace,
                            new Invited(null, false, List.of(), Set.of())))
                .chain(() -> more.apply(lockedOrganization.sql()))
                .chain(
                    () ->
                        AuditLog.write(
                            lockedOrganization.sql(),
                            new AuditEvent(workspace, id, "member.join", person.login, "{}"))));
  }

  /**
   * Lets a member who is signed in come into the workspace of an invitation as well.
   *
   * @return the member there
   */
  public Uni<Caller> accept(Caller caller, String secret) {
    caller.requireWriting();
    caller.requireWholeScope();
    return living(pool, secret, Kind.INVITATION, "")
        .map(row -> row.getUUID(1))
        .call(
            workspace ->
                changes.inTurn(
                    workspace,
                    lockedOrganization -> accept(lockedOrganization, caller.memberId(), secret)))
        .chain(workspace -> members.caller(caller.memberId(), workspace));
  }

  private static Uni<Void> accept(
      OrganizationCommands.LockedOrganization lockedOrganization, MemberId member, String secret) {
    var sql = lockedOrganization.sql();
    if (lockedOrganization.people().standing(member).isPresent()) {
      throw Refusal.of(Refusal.Kind.CONFLICT, CoreProblem.MEMBER_ALREADY);
    }
    return living(sql, secret, Kind.INVITATION, "FOR UPDATE OF l")
        .call(row -> requireLivingMaker(sql, row))
        .call(row -> place(sql, member, row.getUUID(1), invited(row.getString(4))))
        .call(row -> OneTimeLinks.use(sql, row.getUUID(0), member))
        // Those that the first workspace's administrators had made would open this one as well.
        .call(() -> OneTimeLinks.useAll(sql, member))
        .chain(
            row ->
                AuditLog.write(
                    sql,
                    new AuditEvent(
                        row.getUUID(1),
                        member,
                        "member.join",
                        member.toString(),
                        row.getString(4))));
  }

  /** Fails as invalid when somebody else has the name, or is reached by it. */
  public static Uni<Void> insert(SqlClient sql, Person person) {
    return sql.preparedQuery(
            """
            INSERT INTO formwork.member (id, login, name, password_hash, language, email, email_confirmed)
            SELECT $1, $2, $3, $4, $5, $6::text, $6::text IS NOT NULL WHERE NOT EXISTS (
              SELECT 1 FROM formwork.member WHERE lower(email) IN ($2, lower($6::text)) OR login = lower($6::text))
            ON CONFLICT DO NOTHING\
            """)
        .execute(
            Tuple.from(
                Arrays.asList(
                    person.id.value(),
                    person.login,
                    person.name,
                    person.hash,
                    person.language.getLanguage().equals("zh") ? "zh" : "en",
                    person.email)))
        .invoke(
            rows -> {
              if (rows.rowCount() == 0) {
                throw Refusal.invalid(List.of(Problem.at("/login", CoreProblem.LOGIN_TAKEN)));
              }
            })
        .replaceWithVoid();
  }

  /** Departments and roles that are gone by now are left out. */
  public static Uni<Void> place(
      SqlConnection sql, MemberId member, UUID workspace, Invited invited) {
    return Organizations.read(sql, workspace)
        .chain(
            people ->
                sql.preparedQuery(
                        "INSERT INTO formwork.membership (id, workspace_id, member_id, role,"
                            + " departments, roles) VALUES ($1, $2, $3, $4, $5, $6)")
                    .execute(
                        Tuple.from(
                            Arrays.asList(
                                UuidCreator.getTimeOrderedEpoch(),
                                workspace,
                                member.value(),
                                invited.administrator() ? "ADMINISTRATOR" : "MEMBER",
                                invited.departments().stream()
                                    .filter(one -> people.department(one).isPresent())
                                    .toArray(UUID[]::new),
                                people.roles().stream()
                                    .map(role -> role.key())
                                    .filter(invited.roles()::contains)
                                    .toArray(String[]::new)))))
        .replaceWithVoid();
  }

  /** Sets the password of whoever holds the link, uses it up, and ends their sessions. */
  public Uni<Void> choosePassword(String secret, String password) {
    Passwords.problem(password)
        .ifPresent(
            problem -> {
              throw Refusal.invalid(List.of(problem));
            });
    return living(pool, secret, Kind.PASSWORD, "")
        .chain(() -> PasswordWork.hash(password))
        .chain(
            hash ->
                pool.withTransaction(
                    sql ->
                        living(sql, secret, Kind.PASSWORD, "FOR UPDATE OF l")
                            .call(row -> requireLivingMaker(sql, row))
                            .call(row -> setPassword(sql, MemberId.of(row.getUUID(3)), hash))
                            .call(row -> OneTimeLinks.useAll(sql, MemberId.of(row.getUUID(3))))
                            .call(
                                row ->
                                    WebSessions.endAll(
                                        sql, MemberId.of(row.getUUID(3)), null, null))
                            .chain(
                                row ->
                                    AuditLog.write(
                                        sql,
                                        new AuditEvent(
                                            row.getUUID(1),
                                            MemberId.of(row.getUUID(3)),
                                            "password.reset",
                                            row.getUUID(3).toString(),
                                            "{}")))));
  }

  private static Uni<Void> setPassword(SqlClient sql, MemberId member, String hash) {
    return sql.preparedQuery(
            "UPDATE formwork.member SET password_hash = $2, must_change_password = false WHERE id ="
                + " $1")
        .execute(Tuple.of(member.value(), hash))
        .chain(() -> WrongTries.forgetAll(sql, member));
  }
}
