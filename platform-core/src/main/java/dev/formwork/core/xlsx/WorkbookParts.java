package dev.formwork.core.xlsx;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipInputStream;
import javax.xml.stream.XMLStreamException;

/** The parts of a workbook, unpacked one after the other and never kept. */
final class WorkbookParts {

  /** Of all parts together: more than the largest workbook that is taken needs. */
  private static final long MOST_BYTES = 600L * 1024 * 1024;

  private WorkbookParts() {}

  @FunctionalInterface
  interface Reader {
    /**
     * @param name such as {@code xl/workbook.xml}
     */
    void read(String name, InputStream part) throws IOException, XMLStreamException;
  }

  /**
   * @throws IOException when it is no archive, or unpacks to more than a workbook needs
   */
  static void each(byte[] content, Reader reader) throws IOException, XMLStreamException {
    try (var zip = new ZipInputStream(new ByteArrayInputStream(content))) {
      var limited = new Limited(zip);
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        var name = entry.getName();
        reader.read(name.startsWith("/") ? name.substring(1) : name, limited);
        limited.skipRest();
      }
    }
  }

  /** Small files can be made that unpack to more than any machine holds. */
  private static final class Limited extends FilterInputStream {

    private final byte[] skipped = new byte[8192];
    private long left = MOST_BYTES;

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

    private void skipRest() throws IOException {
      int found = 0;
      while (found >= 0) {
        found = read(skipped, 0, skipped.length);
      }
    }

    /** The archive goes on behind the part. */
    @Override
    public void close() {}
  }
}
