package dev.formwork.workflow.api;

import dev.formwork.core.access.Caller;
import dev.formwork.core.api.ItemsAnswer;
import dev.formwork.core.api.RequestReader;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.naming.MemberId;
import dev.formwork.workflow.people.Delegations;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.OffsetDateTime;

/** Who stands in for the caller. */
@Path("/api/v1/delegations")
@Produces(MediaType.APPLICATION_JSON)
public class DelegationsResource {

  private final Delegations delegations;

  DelegationsResource(Delegations delegations) {
    this.delegations = delegations;
  }

  /** What is asked for. */
  public record DelegationRequest(MemberId to, OffsetDateTime from, OffsetDateTime until) {}

  private static Caller caller(ContainerRequestContext request) {
    var caller = RequestReader.caller(request);
    caller.requireWholeScope();
    return caller;
  }

  @GET
  public Uni<String> list(@Context ContainerRequestContext request) {
    return delegations
        .list(caller(request))
        .map(found -> DefinitionJson.write(new ItemsAnswer<>(found)));
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<Response> save(@Context ContainerRequestContext request, String body) {
    var delegationRequest = RequestReader.read(body, DelegationRequest.class);
    return delegations
        .save(
            caller(request),
            delegationRequest.to(),
            delegationRequest.from(),
            delegationRequest.until())
        .map(_ -> Response.noContent().build());
  }

  @DELETE
  @Path("/{id}")
  public Uni<Response> end(@Context ContainerRequestContext request, @PathParam("id") String id) {
    return delegations.end(caller(request), PathIds.of(id)).map(_ -> Response.noContent().build());
  }
}
