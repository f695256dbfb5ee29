package dev.formwork.core.api;

import dev.formwork.core.importexport.ExportFormat;
import dev.formwork.core.importexport.RecordExport;
import dev.formwork.core.importexport.RecordExport.ExportFile;
import dev.formwork.core.importexport.RecordExport.ExportRequest;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.workspace.compiled.CompiledForms;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Takes records out into a file. */
@Path("/api/v1/apps/{app}/forms/{form}/records:export")
public class ExportResource {

  /** {@code {"format": "xlsx", "filter": …, "search": …, "sort": ["-amount"], "fields": […]}}. */
  private record Body(
      String format, String filter, String search, List<String> sort, List<String> fields) {}

  private final CompiledForms forms;
  private final RecordExport exports;

  ExportResource(CompiledForms forms, RecordExport exports) {
    this.forms = forms;
    this.exports = exports;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<Response> export(
      @Context ContainerRequestContext request,
      @Context HttpServerResponse connection,
      @PathParam("app") AppKey app,
      @PathParam("form") FormKey form,
      String body) {
    var caller = RequestReader.caller(request);
    var read = RequestReader.read(body, Body.class);
    var format = ExportFormat.named(read.format == null ? "csv" : read.format);
    var exportRequest = new ExportRequest(format, read.filter, read.search, read.sort, read.fields);
    return RequestReader.form(forms, caller, app, form)
        .invoke(
            compiled -> RequestReader.fields(caller, compiled, exportRequest.fields(), "/fields"))
        .chain(compiled -> exports.export(caller, compiled, exportRequest))
        .map(file -> answer(file, connection));
  }

  /** The file goes when it was sent, or when nobody takes it any more. */
  private static Response answer(ExportFile file, HttpServerResponse connection) {
    connection.closeHandler(_ -> file.remove());
    connection.bodyEndHandler(_ -> file.remove());
    return Response.ok(file.path())
        .type(file.format().mediaType())
        .header("Content-Disposition", "attachment; filename=\"" + file.name() + "\"")
        .header("X-Record-Count", file.records())
        .build();
  }
}
