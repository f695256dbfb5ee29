package dev.formwork.core.backup;

import dev.formwork.core.backup.BackupContents.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.HexFormat;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A backup that is read. */
public final class BackupFile implements AutoCloseable {

  private final Path path;
  private final ZipFile zip;
  private final BackupManifest manifest;
  private final DatabaseStructure structure;
  private final BackupContents contents;

  private BackupFile(Path path, ZipFile zip) throws IOException {
    this.path = path;
    this.zip = zip;
    manifest = json(BackupFileWriter.MANIFEST, BackupManifest.class);
    if (manifest.format() > BackupManifest.FORMAT) {
      throw new BackupException(
          path + " was made by a newer Formwork. Restore it with that one, or a newer one.");
    }
    structure = json(BackupFileWriter.STRUCTURE, DatabaseStructure.class);
    contents = json(BackupFileWriter.CONTENTS, BackupContents.class);
  }

  /**
   * Opens a backup and reads all of it once.
   *
   * @throws BackupException when it is no backup, was cut off, changed, or is of a newer format
   */
  public static BackupFile checked(Path path) {
    if (!Files.isRegularFile(path)) {
      throw new BackupException("There is no file " + path + ".");
    }
    try {
      var zip = new ZipFile(path.toFile());
      try {
        var file = new BackupFile(path, zip);
        for (var part : file.contents.parts()) {
          file.check(part);
        }
        return file;
      } catch (IOException | RuntimeException e) {
        zip.close();
        throw e;
      }
    } catch (ZipException e) {
      throw new BackupException(path + " is not a backup of Formwork, or was cut off.", e);
    } catch (IOException e) {
      throw new BackupException(path + " cannot be read: " + e.getMessage(), e);
    }
  }

  private void check(Part part) throws IOException {
    var digest = BackupFileWriter.sha256();
    try (var in = new DigestInputStream(open(part.entry()), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (ZipException e) {
      throw damaged(part, e);
    }
    if (!HexFormat.of().formatHex(digest.digest()).equals(part.sha256())) {
      throw damaged(part, null);
    }
  }

  private BackupException damaged(Part part, Exception cause) {
    return new BackupException(
        path + " is damaged: its part " + part.entry() + " is not what was written.", cause);
  }

  public BackupSummary summary() {
    return BackupSummary.of(manifest, structure, contents);
  }

  BackupManifest manifest() {
    return manifest;
  }

  DatabaseStructure structure() {
    return structure;
  }

  BackupContents contents() {
    return contents;
  }

  /** The bytes of a part; fails when there is none of this name. */
  InputStream open(String entry) throws IOException {
    var found = zip.getEntry(entry);
    if (found == null) {
      throw new ZipException("No entry " + entry);
    }
    return zip.getInputStream(found);
  }

  private <T> T json(String entry, Class<T> type) throws IOException {
    try (var in = open(entry)) {
      return BackupFileWriter.JSON.readValue(in, type);
    }
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw new BackupException(path + " cannot be closed.", e);
    }
  }
}
