package dev.formwork.core.csv;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Encodings of text files that people still meet. */
public enum TextEncoding {
  @JsonProperty("UTF-8")
  UTF_8("UTF-8", StandardCharsets.UTF_8),
  /** Recognised by its mark alone. */
  @JsonProperty("UTF-16")
  UTF_16("UTF-16", StandardCharsets.UTF_16),
  /** What Chinese spreadsheets write. */
  @JsonProperty("GB18030")
  GB18030("GB18030", Charset.forName("GB18030")),
  /** What Western European spreadsheets write. */
  @JsonProperty("windows-1252")
  WINDOWS_1252("windows-1252", Charset.forName("windows-1252"));

  /** A byte that is no text stands for itself in this block, which no text has on its own. */
  private static final char BROKEN = '\uDC00';

  private static final char BROKEN_FIRST = '\uDC80';
  private static final char BROKEN_LAST = '\uDCFF';
  private static final char MARK = '\uFEFF';
  private static final int BYTE = 0xFF;

  private final String label;
  private final Charset charset;

  TextEncoding(String label, Charset charset) {
    this.label = label;
    this.charset = charset;
  }

  /** As standards call it. */
  public String label() {
    return label;
  }

  /** The text without its mark; each broken byte is one that {@link #isBroken} finds. */
  String decode(byte[] content) {
    var decoder = charset.newDecoder();
    var in = ByteBuffer.wrap(content);
    var out = CharBuffer.allocate(content.length + 1);
    while (true) {
      var result = decoder.decode(in, out, true);
      if (!result.isError()) {
        break;
      }
      for (int i = 0; i < result.length(); i++) {
        out.put((char) (BROKEN + (in.get() & BYTE)));
      }
    }
    decoder.flush(out);
    var text = out.flip().toString();
    return !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text;
  }

  /** Whether a text holds a broken byte. */
  public static boolean isBroken(String text) {
    return broken(text).isPresent();
  }

  /** The first broken byte of a text, as a hexadecimal number. */
  public static Optional<String> broken(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)) {
        i++;
      } else if (c >= BROKEN_FIRST && c <= BROKEN_LAST) {
        return Optional.of("%02X".formatted(c - BROKEN));
      }
    }
    return Optional.empty();
  }
}
