package dev.formwork.designer.api;

import dev.formwork.core.access.AppAuthorization;
import dev.formwork.core.api.RequestReader;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.workspace.definition.Definitions;
import dev.formwork.designer.draft.FormDrafts;
import dev.formwork.designer.recompute.Recomputations;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Form definitions as resources: draft, validate, publish, versions. */
@Path("/api/v1/apps/{app}/definitions/form/{form}")
@Produces(MediaType.APPLICATION_JSON)
public class FormDefinitionsResource {

  private final FormDrafts formDrafts;
  private final Definitions definitions;
  private final Recomputations recomputations;
  private final AppAuthorization authority;

  FormDefinitionsResource(
      FormDrafts formDrafts,
      Definitions definitions,
      Recomputations recomputations,
      AppAuthorization authority) {
    this.authority = authority;
    this.formDrafts = formDrafts;
    this.definitions = definitions;
    this.recomputations = recomputations;
  }

  /** The draft; its ETag is its revision. */
  @GET
  @Path("/draft")
  public Uni<Response> draft(
      @Context ContainerRequestContext request,
      @PathParam("app") String app,
      @PathParam("form") String form) {
    return formDrafts
        .form(RequestReader.caller(request), app, form)
        .map(
            stored ->
                Response.ok(stored.draft())
                    .header("ETag", "\"" + stored.draftRevision() + "\"")
                    .build());
  }

  @PUT
  @Path("/draft")
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<Response> save(
      @Context ContainerRequestContext request,
      @PathParam("app") String app,
      @PathParam("form") String form,
      @HeaderParam("If-Match") String expected,
      String body) {
    return formDrafts
        .save(
            RequestReader.caller(request),
            app,
            form,
            RequestReader.json(body),
            RequestReader.definitionVersion(expected))
        .map(revision -> Response.noContent().header("ETag", "\"" + revision + "\"").build());
  }

  /** Checks a definition without saving it: {@code {"problems": [...]}}. */
  @POST
  @Path("/validate")
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<String> validate(
      @Context ContainerRequestContext request, @PathParam("app") String app, String body) {
    var caller = RequestReader.caller(request);
    return formDrafts
        .problems(caller, app, RequestReader.json(body))
        .map(problems -> JsonBody.problems(caller, problems));
  }

  @POST
  @Path("/publish")
  public Uni<String> publish(
      @Context ContainerRequestContext request,
      @PathParam("app") String app,
      @PathParam("form") String form) {
    return formDrafts
        .publish(RequestReader.caller(request), app, form)
        .map(version -> "{\"version\":" + version + "}");
  }

  @GET
  @Path("/versions")
  public Uni<String> versions(
      @Context ContainerRequestContext request,
      @PathParam("app") String app,
      @PathParam("form") String form) {
    var caller = RequestReader.caller(request);
    return authority
        .requireDesigner(caller, app)
        .chain(() -> definitions.versions(caller.workspace(), app, DefinitionKind.FORM, form))
        .map(JsonBody::versions);
  }

  /**
   * How far old records are that a publish concerns, and which of them break what must always hold
   * now.
   */
  @GET
  @Path("/recomputation")
  public Uni<String> recomputation(
      @Context ContainerRequestContext request,
      @PathParam("app") String app,
      @PathParam("form") String form) {
    var caller = RequestReader.caller(request);
    return authority
        .requireDesigner(caller, app)
        .chain(() -> recomputations.latest(caller.workspace(), app, form))
        .map(
            latest -> {
              var answer = DefinitionJson.mapper().createObjectNode();
              answer.put("running", latest != null && !latest.over());
              answer.put("total", latest == null ? 0 : latest.total());
              answer.put("done", latest == null ? 0 : latest.done());
              answer.put("broken", latest == null ? 0 : latest.broken());
              answer.set(
                  "first",
                  DefinitionJson.mapper()
                      .valueToTree(latest == null ? List.of() : latest.brokenFirst()));
              return answer.toString();
            });
  }
}
