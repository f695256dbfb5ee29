package dev.formwork.core.backup;

import java.util.List;

/**
 * What a backup says at its end, so that one that was cut off or changed is recognised.
 *
 * @param sequences where identity columns go on
 */
record BackupContents(List<Part> parts, List<IdentityValue> sequences) {

  BackupContents {
    parts = List.copyOf(parts);
    sequences = List.copyOf(sequences);
  }

  /**
   * @param entry its name in the file
   * @param rows 0 for what is no table
   * @param sha256 of its bytes, in hexadecimal digits
   */
  record Part(String entry, long rows, String sha256) {}

  /** The newest value that an identity column gave out. */
  record IdentityValue(String schema, String table, String column, long last) {}

  long rows() {
    return parts.stream().mapToLong(Part::rows).sum();
  }
}
