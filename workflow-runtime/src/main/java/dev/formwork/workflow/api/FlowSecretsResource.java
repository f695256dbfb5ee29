package dev.formwork.workflow.api;

import dev.formwork.core.access.Caller;
import dev.formwork.core.api.ItemsAnswer;
import dev.formwork.core.api.RequestReader;
import dev.formwork.core.naming.AppKey;
import dev.formwork.workflow.secret.FlowSecretsService;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** For designers: the secrets that steps of a flow name; only ever written. */
@Path("/api/v1/apps/{app}/flows/{flow}/secrets")
@Produces(MediaType.APPLICATION_JSON)
public class FlowSecretsResource {

  private final FlowSecretsService secrets;

  FlowSecretsResource(FlowSecretsService secrets) {
    this.secrets = secrets;
  }

  /** What is to be kept. */
  public record SecretRequest(String value) {}

  private static Caller caller(ContainerRequestContext request) {
    var caller = RequestReader.caller(request);
    caller.requireWholeScope();
    return caller;
  }

  /** A secret is told by its name alone. */
  record SecretAnswer(String name) {}

  @GET
  public Uni<String> names(
      @Context ContainerRequestContext request,
      @PathParam("app") AppKey app,
      @PathParam("flow") String flow) {
    return secrets
        .names(caller(request), app, flow)
        .map(names -> ItemsAnswer.json(names, SecretAnswer::new));
  }

  @PUT
  @Path("/{secret}")
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<Response> keep(
      @Context ContainerRequestContext request,
      @PathParam("app") AppKey app,
      @PathParam("flow") String flow,
      @PathParam("secret") String name,
      String body) {
    var secretRequest = RequestReader.read(body, SecretRequest.class);
    return secrets
        .put(caller(request), app, flow, name, secretRequest.value())
        .map(_ -> Response.noContent().build());
  }

  @DELETE
  @Path("/{secret}")
  public Uni<Response> remove(
      @Context ContainerRequestContext request,
      @PathParam("app") AppKey app,
      @PathParam("flow") String flow,
      @PathParam("secret") String name) {
    return secrets.remove(caller(request), app, flow, name).map(_ -> Response.noContent().build());
  }
}
