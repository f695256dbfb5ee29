package dev.formwork.workflow.definition;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.formwork.core.expression.value.ValueType;
import dev.formwork.core.naming.Title;
import dev.formwork.workflow.problem.FlowProblem;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Time passes, or something happens.
 *
 * @param duration how long; or null
 * @param until an expression that gives a date or a moment; or null
 * @param event what is waited for; or null
 * @param calendar for the duration; nullable: real time
 */
public record WaitStep(
    String key,
    Title title,
    @JsonProperty("for") Delay duration,
    String until,
    WaitFor event,
    Deadline.Calendar calendar)
    implements Step {

  /**
   * A change of the record, or of a record of another form, that makes a condition true.
   *
   * @param form nullable: the flow's own record
   * @param where which record of the other form: an expression over it
   * @param when what must hold of the flow's own record, for its own form
   * @param timeout nullable: for ever
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record WaitFor(String form, String where, String when, Delay timeout) {}

  static WaitStep usual(String key, FlowSurroundings surroundings) {
    return new WaitStep(key, null, Delay.of("P1D"), null, null, null);
  }

  static void describe(ObjectSchema schema) {
    schema
        .describe("Time passes, or something happens: one of for, until, event.")
        .reference("for", "delay")
        .expression("until")
        .saying("A date or a moment.")
        .property(
            "event",
            new ObjectSchema()
                .key("form")
                .saying("Unless given, the flow's own record.")
                .expression("where")
                .expression("when")
                .reference("timeout", "delay")
                .node())
        .reference("calendar", "calendar");
  }

  @Override
  public StepType type() {
    return StepType.WAIT;
  }

  @Override
  public WaitStep withKeys(UnaryOperator<String> keys) {
    return new WaitStep(keys.apply(key), title, duration, until, event, calendar);
  }

  @Override
  public void check(StepChecks checks) {
    if (Stream.of(duration, until, event).filter(Objects::nonNull).count() != 1) {
      checks.problem(FlowProblem.FLOW_WAIT_ONE);
    }
    checks.length("for", duration);
    checks.value("until", until, ValueType.DATE_TIME);
    if (event != null) {
      checks.records(event.form(), event.where());
      checks.condition("event/when", event.when());
      checks.length("event/timeout", event.timeout());
    }
  }

  @Override
  public StepShape shape() {
    return StepShape.CATCH_EVENT;
  }

  @Override
  public String sentence(SentenceContext names) {
    var text = names.text();
    if (duration != null) {
      return text.word("wait.for", new DurationText(text).of(duration));
    }
    if (until != null) {
      return text.word("wait.until", names.expression(key, until));
    }
    return event == null || event.when() == null
        ? text.word("wait.event")
        : text.word("wait.when", names.expression(key, event.when()));
  }
}
