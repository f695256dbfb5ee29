package dev.formwork.core.database;

import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/**
 * What may be wrong with PostgreSQL itself when a statement fails, rather than with the statement.
 */
public enum DatabaseTrouble {
  /** It does not answer: it is stopped, starts just now, or a connection to it was cut. */
  AWAY,
  /** Its disk is full. */
  FULL;

  /** Shutting down, crashed, starting up, and no room for another connection. */
  private static final Set<String> AWAY_STATES = Set.of("57P01", "57P02", "57P03", "53300");

  /** Class 08 of SQL states. */
  private static final String CONNECTION_EXCEPTIONS = "08";

  private static final String DISK_FULL = "53100";

  private static final int DEEPEST = 20;

  /** Empty when the failure has another reason. */
  public static Optional<DatabaseTrouble> of(Throwable failure) {
    var cause = failure;
    for (int i = 0; cause != null && i < DEEPEST; i++) {
      var found = ofItself(cause);
      if (found.isPresent()) {
        return found;
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  /** For the log. */
  public String words() {
    return switch (this) {
      case AWAY -> "away";
      case FULL -> "out of disk space";
    };
  }

  /** What a caller is told. */
  public Refusal refusal() {
    return switch (this) {
      case AWAY -> Refusal.of(Refusal.Kind.UNAVAILABLE, CoreProblem.DATABASE_AWAY);
      case FULL -> Refusal.of(Refusal.Kind.FULL, CoreProblem.DISK_FULL);
    };
  }

  private static Optional<DatabaseTrouble> ofItself(Throwable failure) {
    return switch (failure) {
      case PgException postgres -> ofState(postgres.getSqlState());
      case SQLException jdbc -> ofState(jdbc.getSQLState());
      case ClosedConnectionException _ -> Optional.of(AWAY);
      case ConnectException _ -> Optional.of(AWAY);
      default -> Optional.empty();
    };
  }

  private static Optional<DatabaseTrouble> ofState(String state) {
    if (state == null) {
      return Optional.empty();
    }
    if (state.equals(DISK_FULL)) {
      return Optional.of(FULL);
    }
    return AWAY_STATES.contains(state) || state.startsWith(CONNECTION_EXCEPTIONS)
        ? Optional.of(AWAY)
        : Optional.empty();
  }
}
