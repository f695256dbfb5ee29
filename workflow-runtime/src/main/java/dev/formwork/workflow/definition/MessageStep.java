package dev.formwork.workflow.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.formwork.core.naming.Title;
import dev.formwork.core.problem.CoreProblem;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * A message to a group chat, by its webhook.
 *
 * @param channel whose JSON it speaks
 * @param url a template; a value {@code secret:name} is kept sealed
 * @param text a template
 */
public record MessageStep(String key, Title title, Channel channel, String url, Title text)
    implements ExternalStep {

  /** Chat systems whose JSON is known. */
  public enum Channel {
    DINGTALK,
    FEISHU,
    WECOM,
    SLACK;

    @JsonValue
    public String json() {
      return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static Channel named(String json) {
      return EnumJson.named(values(), Channel::json, json);
    }
  }

  static MessageStep usual(String key, FlowSurroundings surroundings) {
    return new MessageStep(
        key, null, Channel.DINGTALK, "secret:robot", surroundings.flow().title());
  }

  static void describe(ObjectSchema schema) {
    schema
        .describe("A message to a group chat, by its webhook.")
        .required("channel", "url", "text")
        .property("channel", ObjectSchema.words(EnumJson.words(Channel.values(), Channel::json)))
        .template("url")
        .texts("text");
  }

  @Override
  public StepType type() {
    return StepType.MESSAGE;
  }

  @Override
  public MessageStep withKeys(UnaryOperator<String> keys) {
    return new MessageStep(keys.apply(key), title, channel, url, text);
  }

  @Override
  public void check(StepChecks checks) {
    checks.template("url", url);
    checks.texts("text", text);
    if (channel == null) {
      checks.problem("channel", CoreProblem.SCHEMA_MISSING, "channel");
    }
  }

  @Override
  public StepShape shape() {
    return StepShape.SEND_TASK;
  }

  @Override
  public Step documented() {
    return new MessageStep(key, title, channel, null, text);
  }

  @Override
  public String sentence(SentenceContext names) {
    var word = channel == null ? "none" : channel.json();
    return StepText.joined(names.text().word("channel." + word), names.text().in(text));
  }
}
