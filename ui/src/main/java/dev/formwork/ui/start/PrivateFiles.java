package dev.formwork.ui.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Files and folders for the user alone that Formwork runs as. On a file system without such rights,
 * as on Windows, those of the folder above hold.
 */
final class PrivateFiles {

  private PrivateFiles() {}

  /** Makes the folder, or closes one that others may enter. */
  static void folder(Path folder) throws IOException {
    Files.createDirectories(folder);
    close(folder, "rwx------");
  }

  /** Whole or not at all; readable by nobody else at any moment. */
  static void write(Path file, String text) throws IOException {
    var unfinished = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(unfinished);
    if (hasRights(file)) {
      Files.createFile(
          unfinished,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(unfinished);
    }
    Files.writeString(unfinished, text, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
    Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void close(Path path, String rights) throws IOException {
    if (hasRights(path)) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
    }
  }

  private static boolean hasRights(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
