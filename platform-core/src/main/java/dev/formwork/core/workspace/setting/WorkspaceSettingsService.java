package dev.formwork.core.workspace.setting;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.formwork.core.access.Caller;
import dev.formwork.core.attachment.AttachmentLimits;
import dev.formwork.core.audit.AuditEvent;
import dev.formwork.core.audit.AuditLog;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.mail.MailOutbox;
import dev.formwork.core.outbound.OutboundHosts;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.secret.Secrets;
import dev.formwork.core.thread.WorkerThreads;
import dev.formwork.core.workspace.Workspace;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** The settings of a workspace: read by everybody in it, changed by its administrators, audited. */
@ApplicationScoped
public class WorkspaceSettingsService {

  private static final int LONGEST_NAME = 80;
  private static final int MOST_LOGO_BYTES = 200_000;

  private final Pool pool;
  private final Secrets secrets;
  private final MailOutbox mails;
  private final OutboundHosts hosts;
  private final AttachmentLimits files;

  WorkspaceSettingsService(
      Pool pool,
      Secrets secrets,
      MailOutbox mails,
      OutboundHosts hosts,
      AttachmentLimits files) {
    this.hosts = hosts;
    this.pool = pool;
    this.secrets = secrets;
    this.mails = mails;
    this.files = files;
  }

  /**
   * The settings as they are now.
   *
   * @param name of the workspace
   * @param hasPassword whether there is one for the mail server
   */
  public record Current(
      String name, WorkspaceSettings settings, boolean hasLogo, boolean hasPassword) {}

  /** A picture. */
  public record Logo(byte[] bytes, String type) {}

  /** Everybody in the workspace sees its name, colour, languages and announcement. */
  public Uni<Current> of(Workspace workspace) {
    return pool.preparedQuery(
            """
            SELECT w.title, s.settings::text, s.logo IS NOT NULL, s.mail_secret IS NOT NULL
            FROM formwork.workspace w LEFT JOIN formwork.workspace_setting s ON s.workspace_id = w.id
            WHERE w.id = $1\
            """)
        .execute(Tuple.of(workspace.id()))
        .map(rows -> current(rows.iterator().next()));
  }

  private static Current current(Row row) {
    return new Current(
        row.getString(0),
        settings(row.getString(1)),
        Boolean.TRUE.equals(row.getBoolean(2)),
        Boolean.TRUE.equals(row.getBoolean(3)));
  }

