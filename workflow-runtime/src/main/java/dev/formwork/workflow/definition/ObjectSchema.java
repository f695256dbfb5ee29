package dev.formwork.workflow.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The JSON Schema (2020-12) of an object, written property by property: of a step, in the file of
 * its type, and of what stands inside one. What several have in common is under {@code $defs} of
 * the schema of flows.
 */
final class ObjectSchema {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ObjectNode schema = JSON.objectNode().put("type", "object");
  private final ArrayNode required = JSON.arrayNode();
  private final ObjectNode properties = JSON.objectNode();
  private ObjectNode last;

  /** What all steps have. */
  static ObjectSchema ofStep(StepType type) {
    var step = new ObjectSchema().required("type", "key");
    step.properties.putObject("type").put("const", type.json());
    return step.key("key").reference("title", "title");
  }

  ObjectNode node() {
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    schema.set("properties", properties);
    return schema.put("additionalProperties", false);
  }

  /** What the object is. */
  ObjectSchema describe(String description) {
    schema.put("description", description);
    return this;
  }

  ObjectSchema required(String... names) {
    for (var name : names) {
      required.add(name);
    }
    return this;
  }

  /** What the property that was written last is. */
  ObjectSchema saying(String description) {
    last.put("description", description);
    return this;
  }

  ObjectSchema property(String name, ObjectNode value) {
    last = value;
    properties.set(name, value);
    return this;
  }

  /**
   * @param definition under {@code $defs}
   */
  ObjectSchema reference(String name, String definition) {
    return property(name, reference(definition));
  }

  ObjectSchema key(String name) {
    return reference(name, "key");
  }

  ObjectSchema people(String name) {
    return reference(name, "people");
  }

  ObjectSchema expression(String name) {
    return reference(name, "expression");
  }

  ObjectSchema template(String name) {
    return reference(name, "template");
  }

  /** A template in both languages. */
  ObjectSchema texts(String name) {
    return reference(name, "title").saying("A template.");
  }

  ObjectSchema steps(String name) {
    return reference(name, "block");
  }

  ObjectSchema flag(String name) {
    return property(name, JSON.objectNode().put("type", "boolean"));
  }

  /** A whole number, zero or more. */
  ObjectSchema count(String name) {
    return property(name, count());
  }

  ObjectSchema count(String name, int most) {
    return property(name, count().put("maximum", most));
  }

  static ObjectNode count() {
    return JSON.objectNode().put("type", "integer").put("minimum", 0);
  }

  ObjectSchema text(String name, int maxLength) {
    return property(name, text(maxLength));
  }

  static ObjectNode text(int maxLength) {
    return JSON.objectNode().put("type", "string").put("maxLength", maxLength);
  }

  static ObjectNode words(String... words) {
    return words(List.of(words));
  }

  static ObjectNode words(List<String> words) {
    var schema = JSON.objectNode();
    var all = schema.putArray("enum");
    words.forEach(all::add);
    return schema;
  }

  /** Values by names of one's own. */
  ObjectSchema map(String name, JsonNode values) {
    var map = JSON.objectNode().put("type", "object");
    map.set("additionalProperties", values);
    return property(name, map);
  }

  /** At least one. */
  ObjectSchema list(String name, JsonNode items) {
    var list = JSON.objectNode().put("type", "array");
    list.set("items", items);
    return property(name, list.put("minItems", 1));
  }

  /** Keys of fields, steps or the like. */
  ObjectSchema keys(String name) {
    var list = JSON.objectNode().put("type", "array");
    list.set("items", reference("key"));
    return property(name, list);
  }

  static ObjectNode either(JsonNode... alternatives) {
    var schema = JSON.objectNode();
    var all = schema.putArray("oneOf");
    for (var alternative : alternatives) {
      all.add(alternative);
    }
    return schema;
  }

  static ObjectNode reference(String definition) {
    return JSON.objectNode().put("$ref", "#/$defs/" + definition);
  }
}
