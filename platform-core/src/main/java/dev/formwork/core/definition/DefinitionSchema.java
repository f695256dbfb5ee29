package dev.formwork.core.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.formwork.core.field.FieldType;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The JSON Schemas (2020-12) of definitions: published as documentation, and used to check what
 * comes in.
 */
public enum DefinitionSchema {
  APP,
  FORM;

  private final String text;
  private final JsonSchema schema;

  DefinitionSchema() {
    this.text = complete(resource());
    this.schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(text);
  }

  public static Optional<DefinitionSchema> named(String name) {
    return Arrays.stream(values()).filter(one -> one.key().equals(name)).findFirst();
  }

  private String key() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  public String text() {
    return text;
  }

  /** Everything in which this JSON is not such a definition, with its place. */
  public List<Problem> check(JsonNode json) {
    return schema.validate(json).stream().map(DefinitionSchema::problem).distinct().toList();
  }

  private static Problem problem(ValidationMessage message) {
    var path =
        message
            .getInstanceLocation()
            .toString()
            .replaceFirst("^\\$", "")
            .replaceAll("\\[(\\d+)]", "/$1")
            .replace('.', '/');
    var property = message.getProperty();
    return switch (message.getType()) {
      case "required" -> Problem.at(path, CoreProblem.SCHEMA_MISSING, String.valueOf(property));
      case "unevaluatedProperties", "additionalProperties" ->
          Problem.at(path, CoreProblem.SCHEMA_UNKNOWN, String.valueOf(property));
      default ->
          Problem.at(path, CoreProblem.SCHEMA, message.getMessage().replaceFirst("^\\S+: ", ""));
    };
  }

  /** With what each type of field puts into it. */
  private static String complete(String template) {
    try {
      var schema = DefinitionJson.tree(template);
      if (schema.at("/$defs/field") instanceof ObjectNode field) {
        FieldType.completeSchema(field);
      }
      return schema.toPrettyString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A schema of ours is JSON", e);
    }
  }

  private String resource() {
    try (var in =
        DefinitionSchema.class.getResourceAsStream(
            "/dev/formwork/core/schemas/" + key() + ".schema.json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
