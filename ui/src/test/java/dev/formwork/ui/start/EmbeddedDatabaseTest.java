package dev.formwork.ui.start;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.formwork.ui.ShortLivedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("server")
final class EmbeddedDatabaseTest {

  @TempDir Path folder;

  @Test
  void a_new_database_admits_its_server_alone() throws IOException, SQLException {
    var database = EmbeddedDatabase.start(folder);
    try {
      assertClosed(database.address());
    } finally {
      database.stop();
    }
  }

  @Test
  void the_database_of_a_version_that_let_everybody_in_is_closed_and_handed_over()
      throws IOException, SQLException {
    openToAll();
    var database = EmbeddedDatabase.start(folder);
    try {
      assertClosed(database.address());
      try (var connection = connect(database.address());
          var sql = connection.createStatement()) {
        sql.execute("ALTER TABLE ws_main.lead ADD COLUMN note text");
        sql.execute("INSERT INTO ws_main.lead (name) VALUES ('Lin')");
        sql.execute("ALTER SEQUENCE ws_main.numbers RESTART 5");
        sql.execute("DROP FUNCTION ws_main.twice(integer)");
        sql.execute("ALTER TYPE ws_main.mood ADD VALUE 'calm'");
        sql.execute("ALTER COLLATION ws_main.letters RENAME TO names");
        sql.execute("CREATE SCHEMA ws_second");
        sql.execute("DROP SCHEMA ws_main CASCADE");
        sql.execute("DROP TABLE public.kept");
      }
    } finally {
      database.stop();
    }
  }

  @Test
  void it_starts_again_with_the_password_it_made() throws IOException, SQLException {
    EmbeddedDatabase.start(folder).stop();
    var made = Files.readString(folder.resolve("database-password"));
    var database = EmbeddedDatabase.start(folder);
    try {
      connect(database.address()).close();
    } finally {
      database.stop();
    }
    assertEquals(made, Files.readString(folder.resolve("database-password")));
  }

  private void openToAll() throws IOException, SQLException {
    try (var postgres =
            ShortLivedPostgres.builder()
                .setDataDirectory(folder.resolve("postgres"))
                .setCleanDataDirectory(false)
                .start();
        var connection = postgres.getPostgresDatabase().getConnection();
        var sql = connection.createStatement()) {
      sql.execute("CREATE SCHEMA ws_main");
      sql.execute(
          "CREATE TABLE ws_main.lead (id integer GENERATED ALWAYS AS IDENTITY, number serial, name"
              + " text)");
      sql.execute("CREATE SEQUENCE ws_main.numbers");
      sql.execute("CREATE VIEW ws_main.names AS SELECT name FROM ws_main.lead");
      sql.execute(
          "CREATE FUNCTION ws_main.twice(one integer) RETURNS integer LANGUAGE sql AS 'SELECT one *"
              + " 2'");
      sql.execute("CREATE TYPE ws_main.mood AS ENUM ('glad')");
      sql.execute("CREATE COLLATION ws_main.letters FROM \"C\"");
      sql.execute("CREATE TABLE public.kept (id integer)");
    }
  }

  private void assertClosed(DatabaseAddress address) throws SQLException, IOException {
    assertAll(
        () -> assertThrows(SQLException.class, () -> connect(address, "postgres", "")),
        () -> assertThrows(SQLException.class, () -> connect(address, "postgres", "postgres")),
        () ->
            assertThrows(
                SQLException.class, () -> connect(address, "postgres", address.password())),
        () -> assertThrows(SQLException.class, () -> connect(address, address.user(), "")),
        () -> assertNotEquals("postgres", address.password()),
        () -> assertFalse(Files.exists(Path.of("/tmp/.s.PGSQL." + address.port()))),
        () -> assertRights("rwx------", folder.resolve("postgres")),
        () -> assertRights("rwx------", folder.resolve("postgres-software")),
        () -> assertRights("rw-------", folder.resolve("database-password")));
    try (var connection = connect(address)) {
      assertEquals("off", text(connection, "SHOW is_superuser"));
      assertEquals("scram-sha-256", text(connection, "SHOW password_encryption"));
      assertThrows(SQLException.class, () -> text(connection, "COPY (SELECT 1) TO PROGRAM 'id'"));
      assertThrows(
          SQLException.class, () -> text(connection, "SELECT pg_read_file('/etc/hostname')"));
    }
    try (var versions = Files.list(folder.resolve("postgres-software"))) {
      for (var version : versions.toList()) {
        assertRights("rwx------", version);
      }
    }
  }

  private static void assertRights(String rights, Path path) throws IOException {
    assertEquals(
        PosixFilePermissions.fromString(rights),
        Files.getPosixFilePermissions(path),
        () -> "" + path);
  }

  private static Connection connect(DatabaseAddress address) throws SQLException {
    return connect(address, address.user(), address.password());
  }

  private static Connection connect(DatabaseAddress address, String user, String password)
      throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + address.port() + "/" + address.database(), user, password);
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
