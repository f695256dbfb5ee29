package dev.formwork.core.field;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.definition.DefinitionSchema;
import dev.formwork.core.field.text.TextFormat;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.record.json.RecordJsonReader;
import dev.formwork.core.record.value.RecordData;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * Every type of field at its work: what becomes of a value from JSON and from a cell, and what is
 * found wrong with settings. Cases stand in {@code cases.json} and {@code settings.json}, results
 * in the golden files beside them.
 */
final class FieldTypesTest {

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  @Test
  void values_are_read_made_normal_and_checked() throws Exception {
    var lines = new ArrayList<String>();
    for (var one : json("cases.json")) {
      var field = DefinitionJson.read(one.path("field"), Field.class);
      lines.add("# " + one.path("field"));
      for (var written : one.path("json")) {
        lines.add("json " + shown(written.asText()) + " -> " + fromJson(field, written.asText()));
      }
      for (var written : one.path("text")) {
        var read = field.readText(written.asText(), TextFormat.plain(ZONE));
        lines.add("text " + shown(written.asText()) + " -> " + shown(read));
      }
    }
    assertThat(lines).containsExactlyElementsOf(golden("cases.golden"));
  }

  @Test
  void settings_are_checked() throws Exception {
    var other = "{\"type\": \"text\", \"key\": \"other\", \"title\": {\"en\": \"Other\"}}";
    var lines = new ArrayList<String>();
    for (var one : json("settings.json")) {
      lines.add("# " + one);
      var fields =
          List.of(
              DefinitionJson.read(one, Field.class),
              DefinitionJson.read(DefinitionJson.tree(other), Field.class));
      SettingsCheck.of(fields, FieldTypesTest::isForm)
          .forEach(problem -> lines.add(shown(problem)));
    }
    assertThat(lines).containsExactlyElementsOf(golden("settings.golden"));
  }

  @Test
  void every_type_has_cases_of_values_and_settings() throws Exception {
    for (var file : List.of("cases.json", "settings.json")) {
      var exercised = new HashSet<String>();
      json(file)
          .forEach(
              one ->
                  exercised.add(
                      (one.has("field") ? one.path("field") : one).path("type").asText()));
      assertThat(exercised)
          .as("add the new type to " + file + ", and what comes of it to the golden file")
          .containsExactlyInAnyOrderElementsOf(
              Stream.of(FieldType.values()).map(FieldType::json).toList());
    }
  }

  @Test
  void the_schema_of_forms_is_put_together_from_the_types() throws Exception {
    assertThat(inAnyOrder(DefinitionJson.tree(DefinitionSchema.FORM.text())))
        .isEqualTo(inAnyOrder(json("form.schema.golden.json")));
  }

  @Test
  void a_definition_that_the_schema_takes_comes_back_as_it_was() throws Exception {
    for (var one : json("cases.json")) {
      var definition = one.path("field");
      var form = DefinitionJson.mapper().createObjectNode().put("key", "form");
      form.putObject("title").put("en", "Form");
      form.putArray("fields").add(definition);
      assertThat(DefinitionSchema.FORM.check(form)).as(definition.toString()).isEmpty();
      var field = DefinitionJson.read(definition, Field.class);
      assertThat(DefinitionJson.read(DefinitionJson.tree(DefinitionJson.write(field)), Field.class))
          .usingRecursiveComparison()
          .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
          .isEqualTo(field);
    }
  }

  private static String fromJson(Field field, String written) throws Exception {
    var read = RecordJsonReader.read(FieldTable.of(List.of(field)), "{\"x\": " + written + "}");
    var value = read.input().data().get(0);
    var line = new StringBuilder(read.input().given().get(0) ? shown(value) : "not given");
    read.problems().forEach(problem -> line.append("; ").append(shown(problem)));
    if (value != null && read.problems().isEmpty() && !(field instanceof SubformField)) {
      var normal = field.normalize(value);
      line.append(" => ").append(shown(normal));
      if (normal != null) {
        field
            .check()
            .of(normal)
            .ifPresent(problem -> line.append("; ").append(shown(problem.within("/x"))));
      }
    }
    return line.toString();
  }

  private static String shown(Object value) {
    return switch (value) {
      case null -> "nothing";
      case List<?> list ->
          "[" + String.join(", ", list.stream().map(FieldTypesTest::shown).toList()) + "]";
      case RecordData row -> shownRow(row);
      case CellValue.Value(var inner) -> "Value " + shown(inner);
      case CellValue.NamedRecord(var title) -> "NamedRecord " + shown((Object) title);
      case CellValue.NamedMember(var name) -> "NamedMember " + shown((Object) name);
      case CellValue.Unusable(var code, var arguments) ->
          "Unusable " + shown((Object) code.code()) + ", " + shown(arguments);
      case String text -> "String \"" + shown(text) + "\"";
      default -> value.getClass().getSimpleName() + " " + value;
    };
  }

  /** A row; behind what is left to its default stands a question mark. */
  private static String shownRow(RecordData row) {
    var values = new ArrayList<String>();
    for (int slot = 0; slot < row.slots(); slot++) {
      values.add(shown(row.get(slot)) + (row.isOpen(slot) ? "?" : ""));
    }
    return "{" + String.join(", ", values) + "}";
  }

  private static String shown(String text) {
    return text.replace("\n", "\\n").replace("\0", "\\0");
  }

  private static String shown(Problem problem) {
    return "problem " + problem.path() + " " + problem.code() + " " + problem.arguments();
  }

  /** Members sorted; lists whose order says nothing as well. */
  private static String inAnyOrder(JsonNode node) {
    if (node.isObject()) {
      return node.properties().stream()
          .map(one -> "\"" + one.getKey() + "\": " + inAnyOrder(one.getValue()))
          .sorted()
          .toList()
          .toString();
    }
    return node.isArray()
        ? StreamSupport.stream(node.spliterator(), false)
            .map(FieldTypesTest::inAnyOrder)
            .sorted()
            .toList()
            .toString()
        : node.toString();
  }

  private static JsonNode json(String file) throws IOException {
    return DefinitionJson.tree(text(file));
  }

  private static List<String> golden(String file) throws IOException {
    return text(file).lines().toList();
  }

  private static String text(String file) throws IOException {
    try (var in = FieldTypesTest.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static boolean isForm(FormKey key) {
    return key.value().equals("form");
  }
}
