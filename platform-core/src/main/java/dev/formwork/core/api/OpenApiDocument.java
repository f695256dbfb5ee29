package dev.formwork.core.api;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.rights.AppRights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The OpenAPI 3.1 description of an app's endpoints: what every form has alike is written out in
 * {@code openapi-records.json}, what a workspace has in {@code openapi-workspace.json}, the rest is
 * made from its compiled forms.
 */
final class OpenApiDocument {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final List<String> ALIKE =
      List.of("openapi-records.json", "openapi-workspace.json");

  private final AppRights rights;
  private final Locale locale;
  private final ObjectNode root = JSON.createObjectNode();
  private final ObjectNode paths;
  private final OpenApiNames operations = new OpenApiNames();
  private final OpenApiSchemas schemas;

  private OpenApiDocument(AppKey app, AppRights rights, Locale locale, List<ObjectNode> parts) {
    this.rights = rights;
    this.locale = locale;
    root.put("openapi", "3.1.0");
    root.putObject("info").put("title", app.value()).put("version", "1");
    root.putArray("security").addObject().putArray("token");
    root.putArray("tags");
    paths = root.putObject("paths");
    var components = root.putObject("components");
    components
        .putObject("securitySchemes")
        .putObject("token")
        .put("type", "http")
        .put("scheme", "bearer");
    var described = components.putObject("schemas");
    var names = new OpenApiNames();
    ALIKE.forEach(file -> join(described, names, alike(app, file)));
    parts.forEach(part -> join(described, names, part));
    schemas = new OpenApiSchemas(described, names, rights, locale);
  }

  /**
   * What someone with these rights can reach.
   *
   * @param parts of other modules: paths and schemas that keep their names
   */
  static ObjectNode of(
      AppKey app,
      Collection<CompiledForm> forms,
      AppRights rights,
      Locale locale,
      List<ObjectNode> parts) {
    var document = new OpenApiDocument(app, rights, locale, parts);
    var known =
        forms.stream()
            .filter(form -> rights.of(form).isKnown())
            .sorted(Comparator.comparing(form -> form.definition().key()))
            .toList();
    document.schemas.describe(known);
    known.forEach(document::form);
    return document.root;
  }

  private static ObjectNode alike(AppKey app, String name) {
    try (var file = OpenApiDocument.class.getResourceAsStream(name)) {
      var text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return (ObjectNode) JSON.readTree(text.replace("{app}", app.value()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void join(ObjectNode described, OpenApiNames names, ObjectNode part) {
    var partSchemas = (ObjectNode) part.at("/components/schemas");
    partSchemas.fieldNames().forEachRemaining(names::free);
    described.setAll(partSchemas);
    paths.setAll((ObjectNode) part.path("paths"));
    part.path("paths")
        .findValues("operationId")
        .forEach(operation -> operations.free(operation.textValue()));
  }

  private void form(CompiledForm form) {
    var key = form.key();
    var named = schemas.of(form);
    root.withArray("/tags")
        .addObject()
        .put("name", key)
        .put("description", form.definition().title().in(locale));
    var records = "/api/v1/apps/" + form.app() + "/forms/" + key + "/records";
    var collection = paths.putObject(records);
    list(collection.putObject("get"), form, named);
    var create = operation(collection.putObject("post"), form, "create", named, "201");
    parameter(create, "submit", "query", "boolean");
    body(create, named.record());
    single(form, named, paths.putObject(records + "/{id}"));
    var submit = paths.putObject(records + "/{id}:submit");
    idParameter(submit);
    var submission = operation(submit.putObject("post"), form, "submit", named, "200");
    header(submission, "If-Match");
    body(submission, named.change()).put("required", false);
    form.columns().stream()
        .filter(
            column ->
                column.field().head().unique() && rights.of(form).right(column.name()).isReadable())
        .forEach(column -> upsert(form, named, records, column));
  }

  private void single(CompiledForm form, OpenApiSchemas.Named named, ObjectNode path) {
    idParameter(path);
    var read = operation(path.putObject("get"), form, "read", named, "200");
    parameter(read, "fields", "query", "string");
    header(read, "If-None-Match");
    var change = operation(path.putObject("patch"), form, "change", named, "200");
    header(change, "If-Match");
    body(change, named.change());
    var replace = operation(path.putObject("put"), form, "replace", named, "200");
    header(replace, "If-Match");
    header(replace, "If-None-Match");
    body(replace, named.record());
    var delete = path.putObject("delete");
    describe(delete, form, "delete");
    header(delete, "If-Match");
    parameter(delete, "purge", "query", "boolean");
    problem(delete.putObject("responses")).putObject("204").put("description", "Deleted");
  }

  private void upsert(
      CompiledForm form, OpenApiSchemas.Named named, String records, Column column) {
    var path = paths.putObject(records + "/by/" + column.name() + "/{value}");
    parameter(path, "value", "path", "string").put("required", true);
    var verb = "upsertBy" + column.name();
    var operation = operation(path.putObject("put"), form, verb, named, "200");
    header(operation, "If-Match");
    header(operation, "If-None-Match");
    body(operation, named.change());
  }

  private static void idParameter(ObjectNode path) {
    parameter(path, "id", "path", "string")
        .put("required", true)
        .withObject("/schema")
        .put("format", "uuid");
  }

  private static ObjectNode parameter(ObjectNode holder, String name, String in, String type) {
    var parameter = holder.withArray("/parameters").addObject().put("name", name).put("in", in);
    parameter.putObject("schema").put("type", type);
    return parameter;
  }

  private static void header(ObjectNode operation, String name) {
    parameter(operation, name, "header", "string");
  }

  private void list(ObjectNode operation, CompiledForm form, OpenApiSchemas.Named named) {
    describe(operation, form, "list");
    for (var name : List.of("filter", "search", "sort", "fields", "cursor")) {
      parameter(operation, name, "query", "string");
    }
    parameter(operation, "limit", "query", "integer")
        .withObject("/schema")
        .put("minimum", 1)
        .put("maximum", 1000)
        .put("default", 50);
    parameter(operation, "count", "query", "string")
        .withObject("/schema")
        .putArray("enum")
        .add("none")
        .add("estimated")
        .add("exact");
    content(problem(operation.putObject("responses")).putObject("200").put("description", "A page"))
        .put("$ref", OpenApiSchemas.reference(named.page()));
  }

  private ObjectNode operation(
      ObjectNode operation,
      CompiledForm form,
      String verb,
      OpenApiSchemas.Named named,
      String status) {
    describe(operation, form, verb);
    var responses = problem(operation.putObject("responses"));
    content(responses.putObject(status).put("description", "The record"))
        .put("$ref", OpenApiSchemas.reference(named.record()));
    return operation;
  }

  private static ObjectNode problem(ObjectNode responses) {
    responses
        .putObject("default")
        .put("description", "A problem document (RFC 9457)")
        .putObject("content")
        .putObject(ProblemDocument.MEDIA_TYPE)
        .putObject("schema")
        .put("$ref", OpenApiSchemas.reference("Problem"));
    return responses;
  }

  private void describe(ObjectNode operation, CompiledForm form, String verb) {
    operation.put("operationId", operations.free(verb + "_" + form.key()));
    operation.putArray("tags").add(form.key());
  }

  private static ObjectNode body(ObjectNode operation, String schema) {
    var body = operation.putObject("requestBody").put("required", true);
    content(body).put("$ref", OpenApiSchemas.reference(schema));
    return body;
  }

  private static ObjectNode content(ObjectNode holder) {
    return holder.putObject("content").putObject("application/json").putObject("schema");
  }
}
