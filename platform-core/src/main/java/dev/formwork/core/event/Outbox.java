package dev.formwork.core.event;

import dev.formwork.core.workspace.schedule.WorkKind;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The outbox of each workspace: written by the command that changed a record, in its transaction,
 * and emptied by whichever node comes first. Emptying and announcing are one transaction, so every
 * change is announced, and those committed together once.
 */
@ApplicationScoped
public class Outbox {

  /** The PostgreSQL channel on which nodes hear of changed records. */
  public static final String CHANNEL = "formwork_records";

  /**
   * The channel on which nodes hear which changes those were; the payload is the schema, the form
   * and ids of the change log.
   */
  public static final String CHANGES = "formwork_changes";

  /** As many as a payload of 8,000 bytes holds. */
  private static final int IDS = 350;

  private static final int BATCH = 5_000;

  /** Announcing what lies in an outbox. */
  static final WorkKind ANNOUNCING = new WorkKind("announcing-changes");

  private final Pool pool;

  Outbox(Pool pool) {
    this.pool = pool;
  }

  /**
   * Takes a batch of changes and announces the forms they belong to.
   *
   * @return whether there may be more
   */
  public Uni<Boolean> announce(String schema) {
    return pool.preparedQuery(
            """
            WITH taken AS (
              DELETE FROM "%1$s".outbox WHERE change_id IN (
                SELECT change_id FROM "%1$s".outbox ORDER BY change_id LIMIT %2$d FOR UPDATE SKIP LOCKED)
              RETURNING form, change_id),
            forms AS (SELECT DISTINCT form FROM taken),
            announced AS (SELECT pg_notify('%3$s', '%1$s ' || form) FROM forms),
            numbered AS (SELECT form, change_id, (row_number() OVER (PARTITION BY form ORDER BY change_id) - 1) / %5$d AS part FROM taken),
            told AS (
              SELECT pg_notify('%4$s', '%1$s ' || form || ' ' || string_agg(change_id::text, ',' ORDER BY change_id))
              FROM numbered GROUP BY form, part)
            SELECT (SELECT count(*) FROM taken), (SELECT count(*) FROM announced), (SELECT count(*) FROM told)"""
                .formatted(schema, BATCH, CHANNEL, CHANGES, IDS))
        .execute()
        .map(rows -> rows.iterator().next().getLong(0) >= BATCH);
  }
}
