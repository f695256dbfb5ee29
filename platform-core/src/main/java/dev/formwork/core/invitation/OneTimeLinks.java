package dev.formwork.core.invitation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.f4b6a3.uuid.UuidCreator;
import dev.formwork.core.access.Caller;
import dev.formwork.core.audit.AuditEvent;
import dev.formwork.core.audit.AuditLog;
import dev.formwork.core.credential.Passwords;
import dev.formwork.core.credential.SecretHashes;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.mail.MailMessage;
import dev.formwork.core.mail.MailOutbox;
import dev.formwork.core.member.MailLanguages;
import dev.formwork.core.member.Members;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.organization.Organizations;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Messages;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.workspace.PublicBaseUrl;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * One-time links for invitations and password resets: creates, mails, lists and revokes them. Only
 * a hash of the secret is stored; the link itself is the credential, so it expires soon.
 */
@ApplicationScoped
public class OneTimeLinks {

  private static final Duration INVITATION = Duration.ofDays(7);
  private static final Duration RESET = Duration.ofHours(24);

  /** One that somebody asked for themselves, and may not have asked for. */
  private static final Duration FORGOTTEN = Duration.ofHours(1);

  /** Letters to one member in that time. */
  private static final int MAX_FORGOTTEN = 3;

  private static final Logger LOG = Logger.getLogger(OneTimeLinks.class);

  private final Pool pool;
  private final MailOutbox mailOutbox;
  private final PublicBaseUrl address;

  OneTimeLinks(Pool pool, MailOutbox mailOutbox, PublicBaseUrl address) {
    this.pool = pool;
    this.address = address;
    this.mailOutbox = mailOutbox;
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

  /**
   * A link that was not used yet, without its secret.
   *
   * @param email where it was sent; nullable
   */
  public record OpenLink(UUID id, Invited invited, String email, OffsetDateTime expiresAt) {}

  /**
   * What whoever opens a link is shown.
   *
   * @param name of the member, or whom an invitation is for; nullable
   */
  public record LinkPreview(Kind kind, String workspace, String name, MemberId member) {}

  public Uni<NewLink> invite(Caller caller, Invited invited) {
    caller.requireDesigning();
    return make(new Wanted(caller, Kind.INVITATION, null, invited, null, INVITATION), null);
  }

  /** Sends an invitation; fails as a conflict without a mail server. */
  public Uni<NewLink> inviteByMail(Caller caller, Invited invited, String email) {
    caller.requireDesigning();
    mailOutbox.require();
    var recipient = MailMessage.address(email);
    var wanted = new Wanted(caller, Kind.INVITATION, null, invited, recipient, INVITATION);
    return MailLanguages.of(pool, caller.workspace().id(), recipient)
        .chain(
            language ->
                make(wanted, secret -> message(caller, language, "invitation", secret, recipient)))
        .invoke(mailOutbox::wake);
  }

  /** From the caller's workspace, in their name. */
  private MailMessage message(
      Caller caller, Locale language, String kind, String secret, String to) {
    return message(language, to, kind, secret, inviter(caller), caller.workspace().title());
  }

  private static String inviter(Caller caller) {
    return caller.isSystem() ? "Formwork" : caller.standing().name();
  }

  private MailMessage message(
      Locale language, String to, String kind, String secret, String by, String workspace) {
    return new MailMessage(
        to,
        Messages.sentence(language, "mail." + kind + ".subject", by, workspace),
        Messages.sentence(
            language, "mail." + kind + ".text", by, workspace, address.of("join/" + secret)));
  }

  /**
   * Sends a link to a new password to whoever forgot theirs, if there is such a member and they
   * have an address. What comes of it is told to nobody but them, and takes no time that could be
   * measured. It goes by the mail server that Formwork was started with. Where there is none, that
   * of their workspace sends it if they are in no other: its administrators, who name it, may give
   * them a new password anyway.
   *
   * @param login the name they sign in with, or their address
   */
  public void forgotten(String login) {
    mailOutbox.require();
    pool.preparedQuery(
            """
            SELECT m.id, m.name, m.email, m.language, s.workspace_id, w.title,
              (SELECT count(*) FROM formwork.entry_link l WHERE l.member_id = m.id AND l.made_at > now() - interval '1 hour'),
              EXISTS (SELECT 1 FROM formwork.membership o WHERE o.member_id = m.id AND o.workspace_id <> s.workspace_id)
            FROM formwork.member m JOIN formwork.membership s ON s.member_id = m.id AND s.state = 'active'
            JOIN formwork.workspace w ON w.id = s.workspace_id
            WHERE (m.login = $1 OR lower(m.email) = $1) AND m.email IS NOT NULL AND NOT m.service
            ORDER BY m.login = $1 DESC, s.id LIMIT 1\
            """)
        .execute(Tuple.of(login.strip().toLowerCase(Locale.ROOT)))
        .chain(
            rows ->
                rows.iterator().hasNext() && mayRemind(rows.iterator().next())
                    ? remind(rows.iterator().next())
                    : Uni.createFrom().voidItem())
        .subscribe()
        .with(
            _ -> {},
            failure ->
                LOG.error(
                    "No link to a new password was sent to a member who asked for one", failure));
  }

  private boolean mayRemind(Row member) {
    return member.getLong(6) < MAX_FORGOTTEN
        && (mailOutbox.hasOwnServer() || !member.getBoolean(7));
  }

  private Uni<Void> sendPassword(SqlClient sql, UUID workspace, MailMessage mailMessage) {
    return mailOutbox.hasOwnServer()
        ? mailOutbox.sendByOwnServer(sql, workspace, mailMessage)
        : mailOutbox.send(sql, workspace, mailMessage);
  }

  private Uni<Void> remind(Row member) {
    var secret = Passwords.random(32);
    var workspace = member.getUUID(4);
    var mailMessage =
        message(
            Locale.of(member.getString(3)),
            member.getString(2),
            "password",
            secret,
            member.getString(1),
            member.getString(5));
    return pool.withTransaction(
            sql ->
                insert(
                        sql,
                        UuidCreator.getTimeOrderedEpoch(),
                        workspace,
                        secret,
                        null,
                        new Wanted(
                            null,
                            Kind.PASSWORD,
                            MemberId.of(member.getUUID(0)),
                            null,
                            null,
                            FORGOTTEN))
                    .chain(() -> sendPassword(sql, workspace, mailMessage))
                    .chain(
                        () ->
                            AuditLog.write(
                                sql,
                                new AuditEvent(
                                    workspace,
                                    MemberId.of(member.getUUID(0)),
                                    "password.forgotten",
                                    member.getUUID(0).toString(),
                                    "{}"))))
        .invoke(mailOutbox::wake);
  }

  /** A link with which a member of the workspace chooses a new password. */
  public Uni<NewLink> resetPassword(Caller caller, MemberId member) {
    caller.requireDesigning();
    if (caller.people().standing(member).isEmpty()) {
      throw Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.NO_SUCH_MEMBER, member);
    }
    return Members.requireOfThisWorkspaceAlone(pool, caller, member)
        .chain(() -> make(new Wanted(caller, Kind.PASSWORD, member, null, null, RESET), null));
  }

