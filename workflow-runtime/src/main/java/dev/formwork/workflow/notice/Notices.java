package dev.formwork.workflow.notice;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.formwork.core.access.Caller;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.Title;
import dev.formwork.core.problem.Messages;
import dev.formwork.workflow.live.LiveTasks;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** A member's notices, and how they want to be told. */
@ApplicationScoped
public class Notices {

  private final Pool pool;
  private final LiveTasks live;

  Notices(Pool pool, LiveTasks live) {
    this.pool = pool;
    this.live = live;
  }

  /**
   * Something a member was told.
   *
   * @param kind such as {@code task} or {@code mentioned}
   * @param title in the reader's language
   * @param text nullable
   * @param path of the screen it is about
   */
  public record Notice(
      UUID id,
      OffsetDateTime at,
      String kind,
      String title,
      String text,
      String path,
      boolean seen) {}

  /** How often e-mails go out. */
  public enum Digest {
    AT_ONCE,
    HOURLY,
    DAILY,
    NEVER
  }

  /**
   * How somebody wants to be told.
   *
   * @param quietFrom no e-mails from then; nullable
   * @param quietUntil and until then, by the member's clock; nullable
   */
  public record Settings(Digest mail, LocalTime quietFrom, LocalTime quietUntil) {

    public static final Settings USUAL = new Settings(Digest.AT_ONCE, null, null);
  }

  /** Newest first. */
  public Uni<List<Notice>> latest(Caller caller, int limit) {
    return pool.preparedQuery(
            """
            SELECT n.id, n.at, n.kind, n.title, n.text, n.instance_id, n.task_id, n.seen_at, m.name
            FROM "%s".notice n LEFT JOIN formwork.member m ON m.id = n.by_id
            WHERE n.member_id = $1 ORDER BY n.at DESC LIMIT $2\
            """
                .formatted(caller.workspace().schema()))
        .execute(Tuple.of(MemberId.valueOrNull(caller.memberId()), Math.clamp(limit, 1, 200)))
        .map(
            rows -> {
              var found = new ArrayList<Notice>();
              rows.forEach(row -> found.add(notice(row, caller.locale())));
              return List.copyOf(found);
            });
  }

  private static Notice notice(Row row, Locale locale) {
    return new Notice(
        row.getUUID(0),
        row.getOffsetDateTime(1),
        row.getString(2),
        words(locale, row.getString(2), row.getString(3), row.getString(8)),
        text(row.getString(4), locale),
        path(row.getString(2), row.getUUID(5), row.getUUID(6)),
        row.getOffsetDateTime(7) != null);
  }

  /** The sentence of a notice. */
  static String words(Locale locale, String kind, String title, String by) {
    var what = title.isEmpty() ? "—" : title;
    return Messages.sentence(locale, "notice." + kind, what, by == null ? "Formwork" : by);
  }

  /** Of the screen that a notice is about. */
  static String path(String kind, UUID instance, UUID task) {
    if (kind.equals(BackupNotices.KIND)) {
      return "backups";
    }
    return task != null ? "tasks/" + task : "runs/" + instance;
  }

  /** Texts of steps are kept in both languages. */
  static String text(String stored, Locale locale) {
    if (stored == null || !stored.startsWith("{")) {
      return stored;
    }
    try {
      return DefinitionJson.mapper().readValue(stored, Title.class).in(locale);
    } catch (JsonProcessingException _) {
      return stored;
    }
  }

  public Uni<Long> unseen(Caller caller) {
    return pool.preparedQuery(
            "SELECT count(*) FROM \"%s\".notice WHERE member_id = $1 AND seen_at IS NULL"
                .formatted(caller.workspace().schema()))
        .execute(Tuple.of(MemberId.valueOrNull(caller.memberId())))
        .map(rows -> rows.iterator().next().getLong(0));
  }

  /** All of the caller's. */
  public Uni<Void> seen(Caller caller) {
    return pool.preparedQuery(
            "UPDATE \"%s\".notice SET seen_at = now() WHERE member_id = $1 AND seen_at IS NULL"
                .formatted(caller.workspace().schema()))
        .execute(Tuple.of(MemberId.valueOrNull(caller.memberId())))
        .invoke(() -> live.changed(caller.memberId()))
        .replaceWithVoid();
  }

  /** One of the caller's. */
  public Uni<Void> seen(Caller caller, UUID notice) {
    return pool.preparedQuery(
            "UPDATE \"%s\".notice SET seen_at = now() WHERE member_id = $1 AND id = $2 AND seen_at IS NULL"
                .formatted(caller.workspace().schema()))
        .execute(Tuple.of(MemberId.valueOrNull(caller.memberId()), notice))
        .invoke(() -> live.changed(caller.memberId()))
        .replaceWithVoid();
  }

  public Uni<Settings> settings(Caller caller) {
    return pool.preparedQuery(
            "SELECT mail, quiet_from, quiet_to FROM \"%s\".notice_setting WHERE member_id = $1"
                .formatted(caller.workspace().schema()))
        .execute(Tuple.of(MemberId.valueOrNull(caller.memberId())))
        .map(
            rows -> {
              if (!rows.iterator().hasNext()) {
                return Settings.USUAL;
              }
              var row = rows.iterator().next();
              return new Settings(
                  Digest.valueOf(row.getString(0)), row.getLocalTime(1), row.getLocalTime(2));
            });
  }

  /** What waits for a later mail is looked at again, as the settings say now. */
  public Uni<Void> save(Caller caller, Settings settings) {
    caller.requireWriting();
    return pool.preparedQuery(
            """
            WITH waiting AS (
              UPDATE "%1$s".notice SET mail_at = now() WHERE member_id = $1 AND mail_at > now())
            INSERT INTO "%1$s".notice_setting (member_id, mail, quiet_from, quiet_to) VALUES ($1, $2, $3, $4)
            ON CONFLICT (member_id) DO UPDATE SET mail = EXCLUDED.mail, quiet_from = EXCLUDED.quiet_from, quiet_to = EXCLUDED.quiet_to\
            """
                .formatted(caller.workspace().schema()))
        .execute(
            Tuple.tuple()
                .addUUID(MemberId.valueOrNull(caller.memberId()))
                .addString(settings.mail().name())
                .addLocalTime(settings.quietFrom())
                .addLocalTime(settings.quietUntil()))
        .invoke(() -> live.noticed(caller.workspace()))
        .replaceWithVoid();
  }
}
