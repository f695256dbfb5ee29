package dev.formwork.core.backup;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.formwork.core.backup.BackupContents.Part;
import dev.formwork.core.backup.DatabaseStructure.Table;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A backup file under way: a ZIP file with what it is first, and what it held last. */
final class BackupFileWriter implements AutoCloseable {

  static final String MANIFEST = "formwork-backup.json";
  static final String STRUCTURE = "structure.json";
  static final String KEYS = "keys";
  static final String CONTENTS = "contents.json";

  static final JsonMapper JSON = JsonMapper.builder().addModule(new JavaTimeModule()).build();

  private final ZipOutputStream zip;

  private BackupFileWriter(OutputStream out) {
    zip = new ZipOutputStream(new BufferedOutputStream(out, 1 << 16));
    zip.setLevel(Deflater.BEST_SPEED);
  }

  static BackupFileWriter create(Path file) throws IOException {
    Files.createFile(file, ownerOnly());
    return new BackupFileWriter(new Sparing(Files.newOutputStream(file), Files.getFileStore(file)));
  }

  /** It holds the keys, and everybody's data. */
  static FileAttribute<?>[] ownerOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  void begin(BackupManifest manifest, DatabaseStructure structure) throws IOException {
    json(MANIFEST, manifest);
    json(STRUCTURE, structure);
  }

  void end(BackupContents contents) throws IOException {
    json(CONTENTS, contents);
  }

  Part file(String entry, Path file) throws IOException {
    zip.putNextEntry(new ZipEntry(entry));
    var digest = sha256();
    var out = new DigestOutputStream(new Kept(zip), digest);
    Files.copy(file, out);
    zip.closeEntry();
    return new Part(entry, 0, HexFormat.of().formatHex(digest.digest()));
  }

  /** Writes the rows of a table and says how many there were. */
  @FunctionalInterface
  interface Rows {
    long writeTo(OutputStream out) throws IOException, SQLException;
  }

  Part table(Table table, Rows rows) throws IOException, SQLException {
    zip.putNextEntry(new ZipEntry(table.entry()));
    var digest = sha256();
    var out = new DigestOutputStream(new Kept(zip), digest);
    long count = rows.writeTo(out);
    zip.closeEntry();
    return new Part(table.entry(), count, HexFormat.of().formatHex(digest.digest()));
  }

  private void json(String entry, Object value) throws IOException {
    zip.putNextEntry(new ZipEntry(entry));
    zip.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(value));
    zip.closeEntry();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  /** Ends before the disk is full, on which the database may lie, too. */
  private static final class Sparing extends FilterOutputStream {

    private static final long LEFT_ALONE = 256L << 20;
    private static final long LOOK_EVERY = 8L << 20;

    private final FileStore disk;
    private long unseen;

    Sparing(OutputStream out, FileStore disk) {
      super(out);
      this.disk = disk;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      unseen += length;
      if (unseen > LOOK_EVERY) {
        unseen = 0;
        long free = disk.getUsableSpace();
        if (free < LEFT_ALONE) {
          throw new IOException(
              "the disk has %d MB left, and %d MB are left alone"
                  .formatted(free >> 20, LEFT_ALONE >> 20));
        }
      }
      out.write(bytes, from, length);
    }
  }

  /** Whoever writes one entry does not end the file. */
  private static final class Kept extends FilterOutputStream {
    Kept(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
