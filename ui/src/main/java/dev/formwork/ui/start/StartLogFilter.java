package dev.formwork.ui.start;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * Keeps from the console what Quarkus says of a failed start, with its trace: {@link StartTrouble}
 * says it in a sentence.
 */
@LoggingFilter(name = "start")
public final class StartLogFilter implements Filter {

  private static final String SOURCE = "io.quarkus.runtime.Application";

  @Override
  public boolean isLoggable(LogRecord line) {
    return !SOURCE.equals(line.getLoggerName());
  }
}
