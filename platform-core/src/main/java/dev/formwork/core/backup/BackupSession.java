package dev.formwork.core.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * A connection set so that values are written and read alike on every server, names carry their
 * schemas, and no limit of time ends a long copy.
 */
final class BackupSession implements AutoCloseable {

  private static final List<String> SETTINGS =
      List.of(
          "SELECT set_config('search_path', '', false)",
          "SET client_encoding = 'UTF8'",
          "SET DateStyle = 'ISO, YMD'",
          "SET IntervalStyle = 'postgres'",
          "SET TimeZone = 'UTC'",
          "SET extra_float_digits = 3",
          "SET bytea_output = 'hex'",
          "SET check_function_bodies = off",
          "SET statement_timeout = 0",
          "SET lock_timeout = '60s'",
          "SET idle_in_transaction_session_timeout = 0");

  private final Connection connection;

  private BackupSession(Connection connection) {
    this.connection = connection;
  }

  static BackupSession open(ConnectionSource database) throws SQLException {
    var session = new BackupSession(database.open());
    try {
      session.connection.setAutoCommit(true);
      for (var setting : SETTINGS) {
        session.run(setting);
      }
      return session;
    } catch (SQLException e) {
      session.close();
      throw e;
    }
  }

  Connection connection() {
    return connection;
  }

  void run(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of all rows, as texts. */
  List<String> texts(String sql) throws SQLException {
    var texts = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }

  String text(String sql) throws SQLException {
    return texts(sql).getFirst();
  }

  /**
   * @param what a table with its columns
   * @return how many rows there were
   */
  long copyOut(String what, OutputStream out) throws SQLException, IOException {
    return connection
        .unwrap(PGConnection.class)
        .getCopyAPI()
        .copyOut("COPY " + what + " TO STDOUT", out);
  }

  /** The way back. */
  long copyIn(String what, InputStream in) throws SQLException, IOException {
    return connection
        .unwrap(PGConnection.class)
        .getCopyAPI()
        .copyIn("COPY " + what + " FROM STDIN", in);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
