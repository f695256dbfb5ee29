package dev.formwork.workflow.definition;

import dev.formwork.core.expression.value.ValueType;
import dev.formwork.core.naming.Title;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * An e-mail.
 *
 * @param to members
 * @param address an expression that gives an address; nullable
 * @param subject a template
 * @param text a template
 */
public record EmailStep(
    String key, Title title, List<AssigneeRule> to, String address, Title subject, Title text)
    implements DatabaseStep {

  public EmailStep {
    to = to == null ? List.of() : List.copyOf(to);
  }

  static EmailStep usual(String key, FlowSurroundings surroundings) {
    return new EmailStep(
        key,
        null,
        AssigneeRule.submitterAlone(),
        null,
        surroundings.flow().title(),
        NotifyStep.USUAL_MESSAGE);
  }

  static void describe(ObjectSchema schema) {
    schema
        .describe("An e-mail.")
        .required("subject", "text")
        .people("to")
        .expression("address")
        .saying("An address beside those of members.")
        .texts("subject")
        .texts("text");
  }

  @Override
  public StepType type() {
    return StepType.EMAIL;
  }

  @Override
  public EmailStep withKeys(UnaryOperator<String> keys) {
    return new EmailStep(
        keys.apply(key), title, AssigneeRule.withKeys(to, keys), address, subject, text);
  }

  @Override
  public void check(StepChecks checks) {
    if (!to.isEmpty() || address == null) {
      checks.people("to", to);
    }
    checks.value("address", address, ValueType.TEXT);
    checks.texts("subject", subject);
    checks.texts("text", text);
  }

  @Override
  public StepShape shape() {
    return StepShape.SEND_TASK;
  }

  @Override
  public String sentence(SentenceContext names) {
    return StepText.joined(
        names.people(to),
        address == null ? "" : names.expression(key, address),
        names.text().in(subject));
  }
}
