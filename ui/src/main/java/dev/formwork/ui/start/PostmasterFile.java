package dev.formwork.ui.start;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What PostgreSQL notes in its folder while it runs. The file may be left over from a process that
 * is gone, may have been copied with the folder from one that serves another, and may be empty or
 * broken after a crash; so nobody is taken for this folder's server on its word alone.
 *
 * @param pid of the server process
 * @param folder that it was started on
 */
record PostmasterFile(long pid, Path folder, int port) {

  private static final int PID = 0;
  private static final int FOLDER = 1;
  private static final int PORT = 3;

  static Path in(Path data) {
    return data.resolve("postmaster.pid");
  }

  /** Empty when there is none, or none that can be understood. */
  static Optional<PostmasterFile> read(Path data) throws IOException {
    var file = in(data);
    return Files.exists(file)
        ? parse(Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList())
        : Optional.empty();
  }

  static Optional<PostmasterFile> parse(List<String> lines) {
    boolean isWhole =
        lines.size() > PORT
            && lines.get(PID).strip().matches("[0-9]{1,10}")
            && lines.get(PORT).strip().matches("[0-9]{1,5}");
    return isWhole
        ? Optional.of(
            new PostmasterFile(
                Long.parseLong(lines.get(PID).strip()),
                Path.of(lines.get(FOLDER).strip()),
                Integer.parseInt(lines.get(PORT).strip())))
        : Optional.empty();
  }

  /** The server of this very folder, if it runs. */
  Optional<ProcessHandle> server(Path data) {
    return ProcessHandle.of(pid)
        .filter(PostmasterFile::isPostgres)
        .filter(process -> worksIn(process, data).orElseGet(() -> names(data)));
  }

  /** All processes of PostgreSQL that work in a folder, where the system tells that. */
  static List<ProcessHandle> processesIn(Path data) {
    return ProcessHandle.allProcesses()
        .filter(PostmasterFile::isPostgres)
        .filter(process -> worksIn(process, data).orElse(false))
        .toList();
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().map(command -> command.contains("postgres")).orElse(false);
  }

  /** PostgreSQL works in its folder. Empty where the system does not say so. */
  private static Optional<Boolean> worksIn(ProcessHandle process, Path data) {
    var work = Path.of("/proc", Long.toString(process.pid()), "cwd");
    try {
      return Files.exists(work) ? Optional.of(Files.isSameFile(work, data)) : Optional.empty();
    } catch (IOException _) {
      // It ended just now, or belongs to somebody else.
      return Optional.of(false);
    }
  }

  private boolean names(Path data) {
    try {
      return Files.exists(folder) && Files.isSameFile(folder, data);
    } catch (IOException _) {
      return false;
    }
  }
}
