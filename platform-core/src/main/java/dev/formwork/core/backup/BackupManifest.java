package dev.formwork.core.backup;

import java.time.Instant;
import java.util.List;

/**
 * What a backup says about itself before its content.
 *
 * @param format of the file; a program reads its own and the older ones
 * @param madeAt the moment whose state it holds
 * @param postgres version of the server it came from, such as 180006
 * @param schemas the control schema and one for each workspace
 * @param omitted what stands in these schemas and is not in the backup, such as views
 */
record BackupManifest(
    int format, Instant madeAt, int postgres, List<String> schemas, List<String> omitted) {

  /** The newest format, and the one that is written. */
  static final int FORMAT = 1;

  BackupManifest {
    schemas = List.copyOf(schemas);
    omitted = List.copyOf(omitted);
  }
}
