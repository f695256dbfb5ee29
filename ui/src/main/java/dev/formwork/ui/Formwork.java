package dev.formwork.ui;

import dev.formwork.ui.start.DataFolder;
import dev.formwork.ui.start.EmbeddedDatabase;
import dev.formwork.ui.start.Options;
import dev.formwork.ui.start.Server;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Main class: starts the embedded database unless an external one is named, then the server. */
@QuarkusMain
public final class Formwork {

  private Formwork() {}

  public static void main(String[] arguments) {
    var options = Options.of(arguments);
    System.setProperty("quarkus.http.port", Integer.toString(options.port()));
    var folder = DataFolder.open(options.data());
    if (System.getenv("FORMWORK_KEYS_FILE") == null) {
      System.setProperty("formwork.keys.file", options.data().resolve("keys").toString());
    }
    System.setProperty("quarkus.log.file.enabled", "true");
    System.setProperty(
        "quarkus.log.file.path", options.data().resolve("logs/formwork.log").toString());
    var embedded = options.database() == null ? EmbeddedDatabase.start(options.data()) : null;
    (embedded == null ? options.database() : embedded.address()).apply();
    Quarkus.run(
        Server.class,
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
