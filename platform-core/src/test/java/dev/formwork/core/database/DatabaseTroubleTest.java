package dev.formwork.core.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether PostgreSQL is to blame, or the statement. */
final class DatabaseTroubleTest {

  private static PgException postgres(String state) {
    return new PgException("words", "ERROR", state, "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"57P01", "57P02", "57P03", "08006", "08001", "53300"})
  void a_database_that_stops_starts_or_hangs_up_is_away(String state) {
    assertThat(DatabaseTrouble.of(postgres(state))).contains(DatabaseTrouble.AWAY);
    assertThat(DatabaseTrouble.of(new SQLException("words", state))).contains(DatabaseTrouble.AWAY);
  }

  @Test
  void a_connection_that_is_refused_or_closed_tells_the_same_however_deep() {
    assertThat(
            DatabaseTrouble.of(
                new CompletionException(new IllegalStateException(new ConnectException("no")))))
        .contains(DatabaseTrouble.AWAY);
    assertThat(DatabaseTrouble.of(ClosedConnectionException.INSTANCE))
        .contains(DatabaseTrouble.AWAY);
  }

  @Test
  void a_full_disk_is_told_apart() {
    assertThat(DatabaseTrouble.of(postgres("53100"))).contains(DatabaseTrouble.FULL);
    assertThat(DatabaseTrouble.FULL.refusal().kind().status()).isEqualTo(507);
    assertThat(DatabaseTrouble.AWAY.refusal().kind().status()).isEqualTo(503);
  }

  @ParameterizedTest
  @ValueSource(strings = {"23505", "40P01", "42P01"})
  void a_statement_that_fails_is_no_trouble_of_the_database(String state) {
    assertThat(DatabaseTrouble.of(postgres(state))).isEmpty();
    assertThat(DatabaseTrouble.of(new IllegalStateException("words"))).isEmpty();
  }
}
