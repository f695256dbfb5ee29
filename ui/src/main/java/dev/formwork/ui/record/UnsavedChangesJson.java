package dev.formwork.ui.record;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.CompiledSubform;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.record.json.RecordJsonReader;
import dev.formwork.core.record.json.RecordJsonWriter;
import dev.formwork.core.record.value.RecordData;
import dev.formwork.core.record.value.RecordInput;
import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Unsaved changes as the JSON that a browser keeps. What comes back is as good as typed: anything
 * may stand in it, and it is checked as everything that people enter. Fields that a newer version
 * of the form no longer has, or has with another type, are left out.
 */
final class UnsavedChangesJson {

  private UnsavedChangesJson() {}

  static String write(CompiledForm form, UnsavedChanges changes) {
    return RecordJsonWriter.text(
        json -> {
          json.writeStartObject();
          json.writeFieldName("mine");
          values(json, form, changes.mine().data(), changes.mine().given());
          if (changes.base() != null) {
            json.writeFieldName("base");
            values(json, form, changes.base(), fields(form, changes));
          }
          json.writeFieldName("texts");
          json.writeStartObject();
          for (var text : changes.texts().entrySet()) {
            json.writeStringField(text.getKey(), text.getValue());
          }
          json.writeEndObject();
          json.writeEndObject();
        });
  }

  /** What a record held before anything is entered. */
  static String base(CompiledForm form, RecordData stored) {
    var entered = new BitSet();
    form.columns().stream()
        .filter(column -> column.field().isEntered())
        .forEach(column -> entered.set(column.slot()));
    return RecordJsonWriter.text(json -> values(json, form, stored, entered));
  }

  /** Those with values and those with texts. */
  private static BitSet fields(CompiledForm form, UnsavedChanges changes) {
    var fields = (BitSet) changes.mine().given().clone();
    form.columns().stream()
        .filter(column -> changes.texts().containsKey(column.name()))
        .forEach(column -> fields.set(column.slot()));
    return fields;
  }

  private static void values(JsonGenerator json, CompiledForm form, RecordData data, BitSet given)
      throws IOException {
    json.writeStartObject();
    for (var column : form.columns()) {
      if (given.get(column.slot())) {
        json.writeFieldName(column.name());
        RecordJsonWriter.value(json, column, data.get(column.slot()));
      }
    }
    for (var subform : form.subforms()) {
      if (given.get(subform.slot())) {
        json.writeFieldName(subform.field().key().value());
        rows(json, subform, data.rows(subform.slot()));
      }
    }
    json.writeEndObject();
  }

  private static void rows(JsonGenerator json, CompiledSubform subform, List<RecordData> rows)
      throws IOException {
    json.writeStartArray();
    for (var row : rows) {
      json.writeStartObject();
      for (var column : subform.columns()) {
        if (!column.field().isDerived() && !row.isOpen(column.slot())) {
          json.writeFieldName(column.name());
          RecordJsonWriter.value(json, column, row.get(column.slot()));
        }
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Empty when it is nothing of the kind, or nothing of it is left. */
  static Optional<UnsavedChanges> read(CompiledForm form, String json) {
    try {
      var node = DefinitionJson.mapper().readTree(json);
      var mine = input(form, node.path("mine"));
      var base = node.has("base") ? input(form, node.path("base")) : null;
      if (base != null) {
        mine.given().and(base.given());
      }
      var changes =
          new UnsavedChanges(mine, base == null ? null : base.data(), texts(node.path("texts")));
      return changes.isEmpty() ? Optional.empty() : Optional.of(changes);
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
  }

  private static Map<String, String> texts(JsonNode node) {
    var texts = new HashMap<String, String>();
    node.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return Map.copyOf(texts);
  }

  /** Field by field, so that one that cannot be read does not take others with it. */
  private static RecordInput input(CompiledForm form, JsonNode node) {
    var input = RecordInput.empty(form.slots());
    node.properties()
        .forEach(
            entry -> {
              var alone = DefinitionJson.mapper().createObjectNode();
              alone.set(entry.getKey(), entry.getValue());
              var read = RecordJsonReader.read(form, alone);
              if (read.problems().isEmpty()) {
                read.input().given().stream()
                    .forEach(
                        slot -> input.with(slot, named(form, slot, read.input().data(), alone)));
              }
            });
    return input;
  }

  /** Lookups come back with what they were called. */
  private static Object named(CompiledForm form, int slot, RecordData data, ObjectNode node) {
    for (var subform : form.subforms()) {
      if (subform.slot() == slot) {
        var rows = data.rows(slot);
        var written = node.path(subform.field().key().value());
        for (int i = 0; i < rows.size(); i++) {
          for (var column : subform.columns()) {
            rows.get(i).set(column.slot(), named(column, rows.get(i), written.path(i)));
          }
        }
        return rows;
      }
    }
    return form.columns().stream()
        .filter(column -> column.slot() == slot)
        .findFirst()
        .map(column -> named(column, data, node))
        .orElse(null);
  }

  private static Object named(Column column, RecordData data, JsonNode node) {
    return data.get(column.slot()) instanceof RecordRef target
        ? new RecordRef(target.id(), node.path(column.name()).path("title").asText(null))
        : data.get(column.slot());
  }
}
