package dev.formwork.ui;

import dev.formwork.ui.start.DataFolder;
import dev.formwork.ui.start.EmbeddedDatabase;
import dev.formwork.ui.start.Listening;
import dev.formwork.ui.start.ServerApplication;
import dev.formwork.ui.start.StartOptions;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Main class: starts the embedded database unless an external one is named, then the server. */
@QuarkusMain
public final class Formwork {

  private Formwork() {}

  public static void main(String[] arguments) {
    var startOptions = StartOptions.of(arguments);
    Listening.apply(startOptions);
    var folder = DataFolder.open(startOptions.data());
    if (System.getenv("FORMWORK_KEYS_FILE") == null) {
      System.setProperty("formwork.keys.file", startOptions.data().resolve("keys").toString());
    }
    // Otherwise a folder of the machine's common /tmp is tidied up, whoever put what into it.
    System.setProperty(
        "ot.epg.working-dir", startOptions.data().resolve("postgres-software").toString());
    System.setProperty("quarkus.log.file.enabled", "true");
    System.setProperty(
        "quarkus.log.file.path", startOptions.data().resolve("logs/formwork.log").toString());
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
            DataFolder.say("Formwork did not start: " + failure.getMessage());
            failure.printStackTrace(System.err);
          }
          Runtime.getRuntime().halt(exitCode);
        });
  }
}
