package dev.formwork.workflow.api;

import dev.formwork.core.access.Caller;
import dev.formwork.core.api.BodyStream;
import dev.formwork.core.api.RequestReader;
import dev.formwork.core.attachment.Attachment;
import dev.formwork.core.attachment.Attachments;
import dev.formwork.core.attachment.IncomingFile;
import dev.formwork.core.definition.DefinitionJson;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Files for comments: taken in first, and sent with a comment. */
@Path("/api/v1/attachments")
@Produces(MediaType.APPLICATION_JSON)
public class AttachmentsResource {

  private final Attachments attachments;

  AttachmentsResource(Attachments attachments) {
    this.attachments = attachments;
  }

  private static Caller caller(ContainerRequestContext request) {
    var caller = RequestReader.caller(request);
    caller.requireWholeScope();
    return caller;
  }

  /** The body is stored as it comes; it is read once it is known that its sender may send it. */
  @POST
  @Consumes(MediaType.WILDCARD)
  public Uni<Response> add(
      @Context ContainerRequestContext request,
      @Context HttpServerRequest body,
      @QueryParam("name") String name) {
    return attachments
        .receive(caller(request), name, BodyStream.announced(body))
        .chain(file -> stored(file, body))
        .map(made -> Response.status(201).entity(DefinitionJson.write(made)).build());
  }

  private static Uni<Attachment> stored(IncomingFile file, HttpServerRequest body) {
    return BodyStream.forEach(body, file::write)
        .chain(file::end)
        .onFailure()
        .call(_ -> file.abandon());
  }

  @DELETE
  @Path("/{id}")
  public Uni<Response> remove(
      @Context ContainerRequestContext request, @PathParam("id") String id) {
    return attachments
        .remove(caller(request), PathIds.of(id))
        .map(_ -> Response.noContent().build());
  }
}
