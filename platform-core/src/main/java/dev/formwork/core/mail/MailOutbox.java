package dev.formwork.core.mail;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.formwork.core.cluster.channel.NodeChannel;
import dev.formwork.core.job.JobQueue;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.secret.Secrets;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The outbox of e-mails. A message is stored, sealed, in the transaction that causes it, so it is
 * sent if and only if that commits; a job sends it and retries while the mail server is away.
 */
@ApplicationScoped
public class MailOutbox {

  /** The kind of job that sends an e-mail; its subject is the id of the e-mail. */
  public static final String JOB = "mail";

  /** The kind for an e-mail that goes by the mail server that Formwork was started with alone. */
  public static final String OWN_SERVER_JOB = "mail-own-server";

  private static final Logger LOG = Logger.getLogger(MailOutbox.class);

  /** The PostgreSQL channel on which nodes hear of mail servers. */
  private static final String CHANNEL = "formwork_mail_server";

  private final Pool pool;
  private final Secrets secrets;
  private final JobQueue jobs;
  private final boolean on;
  private volatile boolean set;

  MailOutbox(
      Pool pool,
      Secrets secrets,
      JobQueue jobs,
      NodeChannel channel,
      @ConfigProperty(name = "formwork.mail.host") Optional<String> server) {
    this.pool = pool;
    this.secrets = secrets;
    this.jobs = jobs;
    this.on = server.isPresent();
    channel.listen(CHANNEL, _ -> refresh().subscribe().with(_ -> {}, LOG::error));
  }

  void started(@Observes StartupEvent start) {
    refresh().subscribe().with(_ -> {}, LOG::error);
  }

  /** Looks again whether a workspace has a mail server of its own. */
  private Uni<Void> refresh() {
    return pool.query(
            "SELECT EXISTS (SELECT 1 FROM formwork.workspace_setting WHERE settings ? 'mail')")
        .execute()
        .invoke(rows -> set = rows.iterator().next().getBoolean(0))
        .replaceWithVoid();
  }

  /** The mail server of a workspace changed; all nodes look again. */
  public Uni<Void> changed() {
    return pool.preparedQuery("SELECT pg_notify($1, '')")
        .execute(Tuple.of(CHANNEL))
        .chain(this::refresh);
  }

  /** Whether there is a mail server to give e-mails to. */
  public boolean isOn() {
    return on || set;
  }

  /** Whether Formwork was started with a mail server, which no workspace's administrator names. */
  public boolean hasOwnServer() {
    return on;
  }

  /**
   * @throws Refusal when there is no mail server
   */
  public void require() {
    if (!isOn()) {
      throw Refusal.of(Refusal.Kind.CONFLICT, CoreProblem.MAIL_OFF);
    }
  }

  /** Puts an e-mail in, in a transaction; {@link #wake} after it is committed. */
  public Uni<Void> send(SqlClient sql, UUID workspace, MailMessage mailMessage) {
    return put(sql, workspace, mailMessage, JOB);
  }

  /** The same past the mail server of the workspace: its administrators may not read this one. */
  public Uni<Void> sendByOwnServer(SqlClient sql, UUID workspace, MailMessage mailMessage) {
    return put(sql, workspace, mailMessage, OWN_SERVER_JOB);
  }

  private Uni<Void> put(SqlClient sql, UUID workspace, MailMessage mailMessage, String job) {
    require();
    var id = UuidCreator.getTimeOrderedEpoch();
    return secrets
        .keep(sql, workspace, "letter", mailMessage.text())
        .chain(
            text ->
                sql.preparedQuery(
                        "INSERT INTO formwork.mail (id, workspace_id, recipient, subject, text_secret) VALUES ($1, $2, $3, $4, $5)")
                    .execute(
                        Tuple.of(id, workspace, mailMessage.to(), mailMessage.subject(), text)))
        .chain(() -> jobs.enqueue(sql, workspace, job, id.toString()));
  }

  public void wake() {
    jobs.wake();
  }

  /** An e-mail that waits; null when it was sent already. */
  public Uni<MailMessage> waiting(UUID id) {
    return pool.preparedQuery(
            "SELECT recipient, subject, text_secret FROM formwork.mail WHERE id = $1 AND text_secret IS NOT NULL")
        .execute(Tuple.of(id))
        .chain(
            rows -> {
              if (!rows.iterator().hasNext()) {
                return Uni.createFrom().nullItem();
              }
              var row = rows.iterator().next();
              return secrets
                  .open(pool, row.getUUID(2))
                  .map(text -> new MailMessage(row.getString(0), row.getString(1), text));
            });
  }

  /** The e-mail is with the mail server: its text is not kept. */
  public Uni<Void> sent(UUID id) {
    return done(id, "sent_at = now()", null);
  }

  /** No mail server would have it. */
  public Uni<Void> lost(UUID id, String error) {
    return done(id, "sent_at = NULL", error);
  }

  private Uni<Void> done(UUID id, String set, String error) {
    return pool.withTransaction(
        sql ->
            sql.preparedQuery(
                    """
                    WITH before AS (SELECT id, text_secret FROM formwork.mail WHERE id = $1 FOR UPDATE)
                    UPDATE formwork.mail m SET %s, error = $2, text_secret = NULL FROM before
                    WHERE m.id = before.id RETURNING before.text_secret"""
                        .formatted(set))
                .execute(Tuple.of(id, error))
                .chain(
                    rows -> {
                      var text =
                          rows.iterator().hasNext() ? rows.iterator().next().getUUID(0) : null;
                      return text == null ? Uni.createFrom().voidItem() : secrets.forget(sql, text);
                    }));
  }
}
