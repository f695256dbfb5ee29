package dev.formwork.core.api;

import static jakarta.ws.rs.core.HttpHeaders.ETAG;
import static jakarta.ws.rs.core.HttpHeaders.LOCATION;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.expression.value.IsoDates;
import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.permission.RecordAction;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.RecordQueries;
import dev.formwork.core.record.RecordReferences;
import dev.formwork.core.record.RecordService;
import dev.formwork.core.record.json.RecordJsonWriter;
import dev.formwork.core.record.query.RecordPage;
import dev.formwork.core.record.query.RecordQuery;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.core.workspace.compiled.CompiledForms;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;

/** The generated endpoints of a form's records. */
@Path("/api/v1/apps/{app}/forms/{form}/records")
@Produces(MediaType.APPLICATION_JSON)
public class RecordsResource {

  private final CompiledForms forms;
  private final RecordService records;
  private final RecordQueries queries;
  private final RecordReferences references;

  RecordsResource(
      CompiledForms forms,
      RecordService records,
      RecordQueries queries,
      RecordReferences references) {
    this.forms = forms;
    this.records = records;
    this.queries = queries;
    this.references = references;
  }

  @GET
  public Uni<byte[]> list(
      @Context ContainerRequestContext request,
      @PathParam("app") AppKey app,
      @PathParam("form") FormKey form,
      @QueryParam("filter") String filter,
      @QueryParam("search") String search,
      @QueryParam("sort") String sort,
      @QueryParam("fields") String fields,
      @QueryParam("limit") @DefaultValue("50") String limit,
      @QueryParam("cursor") String cursor,
      @QueryParam("count") @DefaultValue("none") String count) {
    var caller = RequestReader.caller(request);
    var query = new RecordQuery(filter, search, list(sort), number(limit), cursor, 0);
    return RequestReader.form(forms, caller, app, form)
        .chain(
            compiled ->
                list(caller, compiled, query, checkedFields(caller, compiled, fields), count));
  }

  /** Rows of subforms are in a list only when they are asked for by name. */
  private Uni<byte[]> list(
      Caller caller, CompiledForm form, RecordQuery query, List<String> fields, String count) {
    var withRows = form.subforms().stream().filter(one -> fields.contains(one.key())).toList();
    return queries
        .list(caller, form, query, withRows)
        .chain(
            recordPage ->
                count(caller, form, query, count)
                    .map(total -> json(form, recordPage, total, fields)));
  }

  private Uni<Long> count(Caller caller, CompiledForm form, RecordQuery query, String mode) {
    return switch (mode) {
      case "none" -> Uni.createFrom().nullItem();
      case "estimated" -> queries.estimate(caller, form);
      case "exact" -> queries.count(caller, form, query.filter(), query.search());
      default -> throw Refusal.of(Refusal.Kind.MALFORMED, CoreProblem.BAD_COUNT, mode);
    };
  }

