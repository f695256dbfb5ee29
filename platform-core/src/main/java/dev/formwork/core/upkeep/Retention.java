package dev.formwork.core.upkeep;

/**
 * How long what nobody needs any more is kept: the one place that says so, shown in {@code
 * docs/running.md}. What is not named here stays: records, their history and that of flows, the
 * audit log, and what the undo of an import or the recycle bin still needs.
 */
enum Retention {
  FINISHED_JOBS(
      7, Place.CONTROL, Sql.deleting("job", "id", "state = 'done' AND created_at < {past}")),

  FAILED_JOBS(
      90, Place.CONTROL, Sql.deleting("job", "id", "state = 'failed' AND created_at < {past}")),

  /** The undo of an import goes by its batches and by the history of records. */
  IMPORT_FILES(
      7,
      Place.CONTROL,
      """
      UPDATE {s}.import_run SET content = '' WHERE id IN (
        SELECT id FROM {s}.import_run WHERE finished_at < {past} AND state IN ('DONE', 'FAILED', 'UNDONE') AND length(content) > 0
        LIMIT {most})\
      """),

  REFUSED_ROWS(
      90,
      Place.CONTROL,
      """
      DELETE FROM {s}.import_failure f WHERE (import_id, row_number, column_name, code) IN (
        SELECT import_id, row_number, column_name, code FROM {s}.import_failure JOIN {s}.import_run r ON r.id = import_id
        WHERE r.finished_at < {past} LIMIT {most})\
      """),

  /** With the text of those that were never sent. */
  MAILS(
      90,
      Place.CONTROL,
      """
      WITH gone AS (DELETE FROM {s}.mail WHERE id IN (
          SELECT id FROM {s}.mail WHERE made_at < {past} AND (sent_at IS NOT NULL OR error IS NOT NULL) LIMIT {most})
        RETURNING text_secret),
      texts AS (DELETE FROM {s}.secret WHERE id IN (SELECT text_secret FROM gone))
      SELECT 1 FROM gone\
      """),

  ENDED_SESSIONS(
      90, Place.CONTROL, Sql.deleting("web_session", "id", "coalesce(ended_at, seen_at) < {past}")),

  WRONG_SIGN_INS(1, Place.CONTROL, Sql.deleting("sign_in_try", "key", "last_at < {past}")),

  ONE_TIME_LINKS(90, Place.CONTROL, Sql.deleting("entry_link", "id", "expires_at < {past}")),

  RECOMPUTATIONS(90, Place.CONTROL, Sql.deleting("recomputation", "id", "finished_at < {past}")),

  /** The list of backups; their files go by how many are kept. */
  REMOVED_BACKUPS(
      365,
      Place.CONTROL,
      Sql.deleting(
          "backup_run",
          "id",
          "coalesce(removed_at, finished_at) < {past} AND (removed_at IS NOT NULL OR error IS NOT"
              + " NULL)")),

  SEEN_NOTICES(
      90, Place.WORKSPACE, Sql.deleting("notice", "id", "at < {past} AND seen_at IS NOT NULL")),

  UNSEEN_NOTICES(365, Place.WORKSPACE, Sql.deleting("notice", "id", "at < {past}"));

  /** Where it lies. */
  enum Place {
    CONTROL,
    /** In each workspace. */
    WORKSPACE
  }

  /** How many rows go at a time, so that none of them is locked for long. */
  static final int MOST = 1_000;

  private final int days;
  private final Place place;
  private final String sql;

  Retention(int days, Place place, String sql) {
    this.days = days;
    this.place = place;
    this.sql = sql;
  }

  int days() {
    return days;
  }

  Place place() {
    return place;
  }

  /**
   * Removes some; what came back were fewer than {@link #MOST} when these were the last.
   *
   * @param schema quoted
   */
  String sql(String schema) {
    return sql.replace("{s}", schema)
        .replace("{past}", "now() - interval '" + days + " days'")
        .replace("{most}", Integer.toString(MOST));
  }

  private static final class Sql {

    private static String deleting(String table, String key, String condition) {
      return "DELETE FROM {s}.%1$s WHERE %2$s IN (SELECT %2$s FROM {s}.%1$s WHERE %3$s LIMIT {most})"
          .formatted(table, key, condition);
    }
  }
}
