package dev.formwork.core.backup;

import dev.formwork.core.backup.DatabaseStructure.Table;
import java.sql.SQLException;
import java.util.List;

/**
 * What lets somebody in of a restored database. A backup does not know what was revoked after it
 * was made: what is short-lived ends always, the rest if it is asked for.
 *
 * @param tokens of programs that work again
 * @param links that are public again
 */
public record RestoredAccess(long tokens, long links) {

  /** A table, what of it still lets somebody in, and what ends that. */
  private record Way(String table, String living, String ended) {

    boolean isIn(DatabaseStructure structure) {
      return structure.tables().stream().map(Table::name).anyMatch(table::equals);
    }

    void end(BackupSession session) throws SQLException {
      session.run("UPDATE formwork.%s SET %s WHERE %s".formatted(table, ended, living));
    }

    long count(BackupSession session) throws SQLException {
      return Long.parseLong(
          session.text("SELECT count(*) FROM formwork.%s WHERE %s".formatted(table, living)));
    }
  }

  private static final Way SESSIONS =
      new Way("web_session", "ended_at IS NULL", "ended_at = now()");

  private static final Way ONE_TIME_LINKS =
      new Way("entry_link", "used_at IS NULL AND revoked_at IS NULL", "revoked_at = now()");

  private static final Way TOKENS =
      new Way(
          "api_token",
          "revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())",
          "revoked_at = now()");

  private static final Way LINKS =
      new Way("public_link", "revoked_at IS NULL", "revoked_at = now()");

  /**
   * @param all whether tokens and public links end as well
   */
  static RestoredAccess settle(BackupSession session, DatabaseStructure structure, boolean all)
      throws SQLException {
    for (var way :
        all
            ? List.of(SESSIONS, ONE_TIME_LINKS, TOKENS, LINKS)
            : List.of(SESSIONS, ONE_TIME_LINKS)) {
      if (way.isIn(structure)) {
        way.end(session);
      }
    }
    return new RestoredAccess(
        TOKENS.isIn(structure) ? TOKENS.count(session) : 0,
        LINKS.isIn(structure) ? LINKS.count(session) : 0);
  }
}
