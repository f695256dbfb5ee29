package dev.formwork.core.attachment;

import org.apache.tika.Tika;

/** Recognises files by their content, with the name as a hint among what looks alike. */
final class FileTypeDetector {

  /** As much as any kind needs to be told from the others. */
  static final int HEAD = 64 * 1024;

  private static final int LONGEST_NAME = 200;

  private final Tika tika = new Tika();

  /**
   * @param head how it begins, {@link #HEAD} bytes or all of it
   */
  String of(byte[] head, String name) {
    return tika.detect(head, name);
  }

  /** The last part of a path, with nothing in it that a header or a disk would stumble over. */
  static String cleaned(String name) {
    var last =
        name == null
            ? ""
            : name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    var clean = last.replaceAll("[\\p{Cntrl}\\p{Cf}\"<>|:*?]", "").strip();
    if (clean.isEmpty() || clean.chars().allMatch(one -> one == '.')) {
      return "file";
    }
    return clean.length() <= LONGEST_NAME ? clean : shortened(clean);
  }

  /** Keeps the ending. */
  private static String shortened(String name) {
    int dot = name.lastIndexOf('.');
    var ending = dot < 0 || name.length() - dot > 20 ? "" : name.substring(dot);
    int end = LONGEST_NAME - ending.length();
    int whole = Character.isHighSurrogate(name.charAt(end - 1)) ? end - 1 : end;
    return name.substring(0, whole) + ending;
  }
}
