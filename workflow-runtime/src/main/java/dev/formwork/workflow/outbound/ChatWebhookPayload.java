package dev.formwork.workflow.outbound;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.workflow.definition.MessageStep;

/**
 * Builds the JSON that incoming webhooks of chat products (DingTalk, Feishu, WeCom, Slack) accept.
 */
public final class ChatWebhookPayload {

  private ChatWebhookPayload() {}

  /** A text as a channel's robot takes it. */
  public static String body(MessageStep.Channel channel, String text) {
    var body = DefinitionJson.mapper().createObjectNode();
    switch (channel) {
      case DINGTALK, WECOM -> {
        body.put("msgtype", "text");
        body.set("text", content("content", text));
      }
      case FEISHU -> {
        body.put("msg_type", "text");
        body.set("content", content("text", text));
      }
      case SLACK -> body.put("text", text);
    }
    return body.toString();
  }

  private static ObjectNode content(String name, String text) {
    return DefinitionJson.mapper().createObjectNode().put(name, text);
  }
}
