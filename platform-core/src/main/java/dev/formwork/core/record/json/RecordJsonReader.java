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
import dev.formwork.core.record.value.RecordData;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.core.record.value.RowChanges;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Reads a record from JSON, straight from the text into its slots: every value checked for its
 * type, every mistake collected with its path.
 */
public final class RecordJsonReader {

  /** Characters of a name that is told. */
  private static final int MAX_NAMED = 100;

  private static final Set<String> PARTS = Set.of("change", "add", "remove");

  private RecordJsonReader() {}

  /**
   * What was read: use the input only when there are no problems.
   *
   * @param isCutShort whether there were so many that the rest was not read
   */
  public record Read(RecordInput input, List<Problem> problems, boolean isCutShort) {}

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
      if (!read.isCutShort && parser.nextToken() != null) {
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

  private static Read root(FieldTable fields, JsonParser parser) throws IOException {
    if (!parser.isExpectedStartObjectToken()) {
      parser.skipChildren();
      return new Read(
          RecordInput.empty(fields.size()),
          List.of(Problem.at("", CoreProblem.OBJECT_EXPECTED)),
          false);
    }
    var problems = new ArrayList<Problem>();
    try {
      var input = new ObjectReader(parser, problems, fields, false).object("");
      return new Read(input, problems, false);
    } catch (JsonValueParser.EnoughException _) {
      return new Read(RecordInput.empty(fields.size()), problems, true);
    }
  }

  /** Reads the properties of one object, a record or a row. */
  private static final class ObjectReader extends JsonValueParser {

    private final FieldTable fields;

    private final boolean inRow;

    /** Of the property that is being read. */
    private int slot;

    /** Of the row that is being read; null: it has none. */
    private UUID id;

    ObjectReader(JsonParser parser, List<Problem> problems, FieldTable fields, boolean inRow) {
      super(parser, problems);
      this.fields = fields;
      this.inRow = inRow;
    }

    RecordInput object(String path) throws IOException {
      var input = RecordInput.empty(fields.size());
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        var key = parser.currentName();
        parser.nextToken();
        property(at(path, shortened(key)), key, input);
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
      if (inRow && key.equals("id")) {
        id = parser.currentToken() == JsonToken.VALUE_NULL ? null : value.rowId();
      } else if (Key.RESERVED.contains(key)) {
        parser.skipChildren();
      } else {
        value.refuse(CoreProblem.UNKNOWN_FIELD, shortened(key));
      }
    }

    private static String shortened(String key) {
      return key.length() <= MAX_NAMED ? key : key.substring(0, MAX_NAMED) + "…";
    }

    /** A list is all rows; an object says what changes. */
    @Override
    public Object rows(SubformField subform) throws IOException {
      var reader = new ObjectReader(parser, problems, fields.rows(slot), true);
      if (parser.isExpectedStartObjectToken()) {
        return new RowChangesReader(reader, path(), subform.rowLimit()).read();
      }
      return parser.isExpectedStartArrayToken()
          ? reader.list(path(), "", subform.rowLimit())
          : refuse(CoreProblem.ROWS_EXPECTED);
    }

    /**
     * @param part behind the path of the subform, before the place in the list; empty: the list is
     *     all there is
     */
    List<RecordData> list(String path, String part, int limit) throws IOException {
      int before = problems.size();
      var rows = new ArrayList<RecordData>();
      int count = 0;
      for (; parser.nextToken() != JsonToken.END_ARRAY; count++) {
        if (count >= limit) {
          parser.skipChildren();
        } else if (parser.currentToken() == JsonToken.START_OBJECT) {
          rows.add(row(path, part + count));
        } else {
          at(path, part + count).refuse(CoreProblem.OBJECT_EXPECTED);
        }
      }
      if (count > limit) {
        problems.subList(before, problems.size()).clear();
        note(Problem.at(path, CoreProblem.TOO_MANY_ROWS, limit));
        return List.of();
      }
      return List.copyOf(rows);
    }

    private RecordData row(String path, String place) throws IOException {
      id = null;
      var row = object(path + "/" + place);
      var open = new BitSet();
      open.set(0, fields.size());
      open.andNot(row.given());
      var data = row.data().leaving(open).called(id);
      return place.contains("/") ? data.sentAt(place) : data;
    }
  }

  /** Reads {@code {"change": [...], "add": [...], "remove": [...]}} of a subform. */
  private record RowChangesReader(ObjectReader rows, String path, int limit) {

    Object read() throws IOException {
      var parser = rows.parser;
      var changed = new ArrayList<RecordData>();
      var removed = new ArrayList<UUID>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        var part = parser.currentName();
        parser.nextToken();
        if (!PARTS.contains(part)) {
          rows.at(path, part).refuse(CoreProblem.ROWS_EXPECTED);
        } else if (!parser.isExpectedStartArrayToken()) {
          rows.at(path, part).refuse(CoreProblem.LIST_EXPECTED);
        } else if (part.equals("remove")) {
          ids(parser, removed);
        } else {
          var list = rows.list(path, part + "/", limit);
          for (var row : list) {
            checkId(row, part.equals("change"));
          }
          changed.addAll(part.equals("change") ? 0 : changed.size(), list);
        }
      }
      return new RowChanges(changed, removed);
    }

    private void ids(JsonParser parser, List<UUID> removed) throws IOException {
      for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
        var id = rows.at(path, "remove/" + i).rowId();
        if (id != null) {
          removed.add(id);
        }
      }
    }

    /** What changes says which row; what is added has no id yet. */
    private void checkId(RecordData row, boolean isChange) throws IOException {
      if (isChange && row.id() == null) {
        rows.note(Problem.at(path + "/" + row.place(0) + "/id", CoreProblem.ROW_ID_MISSING));
      } else if (!isChange && row.id() != null) {
        rows.note(
            Problem.at(path + "/" + row.place(0) + "/id", CoreProblem.ROW_NOT_FOUND, row.id()));
      }
    }
  }
}
