package dev.formwork.designer.api;

import dev.formwork.core.access.AppAuthorization;
import dev.formwork.core.api.RequestReader;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.naming.AppKey;
import dev.formwork.designer.recompute.Recomputations;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** How far old records are that a publish of their form concerns. */
@Path("/api/v1/apps/{app}/definitions")
@Produces(MediaType.APPLICATION_JSON)
public class RecomputationResource {

  private final Recomputations recomputations;
  private final AppAuthorization authority;

  RecomputationResource(Recomputations recomputations, AppAuthorization authority) {
    this.recomputations = recomputations;
    this.authority = authority;
  }

  /** How many are done, and which of them break what must always hold now. */
  @GET
  @Path("/form/{form}/recomputation")
  public Uni<String> recomputation(
      @Context ContainerRequestContext request,
      @PathParam("app") AppKey app,
      @PathParam("form") String form) {
    var caller = RequestReader.caller(request);
    return authority
        .requireDesigner(caller, app)
        .chain(() -> recomputations.latest(caller.workspace(), app.value(), form))
        .map(RecomputationResource::json);
  }

  private static String json(Recomputations.Progress latest) {
    var answer = DefinitionJson.mapper().createObjectNode();
    answer.put("running", latest != null && !latest.over());
    answer.put("total", latest == null ? 0 : latest.total());
    answer.put("done", latest == null ? 0 : latest.done());
    answer.put("broken", latest == null ? 0 : latest.broken());
    answer.set(
        "first",
        DefinitionJson.mapper().valueToTree(latest == null ? List.of() : latest.brokenFirst()));
    return answer.toString();
  }
}