  /**
   * A link to the first password of someone who was just made a member; seven days.
   *
   * @param email where it goes; null: nowhere, it is passed on by hand
   * @return its secret
   */
  public Uni<String> welcome(SqlClient sql, Caller caller, MemberId member, String email) {
    var secret = Passwords.random(32);
    var wanted = new Wanted(caller, Kind.PASSWORD, member, null, email, INVITATION);
    return insert(
            sql,
            UuidCreator.getTimeOrderedEpoch(),
            caller.workspace().id(),
            secret,
            caller.memberId(),
            wanted)
        .call(
            () ->
                email == null
                    ? Uni.createFrom().voidItem()
                    : MailLanguages.of(sql, caller.workspace().id(), email)
                        .chain(
                            language ->
                                mailOutbox.send(
                                    sql,
                                    caller.workspace().id(),
                                    message(caller, language, "welcome", secret, email))))
        .replaceWith(secret);
  }

  /** A link somebody wants; what does not concern its kind is null. */
  private record Wanted(
      Caller caller, Kind kind, MemberId member, Invited invited, String email, Duration lifetime) {

    String invitedJson() {
      return invited == null ? "{}" : DefinitionJson.write(invited);
    }
  }

  private Uni<NewLink> make(Wanted wanted, Function<String, MailMessage> message) {
    var secret = Passwords.random(32);
    var id = UuidCreator.getTimeOrderedEpoch();
    var caller = wanted.caller;
    var event =
        AuditEvent.of(
            caller,
            wanted.kind == Kind.INVITATION ? "member.invite" : "password.link",
            wanted.member == null ? id.toString() : wanted.member.toString(),
            wanted.invitedJson());
    return pool.withTransaction(
        sql ->
            insert(sql, id, caller.workspace().id(), secret, caller.memberId(), wanted)
                .call(
                    () ->
                        message == null
                            ? Uni.createFrom().voidItem()
                            : mailOutbox.send(sql, caller.workspace().id(), message.apply(secret)))
                .call(() -> AuditLog.write(sql, event)));
  }

