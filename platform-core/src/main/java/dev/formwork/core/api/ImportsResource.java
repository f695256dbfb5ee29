package dev.formwork.core.api;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.csv.CsvTable;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.importexport.ImportFailure;
import dev.formwork.core.importexport.ImportPlan;
import dev.formwork.core.importexport.ImportRun;
import dev.formwork.core.importexport.ImportService;
import dev.formwork.core.importexport.KeptRecord;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.thread.WorkerThreads;
import dev.formwork.core.workspace.compiled.CompiledForms;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** Imports: start one with a file, watch it, take back the rows that failed. */
@Path("/api/v1/apps/{app}")
@Produces(MediaType.APPLICATION_JSON)
public class ImportsResource {

  private static final int SHOWN_FAILURES = 1_000;

  private final CompiledForms forms;
  private final ImportService imports;

  ImportsResource(CompiledForms forms, ImportService imports) {
    this.forms = forms;
    this.imports = imports;
  }

  /**
   * Multipart: {@code file}, and optionally {@code plan} as JSON; what it does not say, the names
   * of the columns and the file itself decide. A dry run answers what the file would become.
   */
  @POST
  @Path("/forms/{form}/records:import")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  public Uni<Response> start(
      @Context ContainerRequestContext request,
      @PathParam("app") AppKey app,
      @PathParam("form") FormKey form,
      @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
      @RestForm("file") FileUpload file,
      @RestForm String plan) {
    var caller = RequestReader.caller(request);
    if (file == null) {
      throw Refusal.of(Refusal.Kind.MALFORMED, CoreProblem.FILE_MISSING);
    }
    return forms
        .form(caller.workspace(), app, form)
        .invoke(compiled -> RecordAccess.requireImport(caller, compiled))
        .chain(
            compiled ->
                WorkerThreads.run(() -> content(file))
                    .chain(
                        content ->
                            agreed(compiled, content, plan)
                                .chain(
                                    agreed ->
                                        dryRun
                                            ? dryRun(caller, compiled, content, agreed)
                                            : start(caller, compiled, file, content, agreed))));
  }

  private Uni<ImportPlan> agreed(CompiledForm form, byte[] content, String plan) {
    var said = plan == null || plan.isBlank() ? ImportPlan.NONE : ImportService.plan(plan);
    return said.columns().isEmpty()
        ? imports
            .guessed(form, content, said.fileFormat())
            .map(guessed -> said.withColumns(guessed.columns()))
        : Uni.createFrom().item(said);
  }

  private Uni<Response> dryRun(Caller caller, CompiledForm form, byte[] content, ImportPlan plan) {
    return imports
        .dryRun(caller, form, content, plan)
        .map(analysis -> Response.ok(ImportPreview.json(analysis, caller.locale())).build());
  }

  private Uni<Response> start(
      Caller caller, CompiledForm form, FileUpload file, byte[] content, ImportPlan plan) {
    var name = file.fileName() == null ? "file.csv" : file.fileName();
    return imports
        .start(caller, form, name, content, plan)
        .map(
            id ->
                Response.accepted(IdAnswer.json(id))
                    .header("Location", "/api/v1/apps/" + form.app() + "/imports/" + id)
                    .build());
  }

  private static byte[] content(FileUpload file) {
    try {
      if (file.size() > CsvTable.MAX_BYTES) {
        throw Refusal.of(
            Refusal.Kind.TOO_LARGE, CoreProblem.FILE_TOO_LARGE, CsvTable.MAX_BYTES / (1024 * 1024));
      }
      return Files.readAllBytes(file.uploadedFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @GET
  @Path("/imports/{id}")
  public Uni<String> watch(@Context ContainerRequestContext request, @PathParam("id") UUID id) {
    var caller = RequestReader.caller(request);
    return imports
        .run(caller, id)
        .chain(
            run ->
                imports
                    .failures(caller, id, SHOWN_FAILURES)
                    .chain(
                        failures ->
                            imports
                                .kept(caller, id, SHOWN_FAILURES)
                                .map(
                                    kept -> DefinitionJson.write(Answer.of(run, failures, kept)))));
  }

  /** Undoes what an import did, as far as nobody changed its records since; watch it as before. */
  @POST
  @Path("/imports/{id}:undo")
  public Uni<Response> undo(
      @Context ContainerRequestContext request,
      @PathParam("app") AppKey app,
      @PathParam("id") UUID id) {
    return imports
        .undo(RequestReader.caller(request), id)
        .map(
            _ ->
                Response.accepted(IdAnswer.json(id))
                    .header("Location", "/api/v1/apps/" + app + "/imports/" + id)
                    .build());
  }

  @GET
  @Path("/imports/{id}/failed.csv")
  @Produces("text/csv; charset=utf-8")
  public Uni<Response> failedRows(
      @Context ContainerRequestContext request, @PathParam("id") UUID id) {
    return imports
        .failedRows(RequestReader.caller(request), id)
        .map(
            csv ->
                Response.ok(csv)
                    .header("Content-Disposition", "attachment; filename=\"failed-rows.csv\"")
                    .build());
  }

  /**
   * How far an import is.
   *
   * @param file its name
   * @param error why it stopped for good; null: it did not
   * @param undone records that are again as they were before
   * @param kept the first of those that its undoing left as they are
   * @param failures the first of them
   */
  record Answer(
      UUID id,
      String form,
      String file,
      String state,
      int total,
      int processed,
      int created,
      int updated,
      int unchanged,
      int failed,
      String error,
      int undone,
      List<KeptRecord> kept,
      List<ImportFailure> failures) {

    static Answer of(ImportRun run, List<ImportFailure> failures, List<KeptRecord> kept) {
      return new Answer(
          run.id(),
          run.form().value(),
          run.fileName(),
          run.state().name().toLowerCase(Locale.ROOT),
          run.totalRows(),
          run.nextRow(),
          run.created(),
          run.updated(),
          run.unchanged(),
          run.failed(),
          run.error(),
          run.undone(),
          kept,
          failures);
    }
  }
}
