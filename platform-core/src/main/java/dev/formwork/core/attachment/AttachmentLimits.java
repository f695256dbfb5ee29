package dev.formwork.core.attachment;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How much files may take. */
@Singleton
public final class AttachmentLimits {

  /** Megabytes of one file that can be set; the server takes no larger body. */
  private static final long MOST_MEGABYTES = 2_000;

  /** Bytes of all files that one person added and did not send yet. */
  private static final long UNSENT = 200L << 20;

  private final long file;
  private final long workspace;

  @Inject
  AttachmentLimits(
      @ConfigProperty(name = "formwork.limit.file-megabytes", defaultValue = "100")
          long fileMegabytes,
      @ConfigProperty(name = "formwork.limit.attachment-megabytes", defaultValue = "20000")
          long workspaceMegabytes) {
    if (fileMegabytes < 1 || fileMegabytes > MOST_MEGABYTES) {
      throw new IllegalArgumentException(
          "FORMWORK_LIMIT_FILE_MEGABYTES is %d; it must be from 1 to %d."
              .formatted(fileMegabytes, MOST_MEGABYTES));
    }
    this.file = fileMegabytes << 20;
    this.workspace = Math.max(0, workspaceMegabytes) << 20;
  }

  /** Bytes of one file. */
  public long ofFile() {
    return file;
  }

  /** Bytes that one person may have added and not sent yet; one file of the largest kind fits. */
  public long unsent() {
    return Math.max(UNSENT, file);
  }

  /** Bytes of all files of a workspace; 0: no limit. */
  public long ofWorkspace() {
    return workspace;
  }
}