  private static Uni<NewLink> insert(
      SqlClient sql, UUID id, UUID workspace, String secret, MemberId maker, Wanted wanted) {
    var expires = OffsetDateTime.now(ZoneOffset.UTC).plus(wanted.lifetime);
    return sql.preparedQuery(
            """
            INSERT INTO formwork.entry_link (id, workspace_id, kind, hash, member_id, invited, made_by, expires_at, email)
            VALUES ($1, $2, $3, $4, $5, $6::text::jsonb, $7, $8, $9)\
            """)
        .execute(
            Tuple.from(
                Arrays.asList(
                    id,
                    workspace,
                    wanted.kind.name(),
                    SecretHashes.sha256(secret),
                    MemberId.valueOrNull(wanted.member),
                    wanted.invitedJson(),
                    MemberId.valueOrNull(maker),
                    expires,
                    wanted.email)))
        .replaceWith(new NewLink(id, secret, expires));
  }

  /** Invitations of the caller's workspace that nobody used yet. */
  public Uni<List<OpenLink>> open(Caller caller) {
    caller.requireAdministrator();
    return pool.preparedQuery(
            """
            SELECT id, invited::text, expires_at, email FROM formwork.entry_link WHERE workspace_id = $1 AND kind = 'INVITATION'
            AND used_at IS NULL AND revoked_at IS NULL AND expires_at > now() ORDER BY id DESC\
            """)
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
                              row.getString(3),
                              row.getOffsetDateTime(2))));
              return found;
            });
  }

  public Uni<Void> revoke(Caller caller, UUID id) {
    caller.requireDesigning();
    return pool.preparedQuery(
            "UPDATE formwork.entry_link SET revoked_at = now() WHERE id = $1 AND workspace_id = $2"
                + " AND used_at IS NULL")
        .execute(Tuple.of(id, caller.workspace().id()))
        .replaceWithVoid();
  }

  static Invited invited(String json) {
    try {
      return DefinitionJson.read(DefinitionJson.tree(json), Invited.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A stored invitation can be read", e);
    }
  }

  static Uni<Row> living(SqlClient sql, String secret, Kind kind, String lock) {
    return sql.preparedQuery(
            """
            SELECT l.id, l.workspace_id, l.kind, l.member_id, l.invited::text, w.title, m.name, l.made_by, l.email
            FROM formwork.entry_link l JOIN formwork.workspace w ON w.id = l.workspace_id
            LEFT JOIN formwork.member m ON m.id = l.member_id WHERE l.hash = $1 AND ($2::text IS NULL OR l.kind = $2)
            AND l.used_at IS NULL AND l.revoked_at IS NULL AND l.expires_at > now()\s"""
                + lock)
        .execute(Tuple.of(SecretHashes.sha256(secret), kind == null ? null : kind.name()))
        .map(
            rows -> {
              if (!rows.iterator().hasNext()) {
                throw Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.LINK_OVER);
              }
              return rows.iterator().next();
            });
  }

  /** Fails as not found when the link was used, is too old, or never was. */
  public Uni<LinkPreview> entrance(String secret) {
    return living(pool, secret, null, "")
        .map(
            row ->
                new LinkPreview(
                    Kind.valueOf(row.getString(2)),
                    row.getString(5),
                    row.getString(6) != null ? row.getString(6) : invited(row.getString(4)).name(),
                    MemberId.of(row.getUUID(3))));
  }

  static Uni<Void> use(SqlClient sql, UUID link, MemberId member) {
    return sql.preparedQuery(
            "UPDATE formwork.entry_link SET used_at = now(), used_by = $2 WHERE id = $1")
        .execute(Tuple.of(link, member.value()))
        .replaceWithVoid();
  }

  /** A link is worth no more than whoever made it: it ends with their rights. */
  static Uni<Void> requireLivingMaker(SqlClient sql, Row link) {
    return Organizations.read(sql, link.getUUID(1))
        .invoke(
            people -> {
              boolean living =
                  link.getUUID(7) == null
                      || people
                          .standing(MemberId.of(link.getUUID(7)))
                          .filter(one -> one.active() && one.administrator())
                          .isPresent();
              if (!living) {
                throw Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.LINK_OVER);
              }
            })
        .replaceWithVoid();
  }

  /** Every link to a new password of a member, also those made before. */
  static Uni<Void> useAll(SqlClient sql, MemberId member) {
    return sql.preparedQuery(
            "UPDATE formwork.entry_link SET used_at = now(), used_by = $1 WHERE member_id = $1 AND"
                + " kind = 'PASSWORD' AND used_at IS NULL")
        .execute(Tuple.of(member.value()))
        .replaceWithVoid();
  }
}
