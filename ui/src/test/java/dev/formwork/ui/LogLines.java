package dev.formwork.ui;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/** The lines a part of the product logs while this is open. */
public final class LogLines extends Handler implements AutoCloseable {

  private record Line(String requestId, String text) {}

  private static final PatternFormatter TEXT = new PatternFormatter("%s");

  private final Logger logger;
  private final List<Line> lines = new CopyOnWriteArrayList<>();

  private LogLines(Logger logger) {
    this.logger = logger;
  }

  /**
   * @param subsystem a package or class
   */
  public static LogLines of(String subsystem) {
    var lines = new LogLines(Logger.getLogger(subsystem));
    lines.logger.addHandler(lines);
    return lines;
  }

  /** What was logged under a request's id. */
  public List<String> ofRequest(String id) {
    return lines.stream().filter(line -> id.equals(line.requestId)).map(Line::text).toList();
  }

  @Override
  public void publish(LogRecord line) {
    var extended = ExtLogRecord.wrap(line);
    lines.add(new Line(extended.getMdc("requestId"), TEXT.format(extended)));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
