package dev.formwork.core.api;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.CompiledSubform;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.rights.AppRights;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The OpenAPI 3.1 description of an app's endpoints, made from its compiled forms. */
final class OpenApiDocument {

  private static final String REFERENCE = "Reference";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final AppRights rights;
  private final Locale locale;
  private final ObjectNode root = JSON.createObjectNode();
  private final ObjectNode paths;
  private final ObjectNode schemas;

  private OpenApiDocument(AppKey app, AppRights rights, Locale locale) {
    this.rights = rights;
    this.locale = locale;
    root.put("openapi", "3.1.0");
    root.putObject("info").put("title", app.value()).put("version", "1");
    root.putArray("security").addObject().putArray("token");
    paths = root.putObject("paths");
    var components = root.putObject("components");
    components
        .putObject("securitySchemes")
        .putObject("token")
        .put("type", "http")
        .put("scheme", "bearer");
    schemas = components.putObject("schemas");
    problemSchema();
    referenceSchema();
  }

  /** What someone with these rights can reach. */
  static ObjectNode of(
      AppKey app, Collection<CompiledForm> forms, AppRights rights, Locale locale) {
    var document = new OpenApiDocument(app, rights, locale);
    forms.stream()
        .filter(form -> rights.of(form).isKnown())
        .sorted(Comparator.comparing(form -> form.definition().key()))
        .forEach(document::form);
    return document.root;
  }

  private void problemSchema() {
    var problem = schemas.putObject("Problem").put("type", "object").putObject("properties");
    for (var text : List.of("type", "title", "detail", "instance")) {
      problem.putObject(text).put("type", "string");
    }
    problem.putObject("status").put("type", "integer");
    var error =
        problem
            .putObject("errors")
            .put("type", "array")
            .putObject("items")
            .put("type", "object")
            .putObject("properties");
    for (var text : List.of("path", "code", "message")) {
      error.putObject(text).put("type", "string");
    }
  }

  /** A record that a lookup points to. */
  private void referenceSchema() {
    var reference = schemas.putObject(REFERENCE);
    reference.putArray("type").add("object").add("null");
    reference.put(
        "description",
        "A record that is looked up. Written with its id, or as the id alone; the title is read.");
    var properties = reference.putObject("properties");
    properties.putObject("id").put("type", "string").put("format", "uuid");
    properties.putObject("title").put("type", "string").put("readOnly", true);
    reference.putArray("required").add("id");
  }

  private void form(CompiledForm form) {
    var key = form.definition().key().value();
    schema(form, key);
    var records = "/api/v1/apps/" + form.app() + "/forms/" + key + "/records";
    var collection = paths.putObject(records);
    list(collection.putObject("get"), form, key);
    var create = operation(collection.putObject("post"), form, "create", key, "201");
    create
        .putArray("parameters")
        .addObject()
        .put("name", "submit")
        .put("in", "query")
        .putObject("schema")
        .put("type", "boolean")
        .put("default", false);
    body(create, key);
    var single = paths.putObject(records + "/{id}");
    idParameter(single);
    operation(single.putObject("get"), form, "read", key, "200");
    body(operation(single.putObject("patch"), form, "change", key, "200"), changeOf(key));
    body(operation(single.putObject("put"), form, "replace", key, "200"), key);
    var delete = single.putObject("delete");
    describe(delete, form, "delete", key);
    delete.putObject("responses").putObject("204").put("description", "Deleted");
    var submit = paths.putObject(records + "/{id}:submit");
    idParameter(submit);
    var submission = operation(submit.putObject("post"), form, "submit", key, "200");
    body(submission, changeOf(key)).put("required", false);
    form.columns().stream()
        .filter(
            column ->
                column.field().head().unique() && rights.of(form).right(column.name()).isReadable())
        .forEach(column -> upsert(form, key, records, column));
  }

  private void upsert(CompiledForm form, String key, String records, Column column) {
    var path = paths.putObject(records + "/by/" + column.name() + "/{value}");
    path.putArray("parameters")
        .addObject()
        .put("name", "value")
        .put("in", "path")
        .put("required", true)
        .putObject("schema")
        .put("type", "string");
    body(
        operation(path.putObject("put"), form, "upsertBy" + column.name(), key, "200"),
        changeOf(key));
  }

  private static void idParameter(ObjectNode path) {
    path.putArray("parameters")
        .addObject()
        .put("name", "id")
        .put("in", "path")
        .put("required", true)
        .putObject("schema")
        .put("type", "string")
        .put("format", "uuid");
  }

