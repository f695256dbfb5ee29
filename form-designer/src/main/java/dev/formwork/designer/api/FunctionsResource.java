package dev.formwork.designer.api;

import dev.formwork.core.api.RequestReader;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.definition.ScriptFunction;
import dev.formwork.designer.definition.DefinitionDrafts;
import dev.formwork.designer.definition.DefinitionPublisher;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The functions of an app that its team wrote in JavaScript. */
@Path("/api/v1/apps/{app}/functions")
@Produces(MediaType.APPLICATION_JSON)
public class FunctionsResource {

  private final DefinitionDrafts drafts;
  private final DefinitionPublisher publisher;

  FunctionsResource(DefinitionDrafts drafts, DefinitionPublisher publisher) {
    this.drafts = drafts;
    this.publisher = publisher;
  }

  @GET
  public Uni<String> list(@Context ContainerRequestContext request, @PathParam("app") String app) {
    return drafts
        .published(
            RequestReader.caller(request), DefinitionPath.id(app, DefinitionKind.FUNCTIONS, app))
        .map(published -> published.json().toString());
  }

  /** Replaces all of them. */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<Response> save(
      @Context ContainerRequestContext request, @PathParam("app") String app, String body) {
    var wanted = JsonBody.list(body, ScriptFunction.class);
    return publisher
        .replace(
            RequestReader.caller(request),
            DefinitionPath.id(app, DefinitionKind.FUNCTIONS, app),
            DefinitionJson.mapper().valueToTree(wanted),
            null)
        .replaceWith(() -> Response.noContent().build());
  }
}