  private static byte[] json(
      CompiledForm form, RecordPage recordPage, Long count, List<String> fields) {
    return RecordJsonWriter.bytes(
        json -> RecordJsonWriter.page(json, form, recordPage, count, fields));
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<RestResponse<byte[]>> create(
      @Context ContainerRequestContext request,
      @PathParam("app") AppKey app,
      @PathParam("form") FormKey form,
      @QueryParam("submit") @DefaultValue("false") boolean submit,
      String body) {
    var caller = RequestReader.caller(request);
    return RequestReader.form(forms, caller, app, form)
        .chain(
            compiled ->
                RequestReader.input(caller, compiled, body, RecordAction.CREATE)
                    .chain(input -> create(caller, compiled, input, submit))
                    .map(created -> created(compiled, created, request.getUriInfo().getPath())));
  }

  private Uni<StoredRecord> create(
      Caller caller, CompiledForm form, RecordInput input, boolean submit) {
    return submit
        ? records.createAndSubmit(caller, form, input)
        : records.create(caller, form, input);
  }

  @GET
  @Path("/{id}")
  public Uni<RestResponse<byte[]>> read(
      @Context ContainerRequestContext request,
      @PathParam("app") AppKey app,
      @PathParam("form") FormKey form,
      @PathParam("id") RecordId id,
      @QueryParam("fields") String fields,
      @HeaderParam("If-None-Match") String known) {
    var caller = RequestReader.caller(request);
    return RequestReader.form(forms, caller, app, form)
        .chain(
            compiled ->
                records
                    .get(caller, compiled, id)
                    .map(
                        record ->
                            etag(record).equals(known)
                                ? ResponseBuilder.<byte[]>notModified()
                                    .header(ETAG, etag(record))
                                    .build()
                                : ok(compiled, record, checkedFields(caller, compiled, fields))));
  }

  @PATCH
  @Path("/{id}")
  @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
  public Uni<RestResponse<byte[]>> change(
      @Context ContainerRequestContext request,
      @PathParam("app") AppKey app,
      @PathParam("form") FormKey form,
      @PathParam("id") RecordId id,
      @HeaderParam("If-Match") String expected,
      String body) {
    var caller = RequestReader.caller(request);
    return RequestReader.form(forms, caller, app, form)
        .chain(
            compiled ->
                RequestReader.input(caller, compiled, body, RecordAction.CHANGE)
                    .chain(
                        input ->
                            records.change(
                                caller, compiled, id, RequestReader.version(expected), input))
                    .map(changed -> ok(compiled, changed, List.of())));
  }

  /** Replaces a record: fields not named become empty. Makes it when it is not there. */
  @PUT
  @Path("/{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<RestResponse<byte[]>> replace(
      @Context ContainerRequestContext request,
      @PathParam("app") AppKey app,
      @PathParam("form") FormKey form,
      @PathParam("id") RecordId id,
      @HeaderParam("If-Match") String expected,
      @HeaderParam("If-None-Match") String known,
      String body) {
    var caller = RequestReader.caller(request);
    var precondition = RequestReader.precondition(expected, known);
    return RequestReader.form(forms, caller, app, form)
        .chain(
            compiled ->
                RequestReader.input(
                        caller, compiled, body, RecordAction.CHANGE, RecordAction.CREATE)
                    .chain(
                        input -> records.replaceOrCreate(caller, compiled, id, precondition, input))
                    .map(
                        written ->
                            answer(
                                compiled,
                                written,
                                request.getUriInfo().getPath().replaceFirst("/[^/]*$", ""))));
  }

  @PUT
  @Path("/by/{field}/{value}")
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<RestResponse<byte[]>> upsert(
      @Context ContainerRequestContext request,
      @PathParam("app") AppKey app,
      @PathParam("form") FormKey form,
      @PathParam("field") String field,
      @PathParam("value") String value,
      @HeaderParam("If-Match") String expected,
      @HeaderParam("If-None-Match") String known,
      String body) {
    var caller = RequestReader.caller(request);
    var precondition = RequestReader.precondition(expected, known);
    return RequestReader.form(forms, caller, app, form)
        .chain(
            compiled -> {
              var column = uniqueColumn(compiled, field);
              return RequestReader.input(
                      caller, compiled, body, RecordAction.CHANGE, RecordAction.CREATE)
                  .chain(
                      input -> records.upsert(caller, compiled, column, value, precondition, input))
                  .map(
                      written ->
                          answer(
                              compiled,
                              written,
                              request.getUriInfo().getPath().replaceFirst("/by/.*$", "")));
            });
  }

  private static RestResponse<byte[]> answer(
      CompiledForm form, RecordService.Upserted written, String collection) {
    return written.isNew()
        ? created(form, written.record(), collection)
        : ok(form, written.record(), List.of());
  }

  private static Column uniqueColumn(CompiledForm form, String field) {
    return form.column(field)
        .filter(column -> column.field().head().unique() && column.type() == ColumnType.TEXT)
        .orElseThrow(
            () -> Refusal.of(Refusal.Kind.MALFORMED, CoreProblem.NOT_A_UNIQUE_FIELD, field));
  }

  @DELETE
  @Path("/{id}")
  public Uni<RestResponse<byte[]>> delete(
      @Context ContainerRequestContext request,
      @PathParam("app") AppKey app,
      @PathParam("form") FormKey form,
      @PathParam("id") RecordId id,
      @HeaderParam("If-Match") String expected,
      @QueryParam("purge") @DefaultValue("false") boolean purge) {
    var caller = RequestReader.caller(request);
    return RequestReader.form(forms, caller, app, form)
        .chain(
            compiled ->
                records.delete(caller, compiled, id, RequestReader.version(expected), purge))
        .map(_ -> RestResponse.noContent());
  }

  @POST
  @Path("/{id}:submit")
  @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
  public Uni<RestResponse<byte[]>> submit(
      @Context ContainerRequestContext request,
      @PathParam("app") AppKey app,
      @PathParam("form") FormKey form,
      @PathParam("id") RecordId id,
      @HeaderParam("If-Match") String expected,
      String body) {
    var caller = RequestReader.caller(request);
    var changes = body == null || body.isBlank() ? "{}" : body;
    return RequestReader.form(forms, caller, app, form)
        .chain(
            compiled ->
                RequestReader.input(caller, compiled, changes, RecordAction.CHANGE)
                    .chain(
                        input ->
                            records.submit(
                                caller, compiled, id, RequestReader.version(expected), input))
                    .map(submitted -> ok(compiled, submitted, List.of())));
  }

  @POST
  @Path("/{id}:restore")
  public Uni<RestResponse<byte[]>> restore(
      @Context ContainerRequestContext request,
      @PathParam("app") AppKey app,
      @PathParam("form") FormKey form,
      @PathParam("id") RecordId id) {
    var caller = RequestReader.caller(request);
    return RequestReader.form(forms, caller, app, form)
        .chain(
            compiled ->
                records
                    .restore(caller, compiled, id)
                    .map(record -> ok(compiled, record, List.of())));
  }

  @GET
  @Path("/{id}/changes")
  public Uni<String> changes(
      @Context ContainerRequestContext request,
      @PathParam("app") AppKey app,
      @PathParam("form") FormKey form,
      @PathParam("id") RecordId id) {
    var caller = RequestReader.caller(request);
    return RequestReader.form(forms, caller, app, form)
        .chain(compiled -> queries.history(caller, compiled, id))
        .map(changes -> ItemsAnswer.json(changes, ChangeAnswer::of));
  }

  /** What points to a record: {@code {"items": [{"form", "field", "count", "names"}]}}. */
  @GET
  @Path("/{id}/references")
  public Uni<String> references(
      @Context ContainerRequestContext request,
      @PathParam("app") AppKey app,
      @PathParam("form") FormKey form,
      @PathParam("id") RecordId id) {
    var caller = RequestReader.caller(request);
    return RequestReader.form(forms, caller, app, form)
        .chain(compiled -> references.to(caller, compiled, id))
        .map(found -> ItemsAnswer.json(found, ReferenceAnswer::of));
  }

  /** A lookup by which records point to one. */
  record ReferenceAnswer(String form, String field, long count, List<String> names) {

    static ReferenceAnswer of(RecordReferences.RecordReference reference) {
      return new ReferenceAnswer(
          reference.form().key(), reference.field(), reference.count(), reference.names());
    }
  }

  /**
   * One change of a record.
   *
   * @param by null: the platform
   * @param changes JSON: of each field what it was and what it became
   */
  record ChangeAnswer(
      long version, String at, MemberId by, String action, @JsonRawValue String changes) {

    static ChangeAnswer of(RecordQueries.Change change) {
      return new ChangeAnswer(
          change.version(),
          IsoDates.utc(change.at()),
          change.by(),
          change.action(),
          change.changes());
    }
  }

  private static RestResponse<byte[]> created(
      CompiledForm form, StoredRecord record, String collection) {
    return ResponseBuilder.create(Status.CREATED, body(form, record, List.of()))
        .header(LOCATION, collection + "/" + record.id())
        .header(ETAG, etag(record))
        .build();
  }

  private static RestResponse<byte[]> ok(
      CompiledForm form, StoredRecord record, List<String> fields) {
    return ResponseBuilder.ok(body(form, record, fields)).header(ETAG, etag(record)).build();
  }

  private static byte[] body(CompiledForm form, StoredRecord record, List<String> fields) {
    return RecordJsonWriter.bytes(json -> RecordJsonWriter.write(json, form, record, fields));
  }

  private static String etag(StoredRecord record) {
    return "\"" + record.version() + "\"";
  }

  private static int number(String text) {
    if (!text.matches("[0-9]{1,6}")) {
      throw new Refusal(
          Refusal.Kind.MALFORMED,
          List.of(Problem.at("", CoreProblem.BAD_LIMIT, RecordQuery.MAX_LIMIT)));
    }
    return Integer.parseInt(text);
  }

  private static List<String> list(String commaSeparated) {
    return commaSeparated == null || commaSeparated.isBlank()
        ? List.of()
        : Arrays.stream(commaSeparated.split(","))
            .map(String::strip)
            .filter(part -> !part.isEmpty())
            .toList();
  }

  private static List<String> checkedFields(Caller caller, CompiledForm form, String fields) {
    return RequestReader.fields(caller, form, list(fields), null);
  }
}
