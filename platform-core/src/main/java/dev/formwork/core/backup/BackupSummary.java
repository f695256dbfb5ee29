package dev.formwork.core.backup;

import java.time.Instant;
import java.util.List;

/**
 * What a backup holds.
 *
 * @param madeAt the moment whose state it holds
 * @param omitted what stands beside Formwork's tables and is not in it, such as views
 */
public record BackupSummary(Instant madeAt, int tables, long rows, List<String> omitted) {

  public BackupSummary {
    omitted = List.copyOf(omitted);
  }

  static BackupSummary of(
      BackupManifest manifest, DatabaseStructure structure, BackupContents contents) {
    return new BackupSummary(
        manifest.madeAt(), structure.tables().size(), contents.rows(), manifest.omitted());
  }
}
