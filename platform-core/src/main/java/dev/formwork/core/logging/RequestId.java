package dev.formwork.core.logging;

import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;

/**
 * The id of an HTTP request: in its answer's header, in problem documents, and in every log line it
 * causes. It belongs to the request's Vert.x context and goes with that to worker threads.
 */
public final class RequestId {

  public static final String HEADER = "X-Request-Id";

  /** Its name in log lines; application.properties prints it. */
  static final String LOG_KEY = "requestId";

  /** No character that could end a log line or a header. */
  private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private RequestId() {}

  /** The id the client or a proxy sent, if it is well-formed, else a new one. */
  public static String of(String sent) {
    return sent != null && WELL_FORMED.matcher(sent).matches()
        ? sent
        : HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }

  /** Log lines of the current context carry this id from now on. */
  public static void begin(String id) {
    MDC.put(LOG_KEY, id);
  }

  /** The id of the request served now; empty in work that no request asked for. */
  public static Optional<String> current() {
    return Optional.ofNullable((String) MDC.get(LOG_KEY));
  }
}
