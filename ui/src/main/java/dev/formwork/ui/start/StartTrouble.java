package dev.formwork.ui.start;

import dev.formwork.core.database.DatabaseTrouble;
import dev.formwork.core.secret.KeyFileException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.BindException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Instant;
import org.flywaydb.core.api.FlywayException;

/**
 * Why a start failed, in one sentence for the person at the terminal. How the program came there
 * goes into a file beside the log.
 */
public final class StartTrouble {

  private static final String FILE = "logs/start-failures.log";

  private static final int DEEPEST = 30;

  private StartTrouble() {}

  /**
   * Says it, keeps the trace, and gives the exit code.
   *
   * @param folder the data folder
   */
  public static int tell(Throwable failure, Path folder) {
    DataFolder.say("Formwork did not start. " + sentence(failure));
    try {
      var file = folder.resolve(FILE);
      Files.createDirectories(file.getParent());
      var trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace, true));
      Files.writeString(
          file,
          Instant.now() + " " + trace + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      DataFolder.say("Details: " + file);
    } catch (IOException _) {
      // The folder itself is the trouble, which the sentence says.
    }
    return 1;
  }

  /** What to do about it, too, where that is known. */
  static String sentence(Throwable failure) {
    var cause = failure;
    var innermost = failure;
    for (int i = 0; cause != null && i < DEEPEST; i++) {
      var known = known(cause);
      if (known != null) {
        return known;
      }
      innermost = cause;
      cause = cause.getCause();
    }
    return innermost.getMessage() == null
        ? innermost.getClass().getSimpleName() + "."
        : innermost.getMessage().lines().findFirst().orElse("").strip();
  }

  private static String known(Throwable failure) {
    return switch (failure) {
      case KeyFileException keys -> keys.getMessage();
      case BindException _ ->
          "Its port is in use by another program. Name another one with --port.";
      case SQLException database -> ofDatabase(database);
      case FlywayException migration when isOfNewer(migration) ->
          "The database was made by a newer Formwork. Use that version, or restore a backup made"
              + " before.";
      case UnknownHostException host -> "There is no host " + host.getMessage() + ".";
      case AccessDeniedException file ->
          "The user of this process may not use " + file.getFile() + ".";
      case FileAlreadyExistsException file ->
          file.getFile() + " is a file. Name a folder with --data.";
      case NoSuchFileException file -> "There is no file " + file.getFile() + ".";
      case NotDirectoryException file -> file.getFile() + " is a file. Name a folder with --data.";
      case IOException full when isDiskFull(full) -> "The disk is full. Make room and start again.";
      default -> ofReactiveDatabase(failure);
    };
  }

  private static boolean isOfNewer(FlywayException failure) {
    return String.valueOf(failure.getMessage()).contains("not resolved locally");
  }

  private static boolean isDiskFull(IOException failure) {
    return String.valueOf(failure.getMessage()).contains("No space left");
  }

  private static String ofDatabase(SQLException failure) {
    var state = String.valueOf(failure.getSQLState());
    return switch (state) {
      case "28P01", "28000" ->
          "PostgreSQL does not let this user in. Look at user and password of --database.";
      case "3D000" -> "There is no such database in PostgreSQL. Make it first (CREATE DATABASE).";
      case "42501" ->
          "The user of the database may not make schemas in it. Give it the right: GRANT CREATE ON"
              + " DATABASE.";
      default -> ofReactiveDatabase(failure);
    };
  }

  /** Null: none of these. */
  private static String ofReactiveDatabase(Throwable failure) {
    var trouble = DatabaseTrouble.of(failure);
    if (trouble.isEmpty()) {
      return null;
    }
    return switch (trouble.get()) {
      case AWAY ->
          "PostgreSQL does not answer. Look whether it runs, and whether --database names the right"
              + " host and port.";
      case FULL -> "The disk of PostgreSQL is full. Make room and start again.";
    };
  }
}
