package dev.formwork.core.script.process;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The protocol between the server and a script process. Numbers travel as text, so that none loses
 * digits.
 */
public final class ScriptProtocol {

  private static final int MAX_TEXT = 4_000_000;
  private static final int MAX_LIST = 10_000;

  private ScriptProtocol() {}

  /** A number as text; JavaScript makes of it what it can. */
  public record Decimal(String text) {}

  static void writeText(DataOutputStream out, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static String readText(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MAX_TEXT) {
      throw new IOException("A text of " + length + " bytes");
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  /** Null, Boolean, {@link Decimal}, String, or a list of these. */
  static void writeValue(DataOutputStream out, Object value) throws IOException {
    switch (value) {
      case null -> out.writeByte('0');
      case Boolean truth -> out.writeByte(truth ? 'T' : 'F');
      case Decimal number -> {
        out.writeByte('N');
        writeText(out, number.text);
      }
      case List<?> list -> {
        out.writeByte('L');
        out.writeInt(list.size());
        for (var item : list) {
          writeValue(out, item);
        }
      }
      default -> {
        out.writeByte('S');
        writeText(out, value.toString());
      }
    }
  }

  static Object readValue(DataInputStream in) throws IOException {
    return switch (in.readByte()) {
      case '0' -> null;
      case 'T' -> true;
      case 'F' -> false;
      case 'N' -> new Decimal(readText(in));
      case 'S' -> readText(in);
      case 'L' -> readList(in);
      default -> throw new IOException("Not a value");
    };
  }

  private static List<Object> readList(DataInputStream in) throws IOException {
    int size = in.readInt();
    if (size < 0 || size > MAX_LIST) {
      throw new IOException("A list of " + size + " items");
    }
    var list = new ArrayList<Object>();
    for (int i = 0; i < size; i++) {
      list.add(readValue(in));
    }
    return list;
  }
}
