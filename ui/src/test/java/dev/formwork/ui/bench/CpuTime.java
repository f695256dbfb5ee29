package dev.formwork.ui.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/** Processor time that processes have used since they began, as Linux counts it in /proc. */
final class CpuTime {

  private static final Path PROC = Path.of("/proc");

  /** Linux tells these times in hundredths of a second, whatever its own clock does. */
  private static final long MICROS_PER_TICK = 10_000;

  private CpuTime() {}

  /**
   * Microseconds of a process, of the children it has and of those it had: all backends of a
   * PostgreSQL, when its first process is named.
   */
  static long micros(long pid) {
    long ticks = stat(Long.toString(pid)).ticks();
    for (var process : processes()) {
      var stat = stat(process);
      if (stat.parent == pid) {
        ticks += stat.ticks();
      }
    }
    return ticks * MICROS_PER_TICK;
  }

  private static String[] processes() {
    var names = PROC.toFile().list((_, name) -> Character.isDigit(name.charAt(0)));
    if (names == null) {
      throw new IllegalStateException("Processor time is read from /proc, which only Linux has");
    }
    return names;
  }

  /**
   * @param own of the process itself, in ticks
   * @param ended of its children that ended and were waited for
   */
  private record Stat(long parent, long own, long ended) {

    private static final Stat GONE = new Stat(0, 0, 0);

    long ticks() {
      return own + ended;
    }
  }

  /** See proc(5); what is counted stands after the name, which may itself hold blanks. */
  private static Stat stat(String process) {
    try {
      var line = Files.readString(PROC.resolve(process).resolve("stat"));
      var fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
      return new Stat(Long.parseLong(fields[1]), sum(fields, 11, 12), sum(fields, 13, 14));
    } catch (NoSuchFileException e) {
      return Stat.GONE;
    } catch (IOException e) {
      // A process that ends while it is read: "No such process".
      if (Files.exists(PROC.resolve(process))) {
        throw new UncheckedIOException(e);
      }
      return Stat.GONE;
    }
  }

  private static long sum(String[] fields, int... places) {
    return Arrays.stream(places).mapToLong(place -> Long.parseLong(fields[place])).sum();
  }
}
