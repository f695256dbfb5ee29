package dev.formwork.core.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.rights.AppRights;
import dev.formwork.core.workspace.compiled.CompiledForms;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;

/** The OpenAPI document of an app: always that of the published forms. */
@Path("/api/v1/apps/{app}/openapi.json")
@Produces(MediaType.APPLICATION_JSON)
public class OpenApiResource {

  private final CompiledForms forms;
  private final List<OpenApiContributor> parts;

  OpenApiResource(CompiledForms forms, @All List<OpenApiContributor> parts) {
    this.forms = forms;
    this.parts = parts;
  }

  @GET
  public Uni<String> document(
      @Context ContainerRequestContext request, @PathParam("app") AppKey app) {
    var caller = RequestReader.caller(request);
    return forms
        .forms(caller.workspace(), app)
        .invoke(
            found -> {
              if (found.isEmpty() || !rights(caller, found).mayEnter()) {
                throw Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.APP_NOT_FOUND, app);
              }
            })
        .chain(
            found ->
                parts(caller, app)
                    .map(
                        described ->
                            OpenApiDocument.of(
                                app,
                                found.values(),
                                rights(caller, found),
                                caller.locale(),
                                described)))
        .map(ObjectNode::toPrettyString);
  }

  private Uni<List<ObjectNode>> parts(Caller caller, AppKey app) {
    return Multi.createFrom()
        .iterable(parts)
        .onItem()
        .transformToUniAndConcatenate(part -> part.of(caller, app))
        .collect()
        .asList();
  }

  private static AppRights rights(Caller caller, Map<String, CompiledForm> forms) {
    return RecordAccess.rights(caller, forms.values().iterator().next());
  }
}
