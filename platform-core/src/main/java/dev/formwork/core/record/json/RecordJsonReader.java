package dev.formwork.core.record.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.field.FieldTable;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.naming.Key;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.value.RecordData;
import dev.formwork.core.record.value.RecordInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Reads a record from JSON, straight from the text into its slots: every value checked for its
 * type, every mistake collected with its path.
 */
public final class RecordJsonReader {

  private RecordJsonReader() {}

  /** What was read: use the input only when there are no problems. */
  public record Read(RecordInput input, List<Problem> problems) {}

  /**
   * A whole text.
   *
   * @throws JsonProcessingException when it is not one JSON value
   */
  public static Read read(CompiledForm form, String json) throws JsonProcessingException {
    return read(form.fieldTable(), json);
  }

  /** The same, of the fields of a form or of rows. */
  public static Read read(FieldTable fields, String json) throws JsonProcessingException {
    try (var parser = DefinitionJson.mapper().createParser(json)) {
      parser.nextToken();
      var read = root(fields, parser);
      if (parser.nextToken() != null) {
        throw MismatchedInputException.from(parser, RecordInput.class, "More than one JSON value");
      }
      return read;
    } catch (JsonProcessingException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** JSON that is a part of something else. */
  public static Read read(CompiledForm form, JsonNode json) {
    try (var parser = json.traverse(DefinitionJson.mapper())) {
      parser.nextToken();
      return root(form.fieldTable(), parser);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The input; fails as invalid, with all mistakes. */
  public static RecordInput valid(CompiledForm form, JsonNode json) {
    var read = read(form, json);
    if (!read.problems.isEmpty()) {
      throw Refusal.invalid(read.problems);
    }
    return read.input;
  }

  private static Read root(FieldTable fields, JsonParser parser) throws IOException {
    if (!parser.isExpectedStartObjectToken()) {
      parser.skipChildren();
      return new Read(
          RecordInput.empty(fields.size()), List.of(Problem.at("", CoreProblem.OBJECT_EXPECTED)));
    }
    var problems = new ArrayList<Problem>();
    return new Read(new ObjectReader(parser, problems, fields).object(""), problems);
  }

  /** Reads the properties of one object, a record or a row. */
  private static final class ObjectReader extends JsonValueParser {

    private final FieldTable fields;

    /** Of the property that is being read. */
    private int slot;

    ObjectReader(JsonParser parser, List<Problem> problems, FieldTable fields) {
      super(parser, problems);
      this.fields = fields;
    }

    RecordInput object(String path) throws IOException {
      var input = RecordInput.empty(fields.size());
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        var key = parser.currentName();
        parser.nextToken();
        property(at(path, key), key, input);
      }
      return input;
    }

    private void property(JsonValueParser value, String key, RecordInput input) throws IOException {
      slot = fields.slot(key);
      if (slot < 0) {
        unknown(value, key);
      } else if (fields.field(slot).isDerived()) {
        parser.skipChildren();
      } else {
        boolean isNull = parser.currentToken() == JsonToken.VALUE_NULL;
        input.with(slot, isNull ? null : fields.field(slot).readJson(value));
      }
    }

    /**
     * What the server sets itself may come back unchanged from a client that read the record; it is
     * not an error.
     */
    private void unknown(JsonValueParser value, String key) throws IOException {
      if (Key.RESERVED.contains(key)) {
        parser.skipChildren();
      } else {
        value.refuse(CoreProblem.UNKNOWN_FIELD, key);
      }
    }

    @Override
    public Object rows(SubformField subform) throws IOException {
      if (!parser.isExpectedStartArrayToken()) {
        return refuse(CoreProblem.LIST_EXPECTED);
      }
      var path = path();
      int before = problems.size();
      var reader = new ObjectReader(parser, problems, fields.rows(slot));
      var rows = new ArrayList<RecordData>();
      int count = 0;
      for (; parser.nextToken() != JsonToken.END_ARRAY; count++) {
        if (count >= subform.rowLimit()) {
          parser.skipChildren();
        } else if (parser.currentToken() == JsonToken.START_OBJECT) {
          rows.add(reader.row(path + "/" + count));
        } else {
          reader.at(path, Integer.toString(count)).refuse(CoreProblem.OBJECT_EXPECTED);
        }
      }
      if (count > subform.rowLimit()) {
        problems.subList(before, problems.size()).clear();
        problems.add(Problem.at(path, CoreProblem.TOO_MANY_ROWS, subform.rowLimit()));
        return null;
      }
      return List.copyOf(rows);
    }

    private RecordData row(String path) throws IOException {
      var row = object(path);
      var open = new BitSet();
      open.set(0, fields.size());
      open.andNot(row.given());
      return row.data().leaving(open);
    }
  }
}
