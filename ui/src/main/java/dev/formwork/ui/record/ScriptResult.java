package dev.formwork.ui.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.naming.Title;

/**
 * What a script asks the screen to show at its end: a text, or {@code {"message": …, "open":
 * {"form", "id"}}}. Any other result is ignored.
 *
 * @param message nullable
 * @param form of the record to open; null: none
 */
record ScriptResult(Title message, String form, String id) {

  private static final ScriptResult NOTHING = new ScriptResult(null, null, null);

  static ScriptResult of(String json) {
    try {
      var result = DefinitionJson.tree(json);
      var message = message(result.isTextual() ? result : result.path("message"));
      var form = result.path("open").path("form").asText();
      var id = result.path("open").path("id").asText();
      boolean opens = form.matches("[a-z][a-z0-9_]{0,59}") && id.matches("[0-9a-f-]{36}");
      return new ScriptResult(message, opens ? form : null, opens ? id : null);
    } catch (JsonProcessingException _) {
      return NOTHING;
    }
  }

  private static Title message(JsonNode message) {
    var english = message.isTextual() ? message.textValue() : message.path("en").asText();
    var chinese = message.path("zh").asText();
    return english.isBlank() && chinese.isBlank() ? null : new Title(english, chinese);
  }
}
