package dev.formwork.ui.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The data folder, locked by one running Formwork at a time. The operating system releases the lock
 * when the process ends, however it ends.
 */
public final class DataFolder implements AutoCloseable {

  /** PostgreSQL writes its log in pieces of 16 MB, two at its start. */
  private static final long LEAST_MEGABYTES = 64;

  private final FileChannel channel;
  private final FileLock lock;

  private DataFolder(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /** Ends the program with a sentence when another Formwork holds the folder. */
  public static DataFolder open(Path folder) {
    try {
      PrivateFiles.folder(folder);
      var channel =
          FileChannel.open(
              folder.resolve("formwork.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      var lock = channel.tryLock();
      if (lock == null) {
        throw StartOptions.stop(
            "Another Formwork is running on "
                + folder
                + ". Stop it (./formwork stop), or name another folder with --data.");
      }
      Files.writeString(
          folder.resolve("formwork.pid"), Long.toString(ProcessHandle.current().pid()));
      return new DataFolder(channel, lock);
    } catch (IOException e) {
      throw new UncheckedIOException("The data folder " + folder + " cannot be used", e);
    }
  }

  /** Ends the program with a sentence when the disk is too full for a database to start on it. */
  public static void requireRoom(Path folder) {
    try {
      long free = Files.getFileStore(folder).getUsableSpace() >> 20;
      if (free < LEAST_MEGABYTES) {
        throw StartOptions.stop(
            "The disk of %s has %d MB left. Make room (%d MB at least) and start again."
                .formatted(folder, free, LEAST_MEGABYTES));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      lock.release();
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A line for the person at the terminal, apart from the log. */
  @SuppressWarnings("SystemOut")
  public static void say(String line) {
    System.out.println(line);
  }
}
