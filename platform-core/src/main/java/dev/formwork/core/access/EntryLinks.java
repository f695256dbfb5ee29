package dev.formwork.core.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.f4b6a3.uuid.UuidCreator;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.organization.Organizations;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.thread.OffEventLoop;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/**
 * Links that let one person in, once: to join a workspace, or to choose a new password. The secret
 * is in the link alone; who holds the link holds the right, so it is short-lived.
 */
@ApplicationScoped
public class EntryLinks {

  private static final Duration INVITATION = Duration.ofDays(7);
  private static final Duration RESET = Duration.ofHours(24);

  private final Pool pool;
  private final OrganizationChanges changes;

  EntryLinks(Pool pool, OrganizationChanges changes) {
    this.pool = pool;
    this.changes = changes;
  }

  /** What a link is for. */
  public enum Kind {
    INVITATION,
    PASSWORD
  }

  /**
   * What someone invited will be.
   *
   * @param name whom the invitation is for, as a note; nullable
   */
  @JsonInclude(JsonInclude.Include.NON_DEFAULT)
  public record Invited(
      String name, boolean administrator, List<UUID> departments, Set<String> roles) {

    public Invited {
      departments = departments == null ? List.of() : List.copyOf(departments);
      roles = roles == null ? Set.of() : Set.copyOf(roles);
    }
  }

  /** A link with its secret, which is not kept anywhere. */
  public record NewLink(UUID id, String secret, OffsetDateTime expiresAt) {}

  /** A link that was not used yet, without its secret. */
  public record OpenLink(UUID id, Invited invited, OffsetDateTime expiresAt) {}

  /**
   * What whoever opens a link is shown.
   *
   * @param name of the member, or whom an invitation is for; nullable
   */
  public record Entrance(Kind kind, String workspace, String name, UUID member) {}

  public Uni<NewLink> invite(Caller caller, Invited invited) {
    caller.requireDesigning();
    return make(
        caller, Kind.INVITATION, null, DefinitionJson.write(invited), INVITATION, "member.invite");
  }

  /** A link with which a member of the workspace chooses a new password. */
  public Uni<NewLink> resetPassword(Caller caller, UUID member) {
    caller.requireDesigning();
    if (caller.people().standing(member).isEmpty()) {
      throw Refusal.of(Refusal.Kind.NOT_FOUND, "no-such-member", member);
    }
    return Members.requireOfThisWorkspaceAlone(pool, caller, member)
        .chain(() -> make(caller, Kind.PASSWORD, member, "{}", RESET, "password.link"));
  }

  private Uni<NewLink> make(
      Caller caller, Kind kind, UUID member, String invited, Duration lifetime, String event) {
    var secret = Passwords.random(32);
    var id = UuidCreator.getTimeOrderedEpoch();
    var expires = OffsetDateTime.now(ZoneOffset.UTC).plus(lifetime);
    return pool.withTransaction(
            sql ->
                sql.preparedQuery(
                        """
                        INSERT INTO formwork.entry_link (id, workspace_id, kind, hash, member_id, invited, made_by, expires_at)
                        VALUES ($1, $2, $3, $4, $5, $6::text::jsonb, $7, $8)""")
                    .execute(
                        Tuple.from(
                            Arrays.asList(
                                id,
                                caller.workspace().id(),
                                kind.name(),
                                ApiTokens.sha256(secret),
                                member,
                                invited,
                                caller.memberId(),
                                expires)))
                    .chain(
                        () ->
                            AuditLog.write(
                                sql,
                                AuditEvent.of(
                                    caller,
                                    event,
                                    member == null ? id.toString() : member.toString(),
                                    invited))))
        .replaceWith(new NewLink(id, secret, expires));
  }

  /** Invitations of the caller's workspace that nobody used yet. */
  public Uni<List<OpenLink>> open(Caller caller) {
    caller.requireAdministrator();
    return pool.preparedQuery(
            """
            SELECT id, invited::text, expires_at FROM formwork.entry_link WHERE workspace_id = $1 AND kind = 'INVITATION'
            AND used_at IS NULL AND revoked_at IS NULL AND expires_at > now() ORDER BY id DESC""")
        .execute(Tuple.of(caller.workspace().id()))
        .map(
            rows -> {
              var found = new ArrayList<OpenLink>();
              rows.forEach(
                  row ->
                      found.add(
                          new OpenLink(
                              row.getUUID(0),
                              invited(row.getString(1)),
                              row.getOffsetDateTime(2))));
              return found;
            });
  }

