package dev.formwork.ui.failure;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The servers and pages under watch, and the folder that is written when a test fails. Nothing here
 * throws: a record that could not be taken says so in its file.
 */
public final class FailureRecord {

  private static final Path FOLDER = Path.of("target", "failures");
  private static final Set<WatchedServer> SERVERS = ConcurrentHashMap.newKeySet();
  private static final Set<WatchedPage> PAGES = ConcurrentHashMap.newKeySet();

  private FailureRecord() {}

  public static void watch(WatchedServer server) {
    SERVERS.add(server);
  }

  public static void forget(WatchedServer server) {
    SERVERS.remove(server);
  }

  /** Watches a page until it closes. Called by the thread that drives the page. */
  public static void watch(Page page) {
    var watched = new WatchedPage(page);
    PAGES.add(watched);
    page.onClose(_ -> PAGES.remove(watched));
  }

  static boolean isAnythingWatched() {
    return !SERVERS.isEmpty() || !PAGES.isEmpty();
  }

  /** Writes what is known into a new folder below {@code target/failures}, and gives its path. */
  public static Path keep(String test, Throwable failure) {
    var time = Instant.now().toString().replace(":", "");
    var folder = FOLDER.resolve(test + "-" + time).toAbsolutePath();
    try {
      Files.createDirectories(folder);
      var trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      Files.writeString(folder.resolve("failure.txt"), trace.toString());
      // First what changes fastest: sockets and threads of the servers, then the pages.
      for (var server : new ArrayList<>(SERVERS)) {
        ServerState.write(server, Files.createDirectories(folder.resolve(server.name())));
      }
      int number = 1;
      for (var page : new ArrayList<>(PAGES)) {
        page.write(folder, number++);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }
}
