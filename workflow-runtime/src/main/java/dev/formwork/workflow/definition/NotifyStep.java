package dev.formwork.workflow.definition;

import dev.formwork.core.naming.Title;
import java.util.List;
import java.util.function.UnaryOperator;

/** People are told, and get a copy in their task centre. */
public record NotifyStep(String key, Title title, List<AssigneeRule> to, Title message)
    implements Step {

  /** What a new message says until somebody writes another. */
  static final Title USUAL_MESSAGE = new Title("There is something new for you.", "有新的内容需要您了解。");

  public NotifyStep {
    to = to == null ? List.of() : List.copyOf(to);
  }

  static NotifyStep usual(String key, FlowSurroundings surroundings) {
    return new NotifyStep(key, null, AssigneeRule.submitterAlone(), USUAL_MESSAGE);
  }

  static void describe(ObjectSchema schema) {
    schema
        .describe("People are told, and get a copy.")
        .required("to", "message")
        .people("to")
        .texts("message");
  }

  @Override
  public StepType type() {
    return StepType.NOTIFY;
  }

  @Override
  public NotifyStep withKeys(UnaryOperator<String> keys) {
    return new NotifyStep(keys.apply(key), title, AssigneeRule.withKeys(to, keys), message);
  }

  @Override
  public void check(StepChecks checks) {
    checks.people("to", to);
    checks.texts("message", message);
  }

  @Override
  public StepShape shape() {
    return StepShape.SEND_TASK;
  }

  @Override
  public String sentence(SentenceContext names) {
    return names.people(to);
  }
}
