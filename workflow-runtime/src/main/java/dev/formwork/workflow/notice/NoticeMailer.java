package dev.formwork.workflow.notice;

import dev.formwork.core.mail.MailMessage;
import dev.formwork.core.mail.MailOutbox;
import dev.formwork.core.problem.Messages;
import dev.formwork.core.workspace.PublicBaseUrl;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.core.workspace.Workspaces;
import dev.formwork.core.workspace.schedule.PeriodicWorkspaceTask;
import dev.formwork.workflow.notice.Notices.Digest;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Sends notices by e-mail: at once, or as an hourly or daily digest, never in a member's quiet
 * hours. Marking a notice as sent and queueing the e-mail is one transaction.
 */
@ApplicationScoped
class NoticeMailer {

  private static final long LOOK_EVERY_MS = 5_000;
  private static final int BATCH = 500;

  /** Older ones are not sent any more: whoever saw nothing for as long looks into the app. */
  private static final String OLDEST = "2 days";

  private final Pool pool;
  private final MailOutbox mailOutbox;
  private final PublicBaseUrl address;
  private final PeriodicWorkspaceTask periodicWorkspaceTask;

  NoticeMailer(
      Vertx vertx, Pool pool, MailOutbox mailOutbox, Workspaces workspaces, PublicBaseUrl address) {
    this.pool = pool;
    this.mailOutbox = mailOutbox;
    this.address = address;
    this.periodicWorkspaceTask =
        new PeriodicWorkspaceTask(vertx, workspaces, "Mail of notices", this::mail);
  }

  void start(@Observes StartupEvent event) {
    if (mailOutbox.isOn()) {
      periodicWorkspaceTask.every(LOOK_EVERY_MS);
    }
  }

  void stop(@Observes ShutdownEvent event) {
    periodicWorkspaceTask.stop();
  }

  private Uni<Void> mail(Workspace workspace) {
    return pool.withTransaction(sql -> mail(sql, workspace)).invoke(mailOutbox::wake);
  }

  private record Waiting(
      UUID id,
      UUID member,
      OffsetDateTime at,
      String sentence,
      String path,
      String email,
      Locale locale) {}

  private Uni<Void> mail(SqlConnection sql, Workspace workspace) {
    return sql.preparedQuery(
            """
            SELECT n.id, n.member_id, n.at, n.kind, n.title, n.instance_id, n.task_id, m.email, m.language, m.zone,
            s.mail, s.quiet_from, s.quiet_to, b.name FROM "%1$s".notice n JOIN formwork.member m ON m.id = n.member_id
            LEFT JOIN "%1$s".notice_setting s ON s.member_id = n.member_id LEFT JOIN formwork.member b ON b.id = n.by_id
            WHERE n.mailed_at IS NULL AND n.at > now() - interval '%2$s' ORDER BY n.at LIMIT %3$d FOR UPDATE OF n SKIP LOCKED"""
                .formatted(workspace.schema(), OLDEST, BATCH))
        .execute()
        .chain(
            rows -> {
              var done = new ArrayList<UUID>();
              var letters = new LinkedHashMap<UUID, List<Waiting>>();
              for (var row : rows) {
                sort(row, done, letters);
              }
              return send(sql, workspace, letters).chain(() -> mark(sql, workspace, done));
            });
  }

  /** Whether a notice goes out now, later or never. */
  private static void sort(Row row, List<UUID> done, Map<UUID, List<Waiting>> letters) {
    var digest = row.getString(10) == null ? Digest.AT_ONCE : Digest.valueOf(row.getString(10));
    if (row.getString(7) == null || digest == Digest.NEVER) {
      done.add(row.getUUID(0));
      return;
    }
    var clock = OffsetDateTime.now(ZoneId.of(row.getString(9))).toLocalTime();
    boolean quiet = isQuiet(clock, row.getLocalTime(11), row.getLocalTime(12));
    boolean due =
        row.getOffsetDateTime(2)
            .plus(wait(digest))
            .isBefore(OffsetDateTime.now(java.time.ZoneOffset.UTC));
    var others = letters.get(row.getUUID(1));
    if (quiet || !due && others == null) {
      return;
    }
    var locale = row.getString(8).equals("zh") ? Locale.CHINESE : Locale.ENGLISH;
    done.add(row.getUUID(0));
    letters
        .computeIfAbsent(row.getUUID(1), _ -> new ArrayList<>())
        .add(
            new Waiting(
                row.getUUID(0),
                row.getUUID(1),
                row.getOffsetDateTime(2),
                Notices.words(locale, row.getString(3), row.getString(4), row.getString(13)),
                Notices.path(row.getUUID(5), row.getUUID(6)),
                row.getString(7),
                locale));
  }

  private static Duration wait(Digest digest) {
    return switch (digest) {
      case AT_ONCE, NEVER -> Duration.ZERO;
      case HOURLY -> Duration.ofHours(1);
      case DAILY -> Duration.ofDays(1);
    };
  }

  /** Also over midnight. */
  static boolean isQuiet(LocalTime now, LocalTime from, LocalTime until) {
    if (from == null || until == null || from.equals(until)) {
      return false;
    }
    return from.isBefore(until)
        ? !now.isBefore(from) && now.isBefore(until)
        : !now.isBefore(from) || now.isBefore(until);
  }

  private Uni<Void> send(SqlConnection sql, Workspace workspace, Map<UUID, List<Waiting>> letters) {
    return Multi.createFrom()
        .iterable(letters.values())
        .onItem()
        .transformToUniAndConcatenate(
            notices -> mailOutbox.send(sql, workspace.id(), letter(notices)))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private MailMessage letter(List<Waiting> notices) {
    var first = notices.getFirst();
    var subject =
        notices.size() == 1
            ? first.sentence
            : Messages.sentence(first.locale, "notice.several", notices.size());
    var text =
        notices.stream()
            .map(one -> one.sentence + "\n" + address.of(one.path))
            .collect(Collectors.joining("\n\n"));
    return new MailMessage(first.email, subject, text);
  }

  private static Uni<Void> mark(SqlConnection sql, Workspace workspace, List<UUID> done) {
    return done.isEmpty()
        ? Uni.createFrom().voidItem()
        : sql.preparedQuery(
                "UPDATE \"%s\".notice SET mailed_at = now() WHERE id = ANY ($1)"
                    .formatted(workspace.schema()))
            .execute(Tuple.tuple().addArrayOfUUID(done.toArray(UUID[]::new)))
            .replaceWithVoid();
  }
}
