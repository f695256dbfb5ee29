package dev.formwork.core.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.CompiledSubform;
import dev.formwork.core.rights.AppRights;
import dev.formwork.core.rights.FormRights;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The schemas of records, of what changes of them, of their rows and of pages. Titles stand in
 * descriptions: generators of clients make names of what is called a title.
 */
final class OpenApiSchemas {

  private static final String REFERENCE = "Reference";

  private final ObjectNode schemas;
  private final OpenApiNames names;
  private final AppRights rights;
  private final Locale locale;

  /** What the schemas of each form are called, by its key. */
  private final Map<String, Named> named = new HashMap<>();

  /** The names of a form's schemas. */
  record Named(String record, String change, String page) {}

  OpenApiSchemas(ObjectNode schemas, OpenApiNames names, AppRights rights, Locale locale) {
    this.schemas = schemas;
    this.names = names;
    this.rights = rights;
    this.locale = locale;
  }

  /** Names and describes all of them; records first, so that they keep the names of their forms. */
  void describe(Collection<CompiledForm> forms) {
    var records = new HashMap<String, String>();
    forms.forEach(form -> records.put(form.key(), names.free(form.key())));
    for (var form : forms) {
      var record = records.get(form.key());
      named.put(
          form.key(),
          new Named(record, names.free(record + ".change"), names.free(record + ".page")));
      record(form, named.get(form.key()));
    }
  }

  Named of(CompiledForm form) {
    return named.get(form.key());
  }

  static String reference(String schema) {
    return "#/components/schemas/" + schema;
  }

  private void record(CompiledForm form, Named name) {
    var own = rights.of(form);
    var schema = object(name.record());
    schema.put("description", form.definition().title().in(locale));
    var properties = schema.putObject("properties");
    facts(properties);
    form.columns().stream()
        .filter(column -> own.shows(column.name()))
        .forEach(column -> property(properties, column));
    var changed = properties.deepCopy();
    form.subforms().stream()
        .filter(subform -> own.shows(subform.field().key().value()))
        .forEach(subform -> rows(form, name.record(), subform, properties, changed));
    required(form, own, schema);
    var change = object(name.change());
    change.put("description", "What changes; what is left out stays as it is.");
    change.set("properties", changed);
    page(name);
  }

  private ObjectNode object(String name) {
    return schemas.putObject(name).put("type", "object");
  }

  /** What the server says of every record. */
  private static void facts(ObjectNode properties) {
    properties.putObject("id").put("type", "string").put("format", "uuid");
    properties.putObject("version").put("type", "integer").put("format", "int64");
    properties.putObject("record_title").put("type", "string");
    for (var at : List.of("created_at", "updated_at")) {
      properties.putObject(at).put("type", "string").put("format", "date-time");
    }
    for (var by : List.of("created_by", "updated_by")) {
      var member = properties.putObject(by).put("format", "uuid");
      member.putArray("type").add("string").add("null");
    }
    properties.forEach(fact -> ((ObjectNode) fact).put("readOnly", true));
  }

  private static void required(CompiledForm form, FormRights own, ObjectNode schema) {
    var required =
        form.definition().fields().stream()
            .filter(field -> field.head().required() && own.shows(field.key().value()))
            .map(field -> field.key().value())
            .toList();
    if (!required.isEmpty()) {
      var array = schema.putArray("required");
      required.forEach(array::add);
    }
  }

  private void page(Named name) {
    var page = object(name.page()).putObject("properties");
    list(page.putObject("items"), name.record());
    page.putObject("nextCursor").putArray("type").add("string").add("null");
    page.putObject("count").put("type", "integer").put("format", "int64");
  }

  /** A record has a list of rows; a change may send that list, or what changes of it. */
  private void rows(
      CompiledForm form,
      String record,
      CompiledSubform subform,
      ObjectNode properties,
      ObjectNode changed) {
    var key = subform.field().key().value();
    var rowName = names.free(record + "." + key + ".row");
    var row = object(rowName).putObject("properties");
    row.putObject("id")
        .put("type", "string")
        .put("format", "uuid")
        .put("description", "The row's own; a new row is sent without.");
    subform.columns().stream()
        .filter(column -> rights.of(form).shows(key + "." + column.name()))
        .forEach(column -> property(row, column));
    list(properties.putObject(key), rowName)
        .put(
            "description",
            subform.field().title().in(locale)
                + ". All rows. A row with an id is that row, one without is new.");
    var partsName = names.free(record + "." + key + ".changes");
    parts(partsName, rowName);
    var valueName = names.free(record + "." + key + ".value");
    var either = schemas.putObject(valueName).putArray("oneOf");
    list(either.addObject(), rowName);
    either.addObject().put("$ref", reference(partsName));
    changed.putObject(key).put("$ref", reference(valueName));
  }

  private void parts(String name, String rowName) {
    var parts = object(name);
    parts.put("description", "Changes to some rows; rows not mentioned stay.");
    var part = parts.put("additionalProperties", false).putObject("properties");
    list(part.putObject("change"), rowName)
        .put("description", "Rows with their ids; a column left out keeps its value.");
    list(part.putObject("add"), rowName).put("description", "New rows, behind all others.");
    part.putObject("remove")
        .put("type", "array")
        .put("description", "Ids of rows that go.")
        .putObject("items")
        .put("type", "string")
        .put("format", "uuid");
  }

  private static ObjectNode list(ObjectNode schema, String items) {
    schema.put("type", "array").putObject("items").put("$ref", reference(items));
    return schema;
  }

  private void property(ObjectNode properties, Column column) {
    var property = properties.putObject(column.name());
    if (column.isLookup()) {
      property.put("$ref", reference(REFERENCE));
      return;
    }
    property.put("description", column.field().title().in(locale));
    column.type().describe(property);
    if (column.field().isDerived()) {
      property.put("readOnly", true);
    }
    column.field().describeValue(property);
  }
}
