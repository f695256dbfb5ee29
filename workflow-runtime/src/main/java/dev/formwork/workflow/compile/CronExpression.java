package dev.formwork.workflow.compile;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;

/** A cron expression: five fields, or six with seconds in front. */
public final class CronExpression {

  private static final CronParser MINUTES =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
  private static final CronParser SECONDS =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.SPRING));

  private final ExecutionTime times;

  private CronExpression(ExecutionTime times) {
    this.times = times;
  }

  /**
   * @throws IllegalArgumentException when it is none
   */
  public static CronExpression parse(String text) {
    if (text == null) {
      throw new IllegalArgumentException("A schedule needs a cron expression");
    }
    var parser = text.strip().split("\\s+").length == 6 ? SECONDS : MINUTES;
    return new CronExpression(ExecutionTime.forCron(parser.parse(text.strip())));
  }

  /** The next time after a moment, by the clocks of a zone; empty when there is none any more. */
  public Optional<OffsetDateTime> after(OffsetDateTime moment, ZoneId zone) {
    return times.nextExecution(moment.atZoneSameInstant(zone)).map(next -> next.toOffsetDateTime());
  }
}
