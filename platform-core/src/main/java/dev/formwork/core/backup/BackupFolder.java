package dev.formwork.core.backup;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where backups lie on this node. */
@ApplicationScoped
class BackupFolder {

  private static final String UNFINISHED = "formwork-*.backup" + DatabaseBackup.UNFINISHED;

  private final Path folder;

  BackupFolder(
      @ConfigProperty(name = "formwork.backup.folder", defaultValue = "data/backups")
          String folder) {
    this.folder = Path.of(folder).toAbsolutePath().normalize();
  }

  Path path() {
    return folder;
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** The name of this machine. */
  static String node() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "localhost";
    }
  }

  /** Makes it if need be, and takes away what a node that ended left unfinished. */
  void prepare() {
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder);
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
          Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
      }
      try (var left = Files.newDirectoryStream(folder, UNFINISHED)) {
        for (var file : left) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw new BackupException("The folder " + folder + " cannot be used: " + e.getMessage(), e);
    }
  }

  /**
   * @return whether it was here
   */
  boolean remove(String name) {
    try {
      return Files.deleteIfExists(file(name));
    } catch (IOException e) {
      throw new BackupException("The backup " + name + " cannot be removed: " + e.getMessage(), e);
    }
  }
}
