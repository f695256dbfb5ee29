package dev.formwork.workflow.api;

import dev.formwork.core.api.Requests;
import dev.formwork.workflow.instance.Hooks;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Addresses by which other programs start flows; the address is the key. */
@Path("/api/hooks")
@Produces(MediaType.APPLICATION_JSON)
public class HooksResource {

  private static final int LONGEST = 256_000;

  private final Hooks hooks;

  HooksResource(Hooks hooks) {
    this.hooks = hooks;
  }

  @POST
  @Path("/{token}")
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<Response> call(@PathParam("token") String token, String body) {
    if (body != null && body.length() > LONGEST) {
      throw dev.formwork.core.problem.Refusal.of(
          dev.formwork.core.problem.Refusal.Kind.TOO_LARGE, "text-too-long", LONGEST);
    }
    var json = Requests.json(body == null || body.isBlank() ? "{}" : body);
    return hooks.call(token, json).map(id -> Response.accepted(FlowJson.id(id)).build());
  }
}
