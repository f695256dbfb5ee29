package dev.formwork.core.api;

import dev.formwork.core.problem.Refusal;
import dev.formwork.core.workspace.CompiledForms;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

/** The OpenAPI document of an app: always that of the published forms. */
@Path("/api/v1/apps/{app}/openapi.json")
@Produces(MediaType.APPLICATION_JSON)
public class OpenApiResource {

  private final CompiledForms forms;

  OpenApiResource(CompiledForms forms) {
    this.forms = forms;
  }

  @GET
  public Uni<String> document(
      @Context ContainerRequestContext request, @PathParam("app") String app) {
    var caller = Requests.caller(request);
    return forms
        .forms(caller.workspace(), app)
        .map(
            found -> {
              if (found.isEmpty()) {
                throw Refusal.of(Refusal.Kind.NOT_FOUND, "app-not-found", app);
              }
              return OpenApiDocument.of(app, found.values(), caller.locale());
            });
  }
}
