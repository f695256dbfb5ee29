package dev.formwork.ui.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * The database of a data folder for a command beside the server: that of the server while it runs,
 * otherwise started for as long as the command takes.
 */
final class RunningDatabase implements AutoCloseable {

  private final DatabaseAddress address;
  private final EmbeddedDatabase started;
  private final FileChannel lock;

  private RunningDatabase(DatabaseAddress address, EmbeddedDatabase started, FileChannel lock) {
    this.address = address;
    this.started = started;
    this.lock = lock;
  }

  /**
   * @param external null: the embedded one of the folder
   */
  static RunningDatabase of(Path data, DatabaseAddress external) {
    if (external != null) {
      return new RunningDatabase(external, null, null);
    }
    if (!Files.isDirectory(data.resolve("postgres"))) {
      throw new IllegalStateException(
          "There is no database in "
              + data
              + ". Name the folder with --data, or the server with --database.");
    }
    try {
      var channel =
          FileChannel.open(
              data.resolve("formwork.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        channel.close();
        return new RunningDatabase(ofServer(data), null, null);
      }
      var database = EmbeddedDatabase.start(data);
      return new RunningDatabase(database.address(), database, channel);
    } catch (IOException e) {
      throw new UncheckedIOException("The data folder " + data + " cannot be used", e);
    }
  }

  /** That of the server that runs on the folder. */
  static DatabaseAddress ofServer(Path data) throws IOException {
    var password = Files.readString(data.resolve("database-password")).strip();
    int port =
        PostmasterFile.read(data.resolve("postgres"))
            .map(PostmasterFile::port)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "The database of "
                            + data
                            + " does not say where it listens. Stop Formwork, and try again."));
    return new DatabaseAddress("127.0.0.1", port, "postgres", DatabaseAdmission.ROLE, password);
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://" + address.host() + ":" + address.port() + "/" + address.database(),
        address.user(),
        address.password());
  }

  @Override
  public void close() {
    try {
      if (started != null) {
        started.stop();
      }
      if (lock != null) {
        lock.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
