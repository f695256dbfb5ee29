package dev.formwork.ui;

import dev.formwork.ui.start.DataFolder;
import dev.formwork.ui.start.EmbeddedDatabase;
import dev.formwork.ui.start.Listening;
import dev.formwork.ui.start.PortProbe;
import dev.formwork.ui.start.ServerApplication;
import dev.formwork.ui.start.StartOptions;
import dev.formwork.ui.start.StartTrouble;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.nio.file.Path;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Main class: starts the embedded database unless an external one is named, then the server. */
@QuarkusMain
public final class Formwork {

  private Formwork() {}

  public static void main(String[] arguments) {
    var startOptions = StartOptions.of(arguments);
    // It says a broken folder in dozens of lines; what it throws says as much.
    Logger.getLogger("io.zonky").setLevel(Level.OFF);
    try {
      PortProbe.requireFree(startOptions.host(), startOptions.port());
      Listening.apply(startOptions);
      run(startOptions);
    } catch (RuntimeException e) {
      Runtime.getRuntime().halt(StartTrouble.tell(e, startOptions.data()));
    }
  }

  /** Whoever sets something else, by property or by variable, is obeyed. */
  private static void unlessSet(String property, Path value) {
    var variable = property.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    if (System.getProperty(property) == null && System.getenv(variable) == null) {
      System.setProperty(property, value.toString());
    }
  }

  private static void run(StartOptions startOptions) {
    var folder = DataFolder.open(startOptions.data());
    unlessSet("formwork.keys.file", startOptions.data().resolve("keys"));
    // Otherwise a folder of the machine's common /tmp is tidied up, whoever put what into it.
    unlessSet("ot.epg.working-dir", startOptions.data().resolve("postgres-software"));
    unlessSet("formwork.backup.folder", startOptions.data().resolve("backups"));
    System.setProperty("quarkus.log.file.enabled", "true");
    unlessSet("quarkus.log.file.path", startOptions.data().resolve("logs/formwork.log"));
    if (startOptions.database() == null) {
      DataFolder.requireRoom(startOptions.data());
      System.setProperty("formwork.disk.folder", startOptions.data().toString());
    }
    var embedded =
        startOptions.database() == null ? EmbeddedDatabase.start(startOptions.data()) : null;
    (embedded == null ? startOptions.database() : embedded.address()).apply();
    Quarkus.run(
        ServerApplication.class,
        (exitCode, failure) -> {
          if (embedded != null) {
            embedded.stop();
          }
          folder.close();
          if (failure != null) {
            StartTrouble.tell(failure, startOptions.data());
          }
          Runtime.getRuntime().halt(exitCode);
        });
  }
}
