package dev.formwork.ui;

import dev.formwork.ui.failure.FailureRecord;
import dev.formwork.ui.failure.WatchedServer;
import io.restassured.RestAssured;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.eclipse.microprofile.config.ConfigProvider;

/** Waits for what happens by itself, such as the end of a job; not longer than it may take. */
public final class Eventually {

  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final int PAUSE_MS = 50;

  private Eventually() {}

  public static void holds(Callable<Boolean> condition) {
    holds(LONGEST, condition);
  }

  /** For what may take longer, such as an import. */
  public static void holds(Duration longest, Callable<Boolean> condition) {
    long end = System.nanoTime() + longest.toNanos();
    try {
      while (!condition.call()) {
        if (System.nanoTime() > end) {
          throw timedOut(longest);
        }
        Thread.sleep(PAUSE_MS);
      }
    } catch (RuntimeException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while waiting", e);
    } catch (Exception e) {
      throw new AssertionError("What is waited for cannot be told", e);
    }
  }

  /** Keeps the state of the server that runs in this process; others are under watch already. */
  private static AssertionError timedOut(Duration longest) {
    var timeout = new AssertionError("It did not happen within " + longest);
    var database =
        ConfigProvider.getConfig().getOptionalValue("quarkus.datasource.jdbc.url", String.class);
    if (database.isEmpty()) {
      return timeout;
    }
    var here = WatchedServer.here("http://localhost:" + RestAssured.port, database.get());
    FailureRecord.watch(here);
    try {
      var kept = FailureRecord.keep("Eventually", timeout);
      return new AssertionError(timeout.getMessage() + "\nKept in " + kept, timeout);
    } finally {
      FailureRecord.forget(here);
    }
  }
}
