package dev.formwork.ui.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A failed start says why in a sentence; the trace stands in a file. */
final class StartTroubleTest {

  @TempDir Path folder;

  private static String said(Throwable cause) {
    return StartTrouble.sentence(new RuntimeException("Failed to start", new Exception(cause)));
  }

  @Test
  void known_troubles_say_what_to_do() {
    assertThat(said(new BindException("Address in use"))).contains("--port");
    assertThat(said(new SQLException("no", "08001"))).contains("does not answer");
    assertThat(said(new SQLException("no", "28P01"))).contains("password");
    assertThat(said(new SQLException("no", "3D000"))).contains("CREATE DATABASE");
    assertThat(said(new SQLException("no", "42501"))).contains("GRANT CREATE");
    assertThat(said(new SQLException("no", "53100"))).contains("disk");
    assertThat(said(new IOException("No space left on device"))).contains("disk is full");
    assertThat(said(new FileAlreadyExistsException("/tmp/data"))).contains("/tmp/data is a file");
    assertThat(said(new FlywayException("Detected applied migration not resolved locally: 999")))
        .contains("newer Formwork");
  }

  @Test
  void another_trouble_says_its_innermost_first_line() {
    assertThat(said(new IllegalStateException("Odd things\nhappen\n\tat x.y")))
        .isEqualTo("Odd things");
    assertThat(said(new NullPointerException())).doesNotContain("at ");
  }

  @Test
  void the_trace_goes_into_a_file() throws Exception {
    assertThat(StartTrouble.tell(new IllegalStateException("Odd"), folder)).isEqualTo(1);
    assertThat(Files.readString(folder.resolve("logs/start-failures.log")))
        .contains("IllegalStateException: Odd", "\tat ");
  }

  @Test
  void a_data_folder_that_is_a_file_is_said() throws Exception {
    var file = Files.createFile(folder.resolve("data"));
    try {
      DataFolder.open(file);
      throw new AssertionError("It was opened");
    } catch (UncheckedIOException e) {
      assertThat(StartTrouble.sentence(e)).contains("is a file");
    }
  }

  @Test
  void a_port_that_another_program_has_is_not_free() throws Exception {
    try (var socket = new ServerSocket(0)) {
      assertThat(PortProbe.isFree("127.0.0.1", socket.getLocalPort())).isFalse();
    }
  }
}
