package dev.formwork.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.ui.start.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Backups as whoever runs a server makes and needs them: by the command, beside a running server,
 * into another folder, and those of earlier versions into this one. {@code
 * -Dformwork.keep-backup=FILE} keeps the one made here, for the folder of those that every later
 * version must open.
 */
final class RestoreDrillTest {

  private static final Path OF_VERSIONS = Path.of("src/test/backups");

  @TempDir Path folder;

  @Test
  void what_a_running_server_wrote_into_a_backup_is_served_from_another_folder() throws Exception {
    var file = folder.resolve("drill.backup");
    var original = folder.resolve("original");
    try (var server = RunningFormwork.start(original)) {
      var address = EmbeddedDatabase.running(original).orElseThrow();
      try (var database =
          DriverManager.getConnection(
              "jdbc:postgresql://%s:%d/%s"
                  .formatted(address.host(), address.port(), address.database()),
              address.user(),
              address.password())) {
        DrillWorld.token(database);
      }
      var world = new DrillWorld(server.address());
      world.make();
      assertThat(command("backup", file, original)).contains("Backup written");
      world.isWhole();
      assertThat(command("restore", file, original)).contains("A Formwork is running");
    }
    keep(file);
    opens(file);
  }

  @Test
  void backups_of_all_versions_are_opened() throws Exception {
    List<Path> files;
    try (var all = Files.list(OF_VERSIONS)) {
      files = all.filter(file -> file.toString().endsWith(".backup")).toList();
    }
    assertThat(files).isNotEmpty();
    for (var file : files) {
      opens(file);
    }
  }

  private void opens(Path file) throws Exception {
    var restored = folder.resolve("restored-" + file.getFileName());
    assertThat(command("check-backup", file, restored)).contains("is whole");
    assertThat(command("restore", file, restored)).contains("Restored from");
    try (var server = RunningFormwork.start(restored)) {
      assertThat(server.oneTimePassword()).as("shown until somebody signed in").isNotNull();
      var world = new DrillWorld(server.address());
      world.isWhole();
      world.goesOn();
    }
  }

  private static void keep(Path file) throws IOException {
    var wanted = System.getProperty("formwork.keep-backup", "");
    if (!wanted.isEmpty()) {
      Files.copy(file, Path.of(wanted), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** What the command says; as {@code ./formwork} calls it. */
  private String command(String word, Path file, Path data) throws Exception {
    var application = Path.of(System.getProperty("formwork.application")).getParent();
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-cp",
                String.join(
                    ":",
                    application.resolve("app") + "/*",
                    application.resolve("lib/main") + "/*",
                    application.resolve("lib/boot") + "/*"),
                "dev.formwork.ui.start.BackupCommand",
                word,
                file.toString(),
                "--data",
                data.toString()));
    var output = folder.resolve("command.log");
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("%s ends", word).isTrue();
    return Files.readString(output);
  }
}
