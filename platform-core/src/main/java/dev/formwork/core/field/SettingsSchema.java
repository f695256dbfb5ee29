package dev.formwork.core.field;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** The JSON Schema (2020-12) of a type's own settings, written setting by setting. */
final class SettingsSchema {

  /** Longest expression a definition takes, in characters. */
  private static final int MAX_EXPRESSION = 10_000;

  private final ObjectNode schema = JsonNodeFactory.instance.objectNode();
  private final ObjectNode properties = schema.putObject("properties");

  ObjectNode schema() {
    return schema;
  }

  SettingsSchema required(String... names) {
    var required = schema.putArray("required");
    for (var name : names) {
      required.add(name);
    }
    return this;
  }

  SettingsSchema flag(String name) {
    properties.putObject(name).put("type", "boolean");
    return this;
  }

  SettingsSchema number(String name) {
    properties.putObject(name).put("type", "number");
    return this;
  }

  /** A whole number, zero or more. */
  SettingsSchema count(String name) {
    properties.putObject(name).put("type", "integer").put("minimum", 0);
    return this;
  }

  SettingsSchema between(String name, int minimum, int maximum) {
    properties
        .putObject(name)
        .put("type", "integer")
        .put("minimum", minimum)
        .put("maximum", maximum);
    return this;
  }

  SettingsSchema text(String name, int maxLength) {
    properties.putObject(name).put("type", "string").put("maxLength", maxLength);
    return this;
  }

  SettingsSchema expression(String name) {
    return text(name, MAX_EXPRESSION);
  }

  SettingsSchema pattern(String name, String pattern) {
    properties.putObject(name).put("type", "string").put("pattern", pattern);
    return this;
  }

  SettingsSchema currency(String name) {
    return pattern(name, "^[A-Z]{3}$");
  }

  SettingsSchema describe(String name, String description) {
    ((ObjectNode) properties.path(name)).put("description", description);
    return this;
  }

  SettingsSchema oneOf(String name, String... values) {
    var names = properties.putObject(name).putArray("enum");
    for (var value : values) {
      names.add(value);
    }
    return this;
  }

  SettingsSchema key(String name) {
    properties.set(name, reference("key"));
    return this;
  }

  /** A map from keys to keys. */
  SettingsSchema keys(String name, int maxProperties) {
    var map = properties.putObject(name).put("type", "object").put("maxProperties", maxProperties);
    map.set("propertyNames", reference("key"));
    map.set("additionalProperties", reference("key"));
    return this;
  }

  /**
   * @param definition of the items, under {@code $defs} of the schema of forms
   */
  SettingsSchema list(String name, String definition, int maxItems) {
    var list = properties.putObject(name).put("type", "array");
    list.set("items", reference(definition));
    list.put("maxItems", maxItems);
    return this;
  }

  SettingsSchema minItems(String name, int minItems) {
    ((ObjectNode) properties.path(name)).put("minItems", minItems);
    return this;
  }

  private static ObjectNode reference(String definition) {
    return JsonNodeFactory.instance
        .objectNode()
        .setAll(Map.of("$ref", JsonNodeFactory.instance.textNode("#/$defs/" + definition)));
  }
}
