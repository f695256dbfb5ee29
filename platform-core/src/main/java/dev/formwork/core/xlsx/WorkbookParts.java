package dev.formwork.core.xlsx;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/**
 * The parts of a workbook, which is a ZIP archive. It is read by its directory, as spreadsheets do:
 * some write what stands before the parts only behind them. Such an archive has to be a file.
 */
final class WorkbookParts implements Closeable {

  /** Of all parts together: more than the largest workbook that is taken needs. */
  private static final long MOST_BYTES = 600L * 1024 * 1024;

  private final Path path;
  private final ZipFile zip;
  private long left = MOST_BYTES;

  private WorkbookParts(Path path) throws IOException {
    this.path = path;
    this.zip = new ZipFile(path.toFile());
  }

  /**
   * @throws IOException when it is no archive
   */
  static WorkbookParts of(byte[] content) throws IOException {
    var path = Files.createTempFile("formwork-workbook-", ".xlsx");
    try {
      Files.write(path, content);
      return new WorkbookParts(path);
    } catch (IOException e) {
      Files.deleteIfExists(path);
      throw e;
    }
  }

  boolean has(String name) {
    return zip.getEntry(name) != null;
  }

  /**
   * @param name such as {@code xl/workbook.xml}
   * @throws IOException when there is none, or later, when it unpacks to more than a workbook needs
   */
  InputStream part(String name) throws IOException {
    var entry = zip.getEntry(name);
    if (entry == null) {
      throw new IOException("The workbook has no part " + name);
    }
    return new Limited(zip.getInputStream(entry));
  }

  @Override
  public void close() throws IOException {
    zip.close();
    Files.deleteIfExists(path);
  }

  /** Small files can be made that unpack to more than any machine holds. */
  private final class Limited extends FilterInputStream {

    private Limited(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int one = super.read();
      count(one < 0 ? 0 : 1);
      return one;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int found = super.read(bytes, from, length);
      count(Math.max(0, found));
      return found;
    }

    private void count(int found) throws IOException {
      left -= found;
      if (left < 0) {
        throw new IOException("The workbook unpacks to too much");
      }
    }
  }
}
