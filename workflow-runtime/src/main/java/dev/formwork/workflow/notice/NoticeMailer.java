package dev.formwork.workflow.notice;

import dev.formwork.core.mail.MailMessage;
import dev.formwork.core.mail.MailOutbox;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.problem.Messages;
import dev.formwork.core.workspace.PublicBaseUrl;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.core.workspace.schedule.DueWork;
import dev.formwork.core.workspace.schedule.WorkKind;
import dev.formwork.workflow.notice.Notices.Digest;
import dev.formwork.workflow.store.NoticeStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
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
class NoticeMailer implements DueWork {

  /** Members whose notices are sent in one transaction. */
  private static final int MEMBERS = 100;

  /** Older ones are not sent any more: whoever saw nothing for as long looks into the app. */
  private static final String OLDEST = "2 days";

  private final Pool pool;
  private final MailOutbox mailOutbox;
  private final PublicBaseUrl address;

  NoticeMailer(Pool pool, MailOutbox mailOutbox, PublicBaseUrl address) {
    this.pool = pool;
    this.mailOutbox = mailOutbox;
    this.address = address;
  }

  @Override
  public WorkKind kind() {
    return NoticeStore.MAILING;
  }

  @Override
  public boolean isOn() {
    return mailOutbox.isOn();
  }

  @Override
  public String earliest(String schema) {
    return "(SELECT min(mail_at) FROM %s.notice)".formatted(schema);
  }

  @Override
  public Uni<Boolean> run(Workspace workspace) {
    return pool.withTransaction(sql -> mail(sql, workspace)).invoke(mailOutbox::wake);
  }

  /** A notice that was not sent yet, and how its member wants to be told. */
  private record Waiting(
      UUID id,
      MemberId member,
      OffsetDateTime at,
      String sentence,
      String text,
      String path,
      String email,
      Locale locale,
      ZoneId zone,
      Digest digest,
      LocalTime quietFrom,
      LocalTime quietUntil) {

    /** The sentence, and below it what it is about: a reason, the step and role without people. */
    String words() {
      return text == null || text.isBlank() ? sentence : sentence + "\n" + text;
    }

    boolean isWanted() {
      return email != null && digest != Digest.NEVER;
    }

    /** When it is to go out, apart from quiet hours. */
    OffsetDateTime due() {
      return at.plus(pause(digest));
    }

    /** When to look at it again; not after {@code now} when it may go out. */
    OffsetDateTime mailAt(OffsetDateTime now) {
      var there = now.atZoneSameInstant(zone);
      if (!isQuiet(there.toLocalTime(), quietFrom, quietUntil)) {
        return due();
      }
      var end = there.with(quietUntil);
      return (end.isAfter(there) ? end : end.plusDays(1)).toOffsetDateTime();
    }
  }

  private Uni<Boolean> mail(SqlConnection sql, Workspace workspace) {
    return forgetOld(sql, workspace)
        .chain(() -> waiting(sql, workspace))
        .chain(
            waiting -> {
              var now = OffsetDateTime.now(ZoneOffset.UTC);
              var sending = sending(waiting, now);
              var done =
                  waiting.stream()
                      .filter(one -> !one.isWanted() || sending.containsKey(one.member))
                      .toList();
              var later = waiting.stream().filter(one -> !done.contains(one)).toList();
              return send(sql, workspace, sending)
                  .chain(() -> mark(sql, workspace, done))
                  .chain(() -> postpone(sql, workspace, later, now))
                  .replaceWith(!sending.isEmpty());
            });
  }

  private static Uni<Void> forgetOld(SqlConnection sql, Workspace workspace) {
    return sql.preparedQuery(
            """
            UPDATE "%s".notice SET mail_at = NULL
            WHERE mail_at <= now() AND at <= now() - interval '%s'\
            """
                .formatted(workspace.schema(), OLDEST))
        .execute()
        .replaceWithVoid();
  }

