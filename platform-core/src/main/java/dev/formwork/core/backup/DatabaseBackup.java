package dev.formwork.core.backup;

import dev.formwork.core.backup.BackupContents.IdentityValue;
import dev.formwork.core.backup.BackupContents.Part;
import dev.formwork.core.backup.DatabaseStructure.Table;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the whole database as it is at one moment, and the keys of its secrets, into a file.
 * People go on working meanwhile: nothing is locked but, against changes of its columns, the table
 * that is just being copied.
 */
public final class DatabaseBackup {

  /** A form that is published while its table waits to be copied may make a backup begin anew. */
  private static final int TRIES = 3;

  /** What the name of a file ends with while it is written. */
  static final String UNFINISHED = ".part";

  private static final String BEGIN =
      "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";

  private final ConnectionSource database;
  private final Path keys;

  /**
   * @param keys the key file
   */
  public DatabaseBackup(ConnectionSource database, Path keys) {
    this.database = database;
    this.keys = keys;
  }

  /**
   * The file comes into being whole or not at all, readable by its owner alone.
   *
   * @throws BackupException when there is such a file, or it cannot be written
   */
  public BackupSummary write(Path file) {
    if (Files.exists(file)) {
      throw new BackupException(file + " is there already. Name another file.");
    }
    if (!Files.isReadable(keys)) {
      throw new BackupException(
          "The key file " + keys + " cannot be read; without it a backup would lose all secrets.");
    }
    var unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
    try {
      var summary = written(unfinished);
      try (var channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      return summary;
    } catch (IOException e) {
      throw new BackupException("The backup " + file + " cannot be written: " + e.getMessage(), e);
    } catch (SQLException e) {
      throw new BackupException("The database cannot be read: " + e.getMessage(), e);
    } finally {
      removed(unfinished);
    }
  }

  private static void removed(Path unfinished) {
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      throw new BackupException("The unfinished backup " + unfinished + " cannot be removed.", e);
    }
  }

  private BackupSummary written(Path file) throws IOException, SQLException {
    for (int attempt = 1; ; attempt++) {
      Files.deleteIfExists(file);
      try {
        return attempt(file);
      } catch (SQLException e) {
        if (attempt == TRIES || !isOfChangedStructure(e)) {
          throw e;
        }
      } catch (StructureChangedException e) {
        if (attempt == TRIES) {
          throw new BackupException(
              "Table " + e.getMessage() + " was rebuilt again and again meanwhile. Try later.", e);
        }
      }
    }
  }

  private BackupSummary attempt(Path file) throws IOException, SQLException {
    try (var holder = BackupSession.open(database);
        var out = BackupFileWriter.create(file)) {
      holder.run(BEGIN);
      var snapshot = holder.text("SELECT pg_export_snapshot()");
      var schemas = schemas(holder);
      var reader = new StructureReader(holder.connection(), schemas);
      var structure = reader.read();
      var manifest =
          new BackupManifest(
              BackupManifest.FORMAT,
              Instant.parse(
                  holder.text(
                      "SELECT to_char(now() AT TIME ZONE 'UTC',"
                          + " 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')")),
              Integer.parseInt(holder.text("SHOW server_version_num")),
              schemas,
              reader.omitted());
      out.begin(manifest, structure);
      var parts = new ArrayList<Part>();
      parts.add(out.file(BackupFileWriter.KEYS, keys));
      try (var copier = BackupSession.open(database)) {
        for (var table : structure.tables()) {
          parts.add(copied(copier, snapshot, table, out));
        }
        var contents = new BackupContents(parts, identities(copier, structure));
        out.end(contents);
        return BackupSummary.of(manifest, structure, contents);
      }
    }
  }

  private static List<String> schemas(BackupSession session) throws SQLException {
    if (session.texts("SELECT 1 FROM pg_namespace WHERE nspname = 'formwork'").isEmpty()) {
      throw new BackupException("There is no Formwork in this database.");
    }
    var schemas = new ArrayList<>(List.of("formwork"));
    schemas.addAll(session.texts("SELECT schema_name FROM formwork.workspace ORDER BY 1"));
    return schemas;
  }

  /** The lock on the table, which keeps its columns as they are, ends with its copy. */
  private static Part copied(
      BackupSession session, String snapshot, Table table, BackupFileWriter out)
      throws SQLException, IOException {
    session.run(BEGIN);
    session.run("SET TRANSACTION SNAPSHOT '" + snapshot + "'");
    var part = out.table(table, stream -> session.copyOut(table.copied(), stream));
    var file =
        session.text(
            "SELECT pg_relation_filenode('%s'::regclass)"
                .formatted(table.sql().replace("'", "''")));
    if (Long.parseLong(file) != table.file()) {
      throw new StructureChangedException(table.sql());
    }
    session.run("COMMIT");
    return part;
  }

  /** Read after the rows, so that none of these has a number that is given out again. */
  private static List<IdentityValue> identities(BackupSession session, DatabaseStructure structure)
      throws SQLException {
    var identities = new ArrayList<IdentityValue>();
    for (var table : structure.tables()) {
      if (table.identity() != null) {
        var last =
            session.texts(
                "SELECT pg_sequence_last_value(pg_get_serial_sequence('%s', '%s')::regclass)"
                    .formatted(
                        table.sql().replace("'", "''"), table.identity().replace("'", "''")));
        if (last.getFirst() != null) {
          identities.add(
              new IdentityValue(
                  table.schema(), table.name(), table.identity(), Long.parseLong(last.getFirst())));
        }
      }
    }
    return identities;
  }

  /** Something that the structure names is gone, or has another shape. */
  private static boolean isOfChangedStructure(SQLException failure) {
    var state = String.valueOf(failure.getSQLState());
    return state.startsWith("42") || state.equals("XX000");
  }

  /**
   * PostgreSQL shows a table that was rewritten or emptied meanwhile as an empty one to whoever
   * looks at an older moment.
   */
  private static final class StructureChangedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StructureChangedException(String table) {
      super(table);
    }
  }
}