  private void list(ObjectNode operation, CompiledForm form, String key) {
    describe(operation, form, "list", key);
    var parameters = operation.putArray("parameters");
    for (var name : List.of("filter", "search", "sort", "fields", "cursor")) {
      parameters
          .addObject()
          .put("name", name)
          .put("in", "query")
          .putObject("schema")
          .put("type", "string");
    }
    parameters
        .addObject()
        .put("name", "limit")
        .put("in", "query")
        .putObject("schema")
        .put("type", "integer")
        .put("minimum", 1)
        .put("maximum", 1000)
        .put("default", 50);
    var count =
        parameters
            .addObject()
            .put("name", "count")
            .put("in", "query")
            .putObject("schema")
            .put("type", "string");
    count.putArray("enum").add("none").add("estimated").add("exact");
    var page =
        content(operation.putObject("responses").putObject("200").put("description", "A page"))
            .put("type", "object")
            .putObject("properties");
    page.putObject("items").put("type", "array").putObject("items").put("$ref", reference(key));
    page.putObject("nextCursor").putArray("type").add("string").add("null");
    page.putObject("count").put("type", "integer");
  }

  private ObjectNode operation(
      ObjectNode operation, CompiledForm form, String verb, String key, String status) {
    describe(operation, form, verb, key);
    var responses = operation.putObject("responses");
    content(responses.putObject(status).put("description", "The record"))
        .put("$ref", reference(key));
    var problem =
        responses.putObject("default").put("description", "A problem document (RFC 9457)");
    problem
        .putObject("content")
        .putObject(ProblemDocument.MEDIA_TYPE)
        .putObject("schema")
        .put("$ref", reference("Problem"));
    return operation;
  }

  private void describe(ObjectNode operation, CompiledForm form, String verb, String key) {
    operation.put("operationId", verb + "_" + key);
    operation.putArray("tags").add(form.definition().title().in(locale));
  }

  private static ObjectNode body(ObjectNode operation, String schema) {
    var body = operation.putObject("requestBody").put("required", true);
    content(body).put("$ref", reference(schema));
    return body;
  }

  /** The schema of what a change sends: nothing in it must be there. */
  private static String changeOf(String form) {
    return form + ".change";
  }

  private static String reference(String schema) {
    return "#/components/schemas/" + schema;
  }

  private static ObjectNode content(ObjectNode holder) {
    return holder.putObject("content").putObject("application/json").putObject("schema");
  }

  private void schema(CompiledForm form, String key) {
    var schema =
        schemas
            .putObject(key)
            .put("type", "object")
            .put("title", form.definition().title().in(locale));
    var properties = schema.putObject("properties");
    for (var name :
        List.of("id", "record_title", "created_at", "created_by", "updated_at", "updated_by")) {
      properties.putObject(name).put("type", "string").put("readOnly", true);
    }
    properties.putObject("version").put("type", "integer").put("readOnly", true);
    var own = rights.of(form);
    form.columns().stream()
        .filter(column -> own.shows(column.name()))
        .forEach(column -> property(properties, column));
    var change = schemas.putObject(changeOf(key)).put("type", "object");
    change.put("description", "What changes; what is left out stays as it is.");
    var changed = properties.deepCopy();
    form.subforms().stream()
        .filter(subform -> own.shows(subform.field().key().value()))
        .forEach(subform -> rows(form, subform, properties, changed));
    change.set("properties", changed);
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

  /** A record has a list of rows; a change may send that list, or what changes of it. */
  private void rows(
      CompiledForm form, CompiledSubform subform, ObjectNode properties, ObjectNode changed) {
    var key = subform.field().key().value();
    var name = form.key() + "." + key;
    var row = schemas.putObject(name + ".row").put("type", "object").putObject("properties");
    row.putObject("id")
        .put("type", "string")
        .put("format", "uuid")
        .put("description", "The row's own; a new row is sent without.");
    subform.columns().stream()
        .filter(column -> rights.of(form).shows(key + "." + column.name()))
        .forEach(column -> property(row, column));
    list(properties.putObject(key), name + ".row")
        .put("title", subform.field().title().in(locale))
        .put("description", "All rows. A row with an id is that row, one without is new.");
    var parts = schemas.putObject(name + ".changes").put("type", "object");
    parts.put("description", "Changes to some rows; rows not mentioned stay.");
    var part = parts.put("additionalProperties", false).putObject("properties");
    list(part.putObject("change"), name + ".row")
        .put("description", "Rows with their ids; a column left out keeps its value.");
    list(part.putObject("add"), name + ".row").put("description", "New rows, behind all others.");
    part.putObject("remove")
        .put("type", "array")
        .put("description", "Ids of rows that go.")
        .putObject("items")
        .put("type", "string")
        .put("format", "uuid");
    var either = changed.putObject(key).putArray("oneOf");
    list(either.addObject(), name + ".row");
    either.addObject().put("$ref", reference(name + ".changes"));
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
    property.put("title", column.field().title().in(locale));
    column.type().describe(property);
    if (column.field().isDerived()) {
      property.put("readOnly", true);
    }
    column.field().describeValue(property);
  }
}
