package dev.formwork.core.ratelimit;

import dev.formwork.core.credential.SecretHashes;
import dev.formwork.core.naming.MemberId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.UUID;

/**
 * Counts wrong tries for all nodes together. A try is counted before it is looked at, so that many
 * at once are as few as one after another, and taken back when it was right. After some, each
 * further one doubles a rest, up to an hour; one is forgotten every quarter of an hour.
 */
@ApplicationScoped
public class WrongTries {

  /**
   * Tries of a kind.
   *
   * @param key kept hashed: somebody may have typed a password in place of a name
   * @param member whom it was tried for; null: nobody is called that
   * @param free after so many there is a rest
   */
  public record Counter(String key, MemberId member, int free) {

    public Counter(String key, MemberId member, int free) {
      this.key = SecretHashes.sha256(key);
      this.member = member;
      this.free = free;
    }
  }

  private static final String TAKE =
      """
      INSERT INTO formwork.sign_in_try AS t (key, member_id, failures, last_at, newest) VALUES ($1, $2, 1, clock_timestamp(), $4)
      ON CONFLICT (key) DO UPDATE SET
        failures = CASE WHEN %1$s THEN t.failures
          ELSE greatest(0, t.failures - floor(extract(epoch FROM clock_timestamp() - t.last_at) / 900)::int) + 1 END,
        last_at = CASE WHEN %1$s THEN t.last_at ELSE clock_timestamp() END,
        newest = CASE WHEN %1$s THEN t.newest ELSE $4 END
      RETURNING CASE WHEN newest = $4 THEN 0
        ELSE greatest(1, ceil(extract(epoch FROM last_at + %2$s - clock_timestamp()) / 60))::int END\
      """
          .formatted(
              "(t.failures >= $3 AND clock_timestamp() < t.last_at + " + rest("t.") + ")",
              rest(""));

  private final Pool pool;

  WrongTries(Pool pool) {
    this.pool = pool;
  }

  private static String rest(String row) {
    return "least(60, power(2, least(6, greatest(0, %sfailures - $3)))) * interval '1 minute'"
        .formatted(row);
  }

  /**
   * One more try.
   *
   * @return zero; or for how many minutes there are to be none
   */
  public Uni<Integer> take(Counter counter) {
    return pool.preparedQuery(TAKE)
        .execute(
            Tuple.from(
                Arrays.asList(
                    counter.key,
                    MemberId.valueOrNull(counter.member),
                    counter.free,
                    UUID.randomUUID())))
        .map(rows -> rows.iterator().next().getInteger(0));
  }

  /** It was no wrong one. */
  public Uni<Void> takeBack(Counter counter) {
    return pool.preparedQuery(
            "UPDATE formwork.sign_in_try SET failures = greatest(0, failures - 1) WHERE key = $1")
        .execute(Tuple.of(counter.key))
        .replaceWithVoid();
  }

  /** Whoever tried is who they say. */
  public Uni<Void> forget(Counter counter) {
    return pool.preparedQuery("DELETE FROM formwork.sign_in_try WHERE key = $1")
        .execute(Tuple.of(counter.key))
        .replaceWithVoid();
  }

  /** Whatever was tried for a member, from wherever. */
  public static Uni<Void> forgetAll(SqlClient sql, MemberId member) {
    return sql.preparedQuery("DELETE FROM formwork.sign_in_try WHERE member_id = $1")
        .execute(Tuple.of(member.value()))
        .replaceWithVoid();
  }
}