  public Uni<Void> revoke(Caller caller, UUID id) {
    caller.requireDesigning();
    return pool.preparedQuery(
            "UPDATE formwork.entry_link SET revoked_at = now() WHERE id = $1 AND workspace_id = $2 AND used_at IS NULL")
        .execute(Tuple.of(id, caller.workspace().id()))
        .replaceWithVoid();
  }

  private static Invited invited(String json) {
    try {
      return DefinitionJson.read(DefinitionJson.tree(json), Invited.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A stored invitation can be read", e);
    }
  }

  private static Uni<Row> living(SqlClient sql, String secret, Kind kind, String lock) {
    return sql.preparedQuery(
            """
            SELECT l.id, l.workspace_id, l.kind, l.member_id, l.invited::text, w.title, m.name, l.made_by
            FROM formwork.entry_link l JOIN formwork.workspace w ON w.id = l.workspace_id
            LEFT JOIN formwork.member m ON m.id = l.member_id WHERE l.hash = $1 AND ($2::text IS NULL OR l.kind = $2)
            AND l.used_at IS NULL AND l.revoked_at IS NULL AND l.expires_at > now()\s"""
                + lock)
        .execute(Tuple.of(ApiTokens.sha256(secret), kind == null ? null : kind.name()))
        .map(
            rows -> {
              if (!rows.iterator().hasNext()) {
                throw Refusal.of(Refusal.Kind.NOT_FOUND, "link-over");
              }
              return rows.iterator().next();
            });
  }

  /** Fails as not found when the link was used, is too old, or never was. */
  public Uni<Entrance> entrance(String secret) {
    return living(pool, secret, null, "")
        .map(
            row ->
                new Entrance(
                    Kind.valueOf(row.getString(2)),
                    row.getString(5),
                    row.getString(6) != null ? row.getString(6) : invited(row.getString(4)).name(),
                    row.getUUID(3)));
  }

  /**
   * Makes whoever holds an invitation a member, and uses it up: of several who try at once, one
   * gets in.
   *
   * @return the new member
   */
  public Uni<UUID> join(
      String secret, String login, String name, String password, Locale language) {
    var problems = new ArrayList<Problem>();
    if (login == null || !login.strip().matches("[\\p{L}\\p{N}._@+-]{2,80}")) {
      problems.add(Problem.at("/login", "login-shape"));
    }
    if (name == null || name.isBlank() || name.length() > 80) {
      problems.add(Problem.at("/name", "name-length", 80));
    }
    Passwords.problem(password).ifPresent(problems::add);
    if (!problems.isEmpty()) {
      throw Refusal.invalid(problems);
    }
    var id = UuidCreator.getTimeOrderedEpoch();
    // The link first: hashing is dear on purpose, and nobody without a link may have it done.
    return living(pool, secret, Kind.INVITATION, "")
        .map(row -> row.getUUID(1))
        .chain(
            workspace ->
                OffEventLoop.run(() -> Passwords.hash(password))
                    .map(
                        hash ->
                            new Person(
                                id,
                                login.strip().toLowerCase(Locale.ROOT),
                                name.strip(),
                                hash,
                                language))
                    .chain(
                        person ->
                            changes.inTurn(workspace, turn -> join(turn.sql(), secret, person))))
        .replaceWith(id);
  }

  private record Person(UUID id, String login, String name, String hash, Locale language) {}

  private static Uni<Void> join(SqlConnection sql, String secret, Person person) {
    return living(sql, secret, Kind.INVITATION, "FOR UPDATE OF l")
        .call(row -> requireLivingMaker(sql, row))
        .call(() -> insert(sql, person))
        .call(row -> insert(sql, person, row.getUUID(1), invited(row.getString(4))))
        .call(row -> use(sql, row.getUUID(0), person.id))
        .chain(
            row ->
                AuditLog.write(
                    sql,
                    new AuditEvent(
                        row.getUUID(1), person.id, "member.join", person.login, row.getString(4))));
  }

  private static Uni<Void> insert(SqlConnection sql, Person person) {
    return sql.preparedQuery(
            "INSERT INTO formwork.member (id, login, name, password_hash, language, zone) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (login) DO NOTHING")
        .execute(
            Tuple.from(
                Arrays.asList(
                    person.id,
                    person.login,
                    person.name,
                    person.hash,
                    person.language.getLanguage().equals("zh") ? "zh" : "en",
                    ZoneId.systemDefault().getId())))
        .invoke(
            rows -> {
              if (rows.rowCount() == 0) {
                throw Refusal.invalid(List.of(Problem.at("/login", "login-taken")));
              }
            })
        .replaceWithVoid();
  }

  /** Departments and roles that are gone by now are left out. */
  private static Uni<Void> insert(
      SqlConnection sql, Person person, UUID workspace, Invited invited) {
    return Organizations.read(sql, workspace)
        .chain(
            people ->
                sql.preparedQuery(
                        "INSERT INTO formwork.membership (id, workspace_id, member_id, role, departments, roles) VALUES ($1, $2, $3, $4, $5, $6)")
                    .execute(
                        Tuple.from(
                            Arrays.asList(
                                UuidCreator.getTimeOrderedEpoch(),
                                workspace,
                                person.id,
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

  private static Uni<Void> use(SqlClient sql, UUID link, UUID member) {
    return sql.preparedQuery(
            "UPDATE formwork.entry_link SET used_at = now(), used_by = $2 WHERE id = $1")
        .execute(Tuple.of(link, member))
        .replaceWithVoid();
  }

  /** A link is worth no more than whoever made it: it ends with their rights. */
  private static Uni<Void> requireLivingMaker(SqlClient sql, Row link) {
    return Organizations.read(sql, link.getUUID(1))
        .invoke(
            people -> {
              boolean living =
                  link.getUUID(7) == null
                      || people
                          .standing(link.getUUID(7))
                          .filter(one -> one.active() && one.administrator())
                          .isPresent();
              if (!living) {
                throw Refusal.of(Refusal.Kind.NOT_FOUND, "link-over");
              }
            })
        .replaceWithVoid();
  }

  /** Every link to a new password of a member, also those made before. */
  private static Uni<Void> useAll(SqlClient sql, UUID member) {
    return sql.preparedQuery(
            "UPDATE formwork.entry_link SET used_at = now(), used_by = $1 WHERE member_id = $1 AND kind = 'PASSWORD' AND used_at IS NULL")
        .execute(Tuple.of(member))
        .replaceWithVoid();
  }

  /** Sets the password of whoever holds the link, and uses it up. */
  public Uni<Void> choosePassword(String secret, String password) {
    Passwords.problem(password)
        .ifPresent(
            problem -> {
              throw Refusal.invalid(List.of(problem));
            });
    return living(pool, secret, Kind.PASSWORD, "")
        .chain(() -> OffEventLoop.run(() -> Passwords.hash(password)))
        .chain(
            hash ->
                pool.withTransaction(
                    sql ->
                        living(sql, secret, Kind.PASSWORD, "FOR UPDATE OF l")
                            .call(row -> requireLivingMaker(sql, row))
                            .call(row -> setPassword(sql, row.getUUID(3), hash))
                            .call(row -> useAll(sql, row.getUUID(3)))
                            .call(row -> WebSessions.endAll(sql, row.getUUID(3), null, null))
                            .chain(
                                row ->
                                    AuditLog.write(
                                        sql,
                                        new AuditEvent(
                                            row.getUUID(1),
                                            row.getUUID(3),
                                            "password.reset",
                                            row.getUUID(3).toString(),
                                            "{}")))));
  }

  private static Uni<Void> setPassword(SqlClient sql, UUID member, String hash) {
    return sql.preparedQuery(
            "UPDATE formwork.member SET password_hash = $2, must_change_password = false, failed_attempts = 0, locked_until = NULL WHERE id = $1")
        .execute(Tuple.of(member, hash))
        .replaceWithVoid();
  }
}
