package dev.formwork.designer.api;

import dev.formwork.core.api.RequestReader;
import dev.formwork.core.definition.AppScript;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.json.RecordJsonWriter;
import dev.formwork.core.script.ScriptRunResult;
import dev.formwork.core.script.ScriptService;
import dev.formwork.designer.definition.DefinitionDrafts;
import dev.formwork.designer.definition.DefinitionPublisher;
import dev.formwork.designer.problem.DesignProblem;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The scripts an app's people may run. */
@Path("/api/v1/apps/{app}/scripts")
@Produces(MediaType.APPLICATION_JSON)
public class ScriptsResource {

  private final DefinitionDrafts drafts;
  private final DefinitionPublisher publisher;
  private final ScriptService runs;

  ScriptsResource(DefinitionDrafts drafts, DefinitionPublisher publisher, ScriptService runs) {
    this.drafts = drafts;
    this.publisher = publisher;
    this.runs = runs;
  }

  @GET
  public Uni<String> list(@Context ContainerRequestContext request, @PathParam("app") String app) {
    return drafts
        .published(
            RequestReader.caller(request), DefinitionPath.id(app, DefinitionKind.SCRIPTS, app))
        .map(published -> published.json().toString());
  }

  /** Replaces all of them. */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<Response> save(
      @Context ContainerRequestContext request, @PathParam("app") String app, String body) {
    var wanted = JsonBody.list(body, AppScript.class);
    return publisher
        .replace(
            RequestReader.caller(request),
            DefinitionPath.id(app, DefinitionKind.SCRIPTS, app),
            DefinitionJson.mapper().valueToTree(wanted),
            null)
        .replaceWith(() -> Response.noContent().build());
  }

  /** Runs one as the caller; the body is its input. */
  @POST
  @Path("/{key}:run")
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<String> run(
      @Context ContainerRequestContext request,
      @PathParam("app") AppKey app,
      @PathParam("key") String key,
      String body) {
    var input = body == null || body.isBlank() ? "{}" : RequestReader.json(body).toString();
    return runs.run(RequestReader.caller(request), app, key, input).map(ScriptsResource::json);
  }

  private static String json(ScriptRunResult outcome) {
    if (outcome.error() != null) {
      throw Refusal.of(
          Refusal.Kind.INVALID, DesignProblem.SCRIPT_FAILED, outcome.error(), outcome.changes());
    }
    return RecordJsonWriter.text(
        json -> {
          json.writeStartObject();
          json.writeFieldName("result");
          json.writeRawValue(outcome.result());
          json.writeNumberField("changes", outcome.changes());
          json.writeArrayFieldStart("log");
          for (var line : outcome.log()) {
            json.writeString(line);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }
}
