package dev.formwork.workflow.store;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.workspace.schedule.WorkKind;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

/** Puts in what people are told outside of transitions. */
public final class NoticeStore {

  /** Sending notices by e-mail. */
  public static final WorkKind MAILING = new WorkKind("notice-mail");

  private NoticeStore() {}

  /** Of something that is about no flow. */
  public static Uni<Void> tell(
      SqlClient sql, String schema, MemberId member, String kind, String text) {
    return sql.preparedQuery(
            """
            INSERT INTO "%s".notice (id, member_id, at, kind, app, flow, title, text)
            VALUES ($1, $2, now(), $3, '', '', '', $4)\
            """
                .formatted(schema))
        .execute(
            Tuple.of(UuidCreator.getTimeOrderedEpoch(), MemberId.valueOrNull(member), kind, text))
        .replaceWithVoid();
  }

  /**
   * @param step nullable
   * @param text nullable
   * @param by nullable
   */
  public static Uni<Void> tell(
      SqlClient sql,
      String schema,
      MemberId member,
      String kind,
      InstanceStore.StoredInstance about,
      String step,
      String text,
      MemberId by) {
    var instance = about.instance();
    return sql.preparedQuery(
            """
            INSERT INTO "%s".notice (id, member_id, at, kind, app, flow, step, instance_id, title, text, by_id)
            VALUES ($1, $2, now(), $3, $4, $5, $6, $7, $8, $9, $10)\
            """
                .formatted(schema))
        .execute(
            Tuple.tuple()
                .addUUID(UuidCreator.getTimeOrderedEpoch())
                .addUUID(MemberId.valueOrNull(member))
                .addString(kind)
                .addString(instance.app().value())
                .addString(instance.flow())
                .addString(step)
                .addUUID(instance.id())
                .addString(about.title())
                .addString(text)
                .addUUID(MemberId.valueOrNull(by)))
        .replaceWithVoid();
  }
}
