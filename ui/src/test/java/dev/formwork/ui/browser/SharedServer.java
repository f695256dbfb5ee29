package dev.formwork.ui.browser;

import dev.formwork.ui.Eventually;
import dev.formwork.ui.ShortLivedPostgres;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The server and the browser that all browser tests of a JVM share, each in its own workspace. */
final class SharedServer implements AutoCloseable {

  private static final List<String> SETTINGS =
      List.of("-Xmx1g", "-Dformwork.limit.token-requests-per-second=0");

  private final Path data;
  private final EmbeddedPostgres postgres;
  private final RunningFormwork formwork;
  private final Browsers browsers;
  private final WorkspaceFactory workspaces;
  private final AtomicInteger worlds = new AtomicInteger();

  SharedServer() {
    try {
      data = Files.createTempDirectory("formwork");
      postgres = ShortLivedPostgres.builder().setDataDirectory(data.resolve("postgres")).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    formwork = RunningFormwork.start(data, SETTINGS, List.of("--database", database()));
    browsers = new Browsers(formwork.address());
    workspaces = new WorkspaceFactory(formwork.database());
  }

  private String database() {
    return "postgresql://postgres:postgres@localhost:" + postgres.getPort() + "/postgres";
  }

  /** A new workspace. */
  World world() {
    return new World(formwork.address(), browsers, workspaces, "w" + worlds.incrementAndGet());
  }

  @Override
  public void close() {
    browsers.close();
    formwork.close();
    stopDatabase();
    Eventually.holds(() -> isDeleted(data));
  }

  private void stopDatabase() {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its database may still be putting its files away. */
  private static boolean isDeleted(Path folder) {
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException | UncheckedIOException e) {
      return !Files.exists(folder);
    }
    return !Files.exists(folder);
  }
}
