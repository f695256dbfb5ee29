package dev.formwork.core.script.process;

import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * The server's answer to what a script asked for.
 *
 * @param given whether it was given; else the script gets an error it may catch
 * @param json the value, or {@code {"code", "message"}} of the error
 */
public record ScriptHostReply(boolean given, String json) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  public static ScriptHostReply of(String json) {
    return new ScriptHostReply(true, json);
  }

  /**
   * @param message a sentence for whoever wrote the script
   */
  public static ScriptHostReply failed(String code, String message) {
    return new ScriptHostReply(
        false, JSON.createObjectNode().put("code", code).put("message", message).toString());
  }
}
