package dev.formwork.core.backup;

import static dev.formwork.core.backup.DatabaseStructure.quoted;

import dev.formwork.core.backup.DatabaseStructure.Collation;
import dev.formwork.core.backup.DatabaseStructure.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Brings a backup into a database that holds no Formwork yet, and its keys into a file. What the
 * migrations did comes last of all: a server refuses to start on a database whose restoring did not
 * end.
 */
public final class DatabaseRestore {

  private static final String LAST = "flyway_schema_history";

  private final ConnectionSource database;
  private final Path keys;
  private final boolean revokesAccess;

  /**
   * @param keys where the key file goes
   */
  public DatabaseRestore(ConnectionSource database, Path keys) {
    this(database, keys, false);
  }

  /**
   * @param keys where the key file goes
   * @param revokesAccess whether tokens and public links are revoked, as some may have been since
   */
  public DatabaseRestore(ConnectionSource database, Path keys, boolean revokesAccess) {
    this.database = database;
    this.keys = keys;
    this.revokesAccess = revokesAccess;
  }

  /** What was restored, and who gets in by it without signing in. */
  public record Restored(BackupSummary backup, RestoredAccess access) {}

  /**
   * What fails leaves nothing behind in the database.
   *
   * @throws BackupException when the database or the key file belongs to another installation, or
   *     something in it fails
   */
  public BackupSummary read(BackupFile file) {
    return restore(file).backup();
  }

  /** The same. */
  public Restored restore(BackupFile file) {
    try (var session = BackupSession.open(database)) {
      refuseOthers(session, file);
      var stored = keysOf(file);
      RestoredAccess access;
      try {
        access = restore(session, file);
        keep(stored);
      } catch (IOException | SQLException | RuntimeException e) {
        throw failed(file, e);
      }
      session.run(
          "ANALYZE "
              + file.structure().tables().stream()
                  .map(Table::sql)
                  .collect(Collectors.joining(", ")));
      return new Restored(file.summary(), access);
    } catch (IOException e) {
      throw new BackupException("The backup cannot be read: " + e.getMessage(), e);
    } catch (SQLException e) {
      throw new BackupException("The database cannot be used: " + e.getMessage(), e);
    }
  }

  private BackupException failed(BackupFile file, Exception failure) {
    return new BackupException(
        "The backup could not be restored: "
            + failure.getMessage()
            + (isRemoved(file)
                ? " The database is empty again."
                : " What is in the database now is not whole; remove it before the next try."),
        failure);
  }

  /** Table by table, as one transaction cannot lock any number of them. */
  private boolean isRemoved(BackupFile file) {
    try (var session = BackupSession.open(database)) {
      for (var table : file.structure().tables()) {
        session.run("DROP TABLE IF EXISTS " + table.sql() + " CASCADE");
      }
      for (var schema : file.manifest().schemas().reversed()) {
        session.run("DROP SCHEMA IF EXISTS " + quoted(schema) + " CASCADE");
      }
      return true;
    } catch (SQLException _) {
      return false;
    }
  }

  private static void refuseOthers(BackupSession session, BackupFile file) throws SQLException {
    var taken =
        session.texts(
            "SELECT nspname FROM pg_namespace WHERE nspname IN ("
                + file.manifest().schemas().stream()
                    .map(schema -> "'" + schema + "'")
                    .collect(Collectors.joining(", "))
                + ")");
    if (!taken.isEmpty()) {
      throw new BackupException(
          "There is a Formwork in this database already (schema "
              + taken.getFirst()
              + "). Restore into an empty one.");
    }
  }

  private byte[] keysOf(BackupFile file) throws IOException {
    try (var in = file.open(BackupFileWriter.KEYS)) {
      var stored = in.readAllBytes();
      if (Files.exists(keys) && !keysIn(Files.readAllBytes(keys)).equals(keysIn(stored))) {
        throw new BackupException(
            "The key file " + keys + " is another one than the backup's. Move it away first.");
      }
      return stored;
    }
  }

