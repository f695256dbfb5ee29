package dev.formwork.designer.api;

import dev.formwork.core.access.Caller;
import dev.formwork.core.api.RequestReader;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.thread.WorkerThreads;
import dev.formwork.designer.definition.DefinitionDrafts;
import dev.formwork.designer.drawing.BpmnExport;
import dev.formwork.designer.drawing.SvgExport;
import dev.formwork.workflow.definition.FlowDefinition;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import java.util.function.Function;

/** Drawings of the drafts of flows. */
@Path("/api/v1/apps/{app}/definitions")
public class FlowDrawingsResource {

  /** A drawing opened by itself loads and runs nothing. */
  private static final String STILL = "default-src 'none'; sandbox";

  private final DefinitionDrafts drafts;

  FlowDrawingsResource(DefinitionDrafts drafts) {
    this.drafts = drafts;
  }

  /** The draft as BPMN 2.0, with its drawing. */
  @GET
  @Path("/flow/{flow}/bpmn")
  @Produces(MediaType.APPLICATION_XML)
  public Uni<Response> bpmn(
      @Context ContainerRequestContext request,
      @PathParam("app") String app,
      @PathParam("flow") String flow) {
    var caller = RequestReader.caller(request);
    return drawn(caller, app, flow, draft -> BpmnExport.xml(draft, caller.locale()))
        .map(xml -> file(xml, "application/xml", flow + ".bpmn"));
  }

  /** The draft as a drawing. */
  @GET
  @Path("/flow/{flow}/svg")
  @Produces("image/svg+xml")
  public Uni<Response> svg(
      @Context ContainerRequestContext request,
      @PathParam("app") String app,
      @PathParam("flow") String flow) {
    var caller = RequestReader.caller(request);
    return drawn(
            caller, app, flow, draft -> SvgExport.svg(draft, caller.locale(), Set.of(), Set.of()))
        .map(svg -> file(svg, "image/svg+xml", flow + ".svg"));
  }

  private Uni<String> drawn(
      Caller caller, String app, String flow, Function<FlowDefinition, String> draw) {
    return drafts
        .find(caller, DefinitionPath.id(app, DefinitionKind.FLOW, flow))
        .chain(
            stored -> WorkerThreads.run(() -> draw.apply(stored.readDraft(FlowDefinition.class))));
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
