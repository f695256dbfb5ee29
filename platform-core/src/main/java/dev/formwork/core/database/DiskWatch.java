package dev.formwork.core.database;

import dev.formwork.core.thread.RepeatingTask;
import dev.formwork.core.thread.WorkerThreads;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Looks every two seconds how much room the disk under the embedded database has left. */
@ApplicationScoped
class DiskWatch {

  private static final Logger LOG = Logger.getLogger(DiskWatch.class);

  private static final Duration EVERY = Duration.ofSeconds(2);

  private final Optional<Path> folder;
  private final long reserve;
  private final RepeatingTask looking;

  /**
   * @param folder of the database; empty when that is elsewhere
   * @param reserveMegabytes 0: writing never stops
   */
  DiskWatch(
      Vertx vertx,
      @ConfigProperty(name = "formwork.disk.folder") Optional<String> folder,
      @ConfigProperty(name = "formwork.disk.reserve-mb", defaultValue = "200")
          long reserveMegabytes) {
    this.folder = folder.map(Path::of);
    this.reserve = reserveMegabytes << 20;
    this.looking = new RepeatingTask(vertx, "Looking for room on the disk", EVERY, this::look);
  }

  void start(@Observes StartupEvent event) {
    folder.ifPresent(_ -> looking.wake());
  }

  void stop(@Observes ShutdownEvent event) {
    looking.stop();
    DiskRoom.seen(DiskRoom.State.UNKNOWN);
  }

  private Uni<Boolean> look() {
    return WorkerThreads.run(() -> free(folder.orElseThrow())).invoke(this::see).replaceWith(false);
  }

  private void see(long free) {
    var before = DiskRoom.seen();
    var now = before.next(free, reserve);
    DiskRoom.seen(now);
    if (now.isLow() && !before.isLow()) {
      LOG.errorf(
          "The disk of %s has %d MB left: nothing is written any more. Make room; %d MB are kept"
              + " for the database itself",
          folder.orElseThrow(), free >> 20, reserve >> 20);
    } else if (before.isLow() && !now.isLow()) {
      LOG.infof("The disk has %d MB left again: writing goes on", free >> 20);
    }
  }

  private static long free(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