  /** Without comments, which a server adds to. */
  private static List<String> keysIn(byte[] file) {
    return new String(file, StandardCharsets.UTF_8)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .toList();
  }

  private void keep(byte[] stored) throws IOException {
    if (!Files.exists(keys)) {
      Files.createDirectories(keys.toAbsolutePath().getParent());
      Files.createFile(keys, BackupFileWriter.ownerOnly());
      Files.write(keys, stored);
    }
  }

  private RestoredAccess restore(BackupSession session, BackupFile file)
      throws SQLException, IOException {
    var structure = file.structure();
    for (var schema : file.manifest().schemas()) {
      session.run("CREATE SCHEMA " + quoted(schema));
    }
    for (var collation : structure.collations()) {
      create(session, collation);
    }
    run(session, structure.functions());
    for (var table : structure.tables()) {
      run(session, table.create());
    }
    for (var table : structure.tables()) {
      if (!table.name().equals(LAST)) {
        fill(session, file, table);
      }
    }
    run(session, structure.keys());
    run(session, structure.indexes());
    run(session, structure.references());
    for (var value : file.contents().sequences()) {
      session.run(
          "SELECT setval(pg_get_serial_sequence('%s.%s', '%s'), %d)"
              .formatted(
                  quoted(value.schema()), quoted(value.table()), value.column(), value.last()));
    }
    endBackups(session, structure);
    var access = RestoredAccess.settle(session, structure, revokesAccess);
    for (var table : structure.tables().reversed()) {
      if (table.name().equals(LAST)) {
        fill(session, file, table);
      }
    }
    return access;
  }

  /** One that was under way is in this very file, or came to nothing. */
  private static void endBackups(BackupSession session, DatabaseStructure structure)
      throws SQLException {
    if (structure.tables().stream().anyMatch(table -> table.name().equals("backup_run"))) {
      session.run(
          "UPDATE formwork.backup_run SET finished_at = now(), error = 'A backup was restored meanwhile' WHERE finished_at IS NULL");
    }
  }

  private static void run(BackupSession session, List<String> statements) throws SQLException {
    for (var statement : statements) {
      session.run(statement);
    }
  }

  private static void fill(BackupSession session, BackupFile file, Table table)
      throws SQLException, IOException {
    long rows;
    try (var in = file.open(table.entry())) {
      rows = session.copyIn(table.copied(), in);
    }
    var expected =
        file.contents().parts().stream()
            .filter(part -> part.entry().equals(table.entry()))
            .findFirst()
            .orElseThrow();
    if (rows != expected.rows()) {
      throw new BackupException(
          "Table %s came to %d rows instead of %d.".formatted(table.sql(), rows, expected.rows()));
    }
  }

  /** The rules of Formwork's collations, which its migrations choose by what a server has. */
  private static final Map<String, List<String>> CHOICES =
      Map.of(
          "letters",
          List.of("(provider = builtin, locale = 'C.UTF-8')", "(provider = icu, locale = 'und')"),
          "names",
          List.of("(provider = icu, locale = 'zh-u-kn-true-kr-latn-hani')"),
          "folding",
          List.of("(provider = icu, locale = 'und')", "FROM formwork.letters"));

  private static void create(BackupSession session, Collation collation) throws SQLException {
    var own =
        "(provider = %s, locale = '%s')"
            .formatted(collation.provider(), collation.locale().replace("'", "''"));
    for (var choice : CHOICES.getOrDefault(collation.name(), List.of(own))) {
      if (isTaken(session, "CREATE COLLATION " + collation.sql() + " " + choice)) {
        return;
      }
    }
    session.run("CREATE COLLATION " + collation.sql() + " FROM pg_catalog.\"C\"");
  }

  /** A server may lack a provider. */
  private static boolean isTaken(BackupSession session, String statement) {
    try {
      session.run(statement);
      return true;
    } catch (SQLException _) {
      return false;
    }
  }
}
