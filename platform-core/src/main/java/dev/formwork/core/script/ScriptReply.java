package dev.formwork.core.script;

import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * The server's answer to what a script asked for.
 *
 * @param given whether it was given; else the script gets an error it may catch
 * @param json the value, or {@code {"code", "message"}} of the error
 */
public record ScriptReply(boolean given, String json) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  public static ScriptReply of(String json) {
    return new ScriptReply(true, json);
  }

  /**
   * @param message a sentence for whoever wrote the script
   */
  public static ScriptReply failed(String code, String message) {
    return new ScriptReply(
        false, JSON.createObjectNode().put("code", code).put("message", message).toString());
  }
}
