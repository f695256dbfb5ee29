package dev.formwork.ui.start;

import dev.formwork.core.backup.BackupException;
import dev.formwork.core.backup.BackupFile;
import dev.formwork.core.backup.BackupSummary;
import dev.formwork.core.backup.ConnectionSource;
import dev.formwork.core.backup.DatabaseBackup;
import dev.formwork.core.backup.DatabaseRestore;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code ./formwork backup FILE}, {@code restore FILE} and {@code check-backup FILE}. A backup is
 * made beside a running server or without one; restoring needs a database that nobody serves.
 */
public final class BackupCommand {

  private static final String REVOKE_ACCESS = "--revoke-access";

  private BackupCommand() {}

  public static void main(String[] arguments) {
    System.exit(exitCode(arguments));
  }

  static int exitCode(String... arguments) {
    try {
      run(List.of(arguments));
      return 0;
    } catch (BackupException e) {
      DataFolder.say(e.getMessage());
    } catch (IOException | RuntimeException e) {
      DataFolder.say("This cannot be done. " + StartTrouble.sentence(e));
    }
    return 1;
  }

  private static void run(List<String> words) throws IOException {
    if (words.size() < 2 || words.get(1).startsWith("--")) {
      throw StartOptions.stop("Name a file: ./formwork " + words.getFirst() + " FILE");
    }
    var file = Path.of(words.get(1)).toAbsolutePath();
    var isRestore = words.getFirst().equals("restore");
    var options =
        StartOptions.of(
            words.stream()
                .skip(2)
                .filter(word -> !isRestore || !word.equals(REVOKE_ACCESS))
                .toArray(String[]::new));
    switch (words.getFirst()) {
      case "backup" -> backup(file, options);
      case "restore" -> restore(file, options, words.contains(REVOKE_ACCESS));
      default -> check(file);
    }
  }

  private static void backup(Path file, StartOptions options) throws IOException {
    var summary =
        withDatabase(options, database -> new DatabaseBackup(database, keys(options)).write(file));
    tell("Backup written to " + file + ": ", summary);
    summary.omitted().forEach(one -> DataFolder.say("Not in it, as it is not Formwork's: " + one));
    DataFolder.say(
        "It holds all data and the keys of all secrets. Keep it where only you can read it.");
  }

  private static void restore(Path file, StartOptions options, boolean revokesAccess)
      throws IOException {
    try (var backup = BackupFile.checked(file)) {
      if (EmbeddedDatabase.running(options.data()).isPresent()) {
        throw StartOptions.stop(
            "A Formwork is running on %s. Stop it, or restore into another folder with --data."
                .formatted(options.data()));
      }
      var restored =
          withDatabase(
              options,
              database ->
                  new DatabaseRestore(database, keys(options), revokesAccess).restore(backup));
      tell("Restored from " + file + ": ", restored.backup());
      tell(restored);
      DataFolder.say("Start it as usual: ./formwork start");
    }
  }

  private static void check(Path file) {
    try (var backup = BackupFile.checked(file)) {
      tell(file + " is whole: ", backup.summary());
    }
  }

  private static void tell(String what, BackupSummary summary) {
    DataFolder.say(
        what
            + "%d tables, %d rows, as of %s."
                .formatted(summary.tables(), summary.rows(), summary.madeAt()));
  }

  private static void tell(DatabaseRestore.Restored restored) {
    var access = restored.access();
    if (access.tokens() + access.links() > 0) {
      DataFolder.say(
          "%d API tokens and %d public links work as of then, also those that were revoked since. Revoke these again, or restore with %s."
              .formatted(access.tokens(), access.links(), REVOKE_ACCESS));
    }
  }

  private static Path keys(StartOptions options) {
    return Optional.ofNullable(System.getenv("FORMWORK_KEYS_FILE"))
        .map(Path::of)
        .orElse(options.data().resolve("keys"));
  }

  /** The named database, that of the running Formwork, or the folder's own, started for this. */
  private static <T> T withDatabase(StartOptions options, Function<ConnectionSource, T> work)
      throws IOException {
    if (options.database() != null) {
      return work.apply(connections(options.database()));
    }
    var running = EmbeddedDatabase.running(options.data());
    if (running.isPresent()) {
      return work.apply(connections(running.get()));
    }
    try (var _ = DataFolder.open(options.data())) {
      var embedded = EmbeddedDatabase.start(options.data());
      try {
        return work.apply(connections(embedded.address()));
      } finally {
        embedded.stop();
      }
    }
  }

  static ConnectionSource connections(DatabaseAddress address) {
    return () ->
        DriverManager.getConnection(
            "jdbc:postgresql://%s:%d/%s"
                .formatted(address.host(), address.port(), address.database()),
            address.user(),
            address.password());
  }
}