  private static WorkspaceSettings settings(String json) {
    try {
      return json == null
          ? WorkspaceSettings.USUAL
          : DefinitionJson.mapper().readValue(json, WorkspaceSettings.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Stored settings can be read", e);
    }
  }

  /** Name, colour, languages and announcement; the mail server stays. */
  public Uni<Current> save(Caller caller, String name, WorkspaceSettings settings) {
    caller.requireDesigning();
    var title = name == null ? "" : name.strip();
    if (title.isEmpty() || title.length() > LONGEST_NAME) {
      throw Refusal.invalid(List.of(Problem.at("/name", CoreProblem.SETTING_NAME, LONGEST_NAME)));
    }
    return of(caller.workspace())
        .map(now -> settings.withMail(now.settings().mail()))
        .invoke(WorkspaceSettings::check)
        .chain(
            wanted ->
                pool.withTransaction(
                    sql ->
                        sql.preparedQuery("UPDATE formwork.workspace SET title = $2 WHERE id = $1")
                            .execute(Tuple.of(caller.workspace().id(), title))
                            .chain(() -> store(sql, caller, wanted))
                            .chain(() -> audit(sql, caller, "settings.change"))))
        .chain(() -> of(caller.workspace()));
  }

  private static Uni<Void> store(SqlClient sql, Caller caller, WorkspaceSettings settings) {
    return sql.preparedQuery(
            """
            INSERT INTO formwork.workspace_setting (workspace_id, settings) VALUES ($1, $2::text::jsonb)
            ON CONFLICT (workspace_id) DO UPDATE SET settings = EXCLUDED.settings\
            """)
        .execute(Tuple.of(caller.workspace().id(), DefinitionJson.write(settings)))
        .replaceWithVoid();
  }

  private static Uni<Void> audit(SqlClient sql, Caller caller, String event) {
    return AuditLog.write(sql, AuditEvent.of(caller, event, caller.workspace().key()));
  }

  /** Null without one. */
  public Uni<Logo> logo(Workspace workspace) {
    return pool.preparedQuery(
            "SELECT logo, logo_type FROM formwork.workspace_setting WHERE workspace_id = $1 AND"
                + " logo IS NOT NULL")
        .execute(Tuple.of(workspace.id()))
        .map(
            rows -> {
              if (!rows.iterator().hasNext()) {
                return null;
              }
              var row = rows.iterator().next();
              return new Logo(row.getBuffer(0).getBytes(), row.getString(1));
            });
  }

  /**
   * @param bytes a PNG or JPEG; null: none any more
   */
  public Uni<Void> saveLogo(Caller caller, byte[] bytes) {
    caller.requireDesigning();
    var type = bytes == null ? null : type(bytes);
    if (bytes != null && (type == null || bytes.length > MOST_LOGO_BYTES)) {
      throw Refusal.invalid(List.of(Problem.at("/logo", CoreProblem.SETTING_LOGO)));
    }
    return pool.withTransaction(
            sql ->
                sql.preparedQuery(
                        """
                        INSERT INTO formwork.workspace_setting (workspace_id, logo, logo_type) VALUES ($1, $2, $3)
                        ON CONFLICT (workspace_id) DO UPDATE SET logo = EXCLUDED.logo, logo_type = EXCLUDED.logo_type\
                        """)
                    .execute(
                        Tuple.of(
                            caller.workspace().id(),
                            bytes == null ? null : io.vertx.core.buffer.Buffer.buffer(bytes),
                            type))
                    .chain(() -> audit(sql, caller, "settings.logo")))
        .replaceWithVoid();
  }

  /** By its content; nothing that could carry scripts. Null: another kind of file. */
  static String type(byte[] bytes) {
    if (bytes.length > 8
        && (bytes[0] & 0xff) == 0x89
        && bytes[1] == 'P'
        && bytes[2] == 'N'
        && bytes[3] == 'G') {
      return "image/png";
    }
    return bytes.length > 3
            && (bytes[0] & 0xff) == 0xff
            && (bytes[1] & 0xff) == 0xd8
            && (bytes[2] & 0xff) == 0xff
        ? "image/jpeg"
        : null;
  }

  /**
   * Fails as invalid for a server inside, unless calls into the network it is in were allowed.
   *
   * @param server null: the one that the server was started with
   * @param password null: the one there is stays; empty: none
   */
  public Uni<Current> saveMail(Caller caller, MailServer server, String password) {
    caller.requireDesigning();
    return of(caller.workspace())
        .map(now -> now.settings().withMail(server))
        .invoke(WorkspaceSettings::check)
        .call(() -> requireOutside(server))
        .chain(
            wanted ->
                pool.withTransaction(
                    sql ->
                        store(sql, caller, wanted)
                            .chain(
                                () ->
                                    server == null || password != null
                                        ? password(sql, caller, server == null ? "" : password)
                                        : Uni.createFrom().voidItem())
                            .chain(() -> audit(sql, caller, "settings.mail"))))
        .chain(mails::changed)
        .chain(() -> of(caller.workspace()));
  }

  /** A name that nobody knows now may stand for a server tomorrow: sending asks again. */
  private Uni<Void> requireOutside(MailServer server) {
    return server == null
        ? Uni.createFrom().voidItem()
        : WorkerThreads.run(() -> hosts.address(server.host()))
            .replaceWithVoid()
            .onFailure(Refusal.class)
            .recoverWithUni(WorkspaceSettingsService::inside);
  }

  private static Uni<Void> inside(Refusal refusal) {
    return refusal.kind() == Refusal.Kind.UNREACHABLE
        ? Uni.createFrom().voidItem()
        : Uni.createFrom()
            .failure(
                Refusal.invalid(
                    refusal.problems().stream().map(one -> one.within("/mail/host")).toList()));
  }

  private Uni<Void> password(SqlClient sql, Caller caller, String password) {
    var workspace = caller.workspace().id();
    return sql.preparedQuery(
            "SELECT mail_secret FROM formwork.workspace_setting WHERE workspace_id = $1 FOR UPDATE")
        .execute(Tuple.of(workspace))
        .map(rows -> rows.iterator().next().getUUID(0))
        .chain(old -> old == null ? Uni.createFrom().voidItem() : forget(sql, workspace, old))
        .chain(
            () ->
                password.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : secrets
                        .keep(sql, workspace, "mail-server", password)
                        .chain(kept -> remember(sql, workspace, kept)));
  }

  private Uni<Void> forget(SqlClient sql, UUID workspace, UUID secret) {
    return remember(sql, workspace, null).chain(() -> secrets.forget(sql, secret));
  }

  private static Uni<Void> remember(SqlClient sql, UUID workspace, UUID secret) {
    return sql.preparedQuery(
            "UPDATE formwork.workspace_setting SET mail_secret = $2 WHERE workspace_id = $1")
        .execute(Tuple.of(workspace, secret))
        .replaceWithVoid();
  }

  /**
   * A mail server to send by.
   *
   * @param password nullable
   */
  public record MailAccount(MailServer server, String password) {}

  /** That of a workspace; null: the one that the server was started with. */
  public Uni<MailAccount> mailAccount(UUID workspace) {
    return pool.preparedQuery(
            "SELECT settings::text, mail_secret FROM formwork.workspace_setting WHERE workspace_id"
                + " = $1")
        .execute(Tuple.of(workspace))
        .chain(
            rows -> {
              if (!rows.iterator().hasNext()) {
                return Uni.createFrom().nullItem();
              }
              var row = rows.iterator().next();
              var server = settings(row.getString(0)).mail();
              var secret = row.getUUID(1);
              if (server == null) {
                return Uni.createFrom().<MailAccount>nullItem();
              }
              return secret == null
                  ? Uni.createFrom().item(new MailAccount(server, null))
                  : secrets.open(pool, secret).map(password -> new MailAccount(server, password));
            });
  }

  /** How much the workspace has, for its administrators. */
  public Uni<WorkspaceUse> use(Caller caller) {
    caller.requireAdministrator();
    var workspace = caller.workspace();
    var standings = caller.people().standings();
    return pool.preparedQuery(
            """
            SELECT
              (SELECT count(*) FROM formwork.definition WHERE workspace_id = $1 AND kind = 'app' AND published_version > 0),
              (SELECT count(*) FROM formwork.definition WHERE workspace_id = $1 AND kind = 'form' AND published_version > 0),
              (SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint FROM pg_class c
               JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $2 AND c.relkind = 'r'),
              (SELECT coalesce(sum(size), 0)::bigint FROM "%s".attachment)\
            """
                .formatted(workspace.schema()))
        .execute(Tuple.of(workspace.id(), workspace.schema()))
        .map(rows -> rows.iterator().next())
        .map(
            row ->
                new WorkspaceUse(
                    standings.stream().filter(one -> one.active() && !one.service()).count(),
                    standings.stream().filter(one -> one.active() && one.service()).count(),
                    row.getLong(0),
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    files.ofWorkspace(),
                    files.ofFile()));
  }
}
