package dev.formwork.core.api;

import java.util.regex.Pattern;

/** How much the body of a request may have. */
final class BodyLimits {

  /** What is no file, in bytes. */
  private static final long PLAIN = 2L << 20;

  /** A file that is read as a whole. */
  private static final long HELD = 24L << 20;

  /** Beside a file that is stored as it comes. */
  private static final long MARGIN = 4L << 20;

  private static final Pattern HELD_FILES =
      Pattern.compile(
          "/api/v1/(apps/[^/]+/forms/[^/]+/records:import|organization/members:import)");

  private static final String STREAMED_FILES = "/api/v1/attachments";

  /** Where screens send them; the last part is named by whoever takes them. */
  private static final Pattern STREAMED_BY_SCREENS =
      Pattern.compile("(?!/api/).*/VAADIN/dynamic/resource/[^/]+/[^/]+/attachment");

  private final long file;

  /**
   * @param file bytes of a file that is stored as it comes
   */
  BodyLimits(long file) {
    this.file = file;
  }

  /** Bytes, for a request to this path. */
  long of(String path) {
    if (isStreamed(path)) {
      return file + MARGIN;
    }
    return isHeld(path) || isUpload(path) ? HELD : PLAIN;
  }

  /**
   * Whether a screen takes files there: nobody has such an address but from a page that offers it.
   */
  private static boolean isUpload(String path) {
    return !path.startsWith("/api/") && path.contains("/VAADIN/dynamic/");
  }

  /** Whether it is stored as it comes. */
  boolean isStreamed(String path) {
    return path.equals(STREAMED_FILES) || STREAMED_BY_SCREENS.matcher(path).matches();
  }

  /** Whether it is a file of the API that is held in memory. */
  boolean isHeld(String path) {
    return HELD_FILES.matcher(path.replace("%3A", ":").replace("%3a", ":")).matches();
  }
}
