package dev.formwork.ui.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.ui.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that ends by itself is started again, but not for ever. */
final class DatabaseWatchTest {

  private final AtomicInteger starts = new AtomicInteger();
  private final AtomicInteger gaveUp = new AtomicInteger();
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final AtomicReference<Process> running = new AtomicReference<>();

  private ProcessHandle started() {
    try {
      running.set(new ProcessBuilder("sleep", "600").start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    starts.incrementAndGet();
    return running.get().toHandle();
  }

  private DatabaseWatch watching() {
    var watch = new DatabaseWatch(this::started, gaveUp::incrementAndGet, now::get);
    watch.watch(started());
    return watch;
  }

  private void killed(int startsAfterwards) {
    running.get().destroyForcibly();
    Eventually.holds(() -> starts.get() == startsAfterwards);
  }

  @Test
  void one_that_ends_now_and_then_is_started_each_time() {
    var watch = watching();
    for (int i = 2; i <= 6; i++) {
      now.updateAndGet(it -> it.plus(Duration.ofSeconds(40)));
      killed(i);
    }
    assertThat(gaveUp).hasValue(0);
    watch.stop();
    running.get().destroyForcibly();
  }

  @Test
  void one_that_ends_three_times_within_a_minute_ends_the_server() {
    watching();
    killed(2);
    killed(3);
    running.get().destroyForcibly();
    Eventually.holds(() -> gaveUp.get() == 1);
    assertThat(starts).hasValue(3);
  }

  @Test
  void a_start_that_fails_counts_as_an_end() throws Exception {
    var watch =
        new DatabaseWatch(
            () -> {
              starts.incrementAndGet();
              throw new IllegalStateException("no room");
            },
            gaveUp::incrementAndGet,
            now::get);
    var process = new ProcessBuilder("true").start();
    watch.watch(process.toHandle());
    Eventually.holds(() -> gaveUp.get() == 1);
    assertThat(starts).hasValue(2);
  }

  @Test
  void one_that_is_stopped_stays_so() throws Exception {
    var watch = watching();
    watch.stop();
    var process = running.get();
    process.destroyForcibly().waitFor();
    assertThat(process.toHandle().onExit()).succeedsWithin(Duration.ofSeconds(10));
    assertThat(starts).hasValue(1);
    assertThat(gaveUp).hasValue(0);
  }

  @Test
  @Tag("server")
  void a_killed_postgresql_comes_back_on_its_port(@TempDir Path folder) throws Exception {
    var database = EmbeddedDatabase.start(folder);
    try {
      var address = database.address();
      var data = folder.resolve("postgres");
      var server = PostmasterFile.read(data).orElseThrow().server(data).orElseThrow();
      server.destroyForcibly();
      assertThat(server.onExit()).succeedsWithin(Duration.ofSeconds(10));
      Eventually.holds(Duration.ofSeconds(30), () -> answers(address));
      assertThat(EmbeddedDatabase.running(folder)).contains(address);
    } finally {
      database.stop();
    }
  }

  private static boolean answers(DatabaseAddress address) {
    try (var connection = BackupCommand.connections(address).open();
        var statement = connection.createStatement()) {
      return statement.execute("SELECT 1");
    } catch (SQLException _) {
      return false;
    }
  }
}
