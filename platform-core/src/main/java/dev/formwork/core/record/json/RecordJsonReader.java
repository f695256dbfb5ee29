package dev.formwork.core.record.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.field.BooleanField;
import dev.formwork.core.field.ChoiceField;
import dev.formwork.core.field.ChoicesField;
import dev.formwork.core.field.ComputedField;
import dev.formwork.core.field.DateField;
import dev.formwork.core.field.DateTimeField;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.LongTextField;
import dev.formwork.core.field.LookupField;
import dev.formwork.core.field.MemberField;
import dev.formwork.core.field.MoneyField;
import dev.formwork.core.field.NumberField;
import dev.formwork.core.field.RollupField;
import dev.formwork.core.field.SerialField;
import dev.formwork.core.field.StageField;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.field.TextField;
import dev.formwork.core.naming.Key;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.value.RecordData;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.core.record.value.RecordRef;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Reads a record from JSON: every value checked for its type, every mistake collected with its
 * path.
 */
public final class RecordJsonReader {

  private static final int MAX_DIGITS = 60;

  /** A reader for the fields of one form; keys resolved once. */
  private final List<Field> fields;

  private final List<Problem> problems = new ArrayList<>();

  private RecordJsonReader(List<Field> fields) {
    this.fields = fields;
  }

  /** What was read: use the input only when there are no problems. */
  public record Read(RecordInput input, List<Problem> problems) {}

  public static Read read(CompiledForm form, JsonNode json) {
    var reader = new RecordJsonReader(form.definition().fields());
    if (!json.isObject()) {
      return new Read(RecordInput.empty(form.slots()), List.of(Problem.at("", "object-expected")));
    }
    return new Read(reader.object(json, ""), reader.problems);
  }

  /** The input; fails as invalid, with all mistakes. */
  public static RecordInput valid(CompiledForm form, JsonNode json) {
    var read = read(form, json);
    if (!read.problems.isEmpty()) {
      throw Refusal.invalid(read.problems);
    }
    return read.input;
  }

  private RecordInput object(JsonNode json, String path) {
    var slots = new HashMap<String, Integer>();
    for (int slot = 0; slot < fields.size(); slot++) {
      slots.put(fields.get(slot).key().value(), slot);
    }
    var input = RecordInput.empty(fields.size());
    json.properties().forEach(property -> property(property, slots, path, input));
    return input;
  }

  private void property(
      Map.Entry<String, JsonNode> property,
      Map<String, Integer> slots,
      String path,
      RecordInput input) {
    var slot = slots.get(property.getKey());
    var at = path + "/" + property.getKey();
    if (slot == null) {
      // What the server sets itself may come back unchanged from a client that read the record; it
      // is not an error.
      if (!Key.RESERVED.contains(property.getKey())) {
        problems.add(Problem.at(at, "unknown-field", property.getKey()));
      }
      return;
    }
    var field = fields.get(slot);
    if (field.isDerived()) {
      return;
    }
    input.with(slot, property.getValue().isNull() ? null : value(field, property.getValue(), at));
  }

  private Object value(Field field, JsonNode json, String at) {
    return switch (field) {
      case TextField _, LongTextField _, ChoiceField _, StageField _, SerialField _ ->
          text(json, at);
      case NumberField _, MoneyField _ -> number(json, at);
      case BooleanField _ ->
          json.isBoolean() ? (Object) json.booleanValue() : wrong(at, "boolean-expected");
      case DateField _ -> date(json, at);
      case DateTimeField _ -> moment(json, at);
      case ChoicesField _ -> texts(json, at);
      case MemberField _ -> uuid(json, at);
      case LookupField _ -> lookup(json, at);
      case SubformField subform -> rows(subform, json, at);
      case ComputedField _, RollupField _ -> null;
    };
  }

  private Object wrong(String at, String code, Object... arguments) {
    problems.add(Problem.at(at, code, arguments));
    return null;
  }

  private Object text(JsonNode json, String at) {
    return json.isTextual() ? json.textValue() : wrong(at, "text-expected");
  }

  /** A number, or one in a text, for clients whose numbers are floating point. */
  private Object number(JsonNode json, String at) {
    if (json.isNumber()) {
      var number = json.decimalValue();
      // Few digits with a large exponent are as long once they are written out.
      return number.precision() <= MAX_DIGITS && Math.abs(number.scale()) <= MAX_DIGITS
          ? number
          : wrong(at, "number-too-large");
    }
    if (json.isTextual() && json.textValue().matches("-?[0-9]{1,40}(\\.[0-9]{1,20})?")) {
      return new BigDecimal(json.textValue());
    }
    return wrong(at, "number-expected");
  }

  private Object date(JsonNode json, String at) {
    try {
      return json.isTextual() ? LocalDate.parse(json.textValue()) : wrong(at, "date-expected");
    } catch (DateTimeException e) {
      return wrong(at, "date-expected");
    }
  }

  private Object moment(JsonNode json, String at) {
    try {
      return json.isTextual()
          ? OffsetDateTime.parse(json.textValue())
          : wrong(at, "moment-expected");
    } catch (DateTimeException e) {
      return wrong(at, "moment-expected");
    }
  }

  private Object texts(JsonNode json, String at) {
    if (!json.isArray()) {
      return wrong(at, "list-expected");
    }
    var texts = new ArrayList<String>();
    for (int i = 0; i < json.size(); i++) {
      if (text(json.get(i), at + "/" + i) instanceof String text) {
        texts.add(text);
      }
    }
    return List.copyOf(texts);
  }

  private Object uuid(JsonNode json, String at) {
    try {
      return json.isTextual() && json.textValue().length() == 36
          ? UUID.fromString(json.textValue())
          : wrong(at, "id-expected");
    } catch (IllegalArgumentException e) {
      return wrong(at, "id-expected");
    }
  }

  /** A record by its id, or in the form it is read in: {@code {"id": …, "title": …}}. */
  private Object lookup(JsonNode json, String at) {
    var id = uuid(json.isObject() ? json.path("id") : json, at);
    return id == null ? null : new RecordRef((UUID) id, null);
  }

  private Object rows(SubformField subform, JsonNode json, String at) {
    if (!json.isArray()) {
      return wrong(at, "list-expected");
    }
    if (json.size() > subform.rowLimit()) {
      return wrong(at, "too-many-rows", subform.rowLimit());
    }
    var rows = new ArrayList<RecordData>();
    for (int i = 0; i < json.size(); i++) {
      var rowReader = new RecordJsonReader(subform.fields());
      if (json.get(i).isObject()) {
        var row = rowReader.object(json.get(i), at + "/" + i);
        var open = new java.util.BitSet();
        open.set(0, subform.fields().size());
        open.andNot(row.given());
        rows.add(row.data().leaving(open));
      } else {
        wrong(at + "/" + i, "object-expected");
      }
      problems.addAll(rowReader.problems);
    }
    return List.copyOf(rows);
  }
}
