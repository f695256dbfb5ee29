package dev.formwork.ui.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on the machine say in a sentence why they did nothing. */
final class CommandTroubleTest {

  @TempDir Path folder;

  @Test
  void a_backup_of_what_is_no_data_folder_ends_with_a_sentence() throws Exception {
    var file = Files.createFile(folder.resolve("data"));
    assertThat(
            BackupCommand.exitCode(
                "backup", folder.resolve("a.backup").toString(), "--data", file.toString()))
        .isEqualTo(1);
  }

  @Test
  void so_does_an_account_command_on_one() throws Exception {
    var file = Files.createFile(folder.resolve("data"));
    assertThat(AccountCommand.run("token", "ann", "--data", file.toString())).isEqualTo(1);
  }

  @Test
  void a_running_database_that_does_not_say_where_it_listens_is_named() throws Exception {
    Files.writeString(folder.resolve("database-password"), "secret");
    Files.createDirectories(folder.resolve("postgres"));
    Files.writeString(folder.resolve("postgres/postmaster.pid"), "half a line");
    assertThatThrownBy(() -> RunningDatabase.ofServer(folder))
        .hasMessageContaining("does not say where it listens");
  }

  @Test
  void a_file_that_is_missing_is_named() {
    assertThat(StartTrouble.sentence(new RuntimeException(new NoSuchFileException("/data/keys"))))
        .isEqualTo("There is no file /data/keys.");
  }
}