  /** All that members wait for who have something that is due. */
  private static Uni<List<Waiting>> waiting(SqlConnection sql, Workspace workspace) {
    return sql.preparedQuery(
            """
            SELECT n.id, n.member_id, n.at, n.kind, n.title, n.instance_id, n.task_id, m.email, m.language, m.zone,
            s.mail, s.quiet_from, s.quiet_to, b.name, n.text FROM "%1$s".notice n LEFT JOIN formwork.member m ON m.id = n.member_id
            LEFT JOIN "%1$s".notice_setting s ON s.member_id = n.member_id LEFT JOIN formwork.member b ON b.id = n.by_id
            WHERE n.mail_at IS NOT NULL AND n.member_id IN (
              SELECT member_id FROM "%1$s".notice WHERE mail_at <= now() ORDER BY mail_at LIMIT %2$d)
            ORDER BY n.at FOR UPDATE OF n SKIP LOCKED\
            """
                .formatted(workspace.schema(), MEMBERS))
        .execute()
        .map(
            rows -> {
              var waiting = new ArrayList<Waiting>();
              rows.forEach(row -> waiting.add(read(row)));
              return waiting;
            });
  }

  private static Waiting read(Row row) {
    var locale = "zh".equals(row.getString(8)) ? Locale.CHINESE : Locale.ENGLISH;
    return new Waiting(
        row.getUUID(0),
        MemberId.of(row.getUUID(1)),
        row.getOffsetDateTime(2),
        Notices.words(locale, row.getString(3), row.getString(4), row.getString(13)),
        Notices.text(row.getString(14), locale),
        Notices.path(row.getString(3), row.getUUID(5), row.getUUID(6)),
        row.getString(7),
        locale,
        row.getString(9) == null ? ZoneOffset.UTC : ZoneId.of(row.getString(9)),
        row.getString(10) == null ? Digest.AT_ONCE : Digest.valueOf(row.getString(10)),
        row.getLocalTime(11),
        row.getLocalTime(12));
  }

  /** By member: when one of somebody's notices is due, all of them go out together. */
  private static Map<MemberId, List<Waiting>> sending(List<Waiting> waiting, OffsetDateTime now) {
    var byMember = new LinkedHashMap<MemberId, List<Waiting>>();
    for (var one : waiting) {
      if (one.isWanted()) {
        byMember.computeIfAbsent(one.member, _ -> new ArrayList<>()).add(one);
      }
    }
    byMember.values().removeIf(all -> all.stream().allMatch(one -> one.mailAt(now).isAfter(now)));
    return byMember;
  }

  private static Duration pause(Digest digest) {
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

  private Uni<Void> send(
      SqlConnection sql, Workspace workspace, Map<MemberId, List<Waiting>> sending) {
    return Multi.createFrom()
        .iterable(sending.values())
        .onItem()
        .transformToUniAndConcatenate(
            notices -> mailOutbox.send(sql, workspace.id(), message(notices)))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private MailMessage message(List<Waiting> notices) {
    var first = notices.getFirst();
    var subject =
        notices.size() == 1
            ? first.sentence
            : Messages.sentence(first.locale, "notice.several", notices.size());
    var text =
        notices.stream()
            .map(one -> one.words() + "\n" + address.of(one.path))
            .collect(Collectors.joining("\n\n"));
    return new MailMessage(first.email, subject, text);
  }

  private static Uni<Void> mark(SqlConnection sql, Workspace workspace, List<Waiting> done) {
    return done.isEmpty()
        ? Uni.createFrom().voidItem()
        : sql.preparedQuery(
                "UPDATE \"%s\".notice SET mailed_at = now(), mail_at = NULL WHERE id = ANY ($1)"
                    .formatted(workspace.schema()))
            .execute(Tuple.tuple().addArrayOfUUID(ids(done)))
            .replaceWithVoid();
  }

  private static Uni<Void> postpone(
      SqlConnection sql, Workspace workspace, List<Waiting> later, OffsetDateTime now) {
    return later.isEmpty()
        ? Uni.createFrom().voidItem()
        : sql.preparedQuery(
                """
                UPDATE "%s".notice n SET mail_at = p.at
                FROM unnest($1::uuid[], $2::timestamptz[]) AS p (id, at) WHERE n.id = p.id\
                """
                    .formatted(workspace.schema()))
            .execute(
                Tuple.tuple()
                    .addArrayOfUUID(ids(later))
                    .addArrayOfOffsetDateTime(
                        later.stream().map(one -> one.mailAt(now)).toArray(OffsetDateTime[]::new)))
            .replaceWithVoid();
  }

  private static UUID[] ids(List<Waiting> waiting) {
    return waiting.stream().map(Waiting::id).toArray(UUID[]::new);
  }
}
