package dev.formwork.designer.api;

import dev.formwork.core.access.Caller;
import dev.formwork.core.api.RequestReader;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.workspace.definition.Definitions;
import dev.formwork.core.workspace.definition.StoredDefinition;
import dev.formwork.designer.drawing.BpmnExport;
import dev.formwork.designer.drawing.SvgExport;
import dev.formwork.designer.flow.FlowDrafts;
import dev.formwork.workflow.definition.FlowDefinition;
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
import java.util.Set;

/** Flow definitions as resources: draft, validate, publish, versions, and drawings of the draft. */
@Path("/api/v1/apps/{app}/definitions/flow")
@Produces(MediaType.APPLICATION_JSON)
public class FlowDefinitionsResource {

  /** A drawing opened by itself loads and runs nothing. */
  private static final String STILL = "default-src 'none'; sandbox";

  private final FlowDrafts drafts;
  private final Definitions definitions;

  FlowDefinitionsResource(FlowDrafts drafts, Definitions definitions) {
    this.drafts = drafts;
    this.definitions = definitions;
  }

  /** All flows of the app: {@code {"items": [{"key", "title", "revision", "version"}]}}. */
  @GET
  public Uni<String> list(@Context ContainerRequestContext request, @PathParam("app") String app) {
    var caller = RequestReader.caller(request);
    return drafts.list(caller, app).map(found -> json(caller, found));
  }

  private static String json(Caller caller, List<StoredDefinition> found) {
    var answer = DefinitionJson.mapper().createObjectNode();
    var items = answer.putArray("items");
    found.forEach(
        one ->
            items
                .addObject()
                .put("key", one.key())
                .put("title", one.readDraft(FlowDefinition.class).title().in(caller.locale()))
                .put("revision", one.draftRevision())
                .put("version", one.publishedVersion()));
    return answer.toString();
  }

  /** The draft; its ETag is its revision. */
  @GET
  @Path("/{flow}/draft")
  public Uni<Response> draft(
      @Context ContainerRequestContext request,
      @PathParam("app") String app,
      @PathParam("flow") String flow) {
    return drafts
        .flow(RequestReader.caller(request), app, flow)
        .map(
            stored ->
                Response.ok(stored.draft())
                    .header("ETag", "\"" + stored.draftRevision() + "\"")
                    .build());
  }

  @PUT
  @Path("/{flow}/draft")
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<Response> save(
      @Context ContainerRequestContext request,
      @PathParam("app") String app,
      @PathParam("flow") String flow,
      @HeaderParam("If-Match") String expected,
      String body) {
    return drafts
        .save(
            RequestReader.caller(request),
            app,
            flow,
            RequestReader.json(body),
            RequestReader.definitionVersion(expected))
        .map(revision -> Response.noContent().header("ETag", "\"" + revision + "\"").build());
  }

  /** Checks a definition without saving it: {@code {"problems": [...]}}. */
  @POST
  @Path("/{flow}/validate")
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<String> validate(
      @Context ContainerRequestContext request, @PathParam("app") String app, String body) {
    var caller = RequestReader.caller(request);
    return drafts
        .problems(caller, app, RequestReader.json(body))
        .map(problems -> JsonBody.problems(caller, problems));
  }

  @POST
  @Path("/{flow}/publish")
  public Uni<String> publish(
      @Context ContainerRequestContext request,
      @PathParam("app") String app,
      @PathParam("flow") String flow) {
    return drafts
        .publish(RequestReader.caller(request), app, flow)
        .map(version -> "{\"version\":" + version + "}");
  }

  @GET
  @Path("/{flow}/versions")
  public Uni<String> versions(
      @Context ContainerRequestContext request,
      @PathParam("app") String app,
      @PathParam("flow") String flow) {
    var caller = RequestReader.caller(request);
    return drafts
        .flow(caller, app, flow)
        .chain(() -> definitions.versions(caller.workspace(), app, DefinitionKind.FLOW, flow))
        .map(JsonBody::versions);
  }

  /** The draft as BPMN 2.0, with its drawing. */
  @GET
  @Path("/{flow}/bpmn")
  @Produces(MediaType.APPLICATION_XML)
  public Uni<Response> bpmn(
      @Context ContainerRequestContext request,
      @PathParam("app") String app,
      @PathParam("flow") String flow) {
    var caller = RequestReader.caller(request);
    return drafts
        .flow(caller, app, flow)
        .map(stored -> BpmnExport.xml(stored.readDraft(FlowDefinition.class), caller.locale()))
        .map(xml -> file(xml, "application/xml", flow + ".bpmn"));
  }

  /** The draft as a drawing. */
  @GET
  @Path("/{flow}/svg")
  @Produces("image/svg+xml")
  public Uni<Response> svg(
      @Context ContainerRequestContext request,
      @PathParam("app") String app,
      @PathParam("flow") String flow) {
    var caller = RequestReader.caller(request);
    return drafts
        .flow(caller, app, flow)
        .map(
            stored ->
                SvgExport.svg(
                    stored.readDraft(FlowDefinition.class), caller.locale(), Set.of(), Set.of()))
        .map(svg -> file(svg, "image/svg+xml", flow + ".svg"));
  }

  /** Always a download: it is shown by whoever asked for it, never as a page of ours. */
  private static Response file(String text, String type, String name) {
    return Response.ok(text, type + ";charset=UTF-8")
        .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
        .header("Content-Security-Policy", STILL)
        .header("X-Content-Type-Options", "nosniff")
        .build();
  }
}
