package dev.formwork.ui.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose PostgreSQL is meant by a file that says which process serves a folder. */
@Tag("server")
final class PostmasterFileTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "12", "12\n/data\n1\nport", "-1\n/data\n1\n5432"})
  void a_file_that_a_crash_left_broken_names_nobody(String text) throws Exception {
    Files.writeString(PostmasterFile.in(folder), text);
    assertThat(PostmasterFile.read(folder)).isEmpty();
  }

  @Test
  void without_a_file_nobody_is_named() throws Exception {
    assertThat(PostmasterFile.read(folder)).isEmpty();
  }

  @Test
  void a_copied_folder_does_not_touch_the_server_of_the_original() throws Exception {
    var original = folder.resolve("original");
    var copy = Files.createDirectories(folder.resolve("copy"));
    try (var _ =
        EmbeddedPostgres.builder()
            .setDataDirectory(original)
            .setCleanDataDirectory(false)
            .start()) {
      Files.copy(PostmasterFile.in(original), PostmasterFile.in(copy));
      assertThat(PostmasterFile.read(original).orElseThrow().server(original)).isPresent();
      assertThat(PostmasterFile.read(copy).orElseThrow().server(copy)).isEmpty();
    }
  }

  @Test
  void a_process_that_is_no_postgresql_is_nobodys_server() {
    var mine = Long.toString(ProcessHandle.current().pid());
    var file =
        PostmasterFile.parse(List.of(mine, folder.toString(), "1", "5432", "/tmp")).orElseThrow();
    assertThat(file.server(folder)).isEmpty();
  }
}
