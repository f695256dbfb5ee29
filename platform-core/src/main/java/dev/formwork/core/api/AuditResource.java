package dev.formwork.core.api;

import dev.formwork.core.audit.AuditLog;
import dev.formwork.core.definition.DefinitionJson;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

/** The audit log of a workspace, for its administrators. */
@Path("/api/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {

  private final AuditLog audit;

  AuditResource(AuditLog audit) {
    this.audit = audit;
  }

  /** Newest first, 200 at a time; {@code before} is the number of the last one seen. */
  @GET
  public Uni<String> entries(
      @Context ContainerRequestContext request,
      @QueryParam("search") String search,
      @QueryParam("before") Long before) {
    return audit
        .entries(RequestReader.caller(request), search, before)
        .map(entries -> ItemsAnswer.json(entries, AuditLog.Entry::json));
  }

  /** All of it, as NDJSON, oldest last: with the hashes, to be kept elsewhere. */
  @GET
  @Path("/export")
  @Produces("application/x-ndjson")
  public Uni<String> export(@Context ContainerRequestContext request) {
    return audit.export(RequestReader.caller(request));
  }

  /** {@code {"entries": 12, "brokenAt": null}}. */
  @GET
  @Path("/verification")
  public Uni<String> verify(@Context ContainerRequestContext request) {
    return audit.verify(RequestReader.caller(request)).map(DefinitionJson::write);
  }
}
