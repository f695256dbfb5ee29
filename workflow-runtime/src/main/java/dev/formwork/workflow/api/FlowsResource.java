package dev.formwork.workflow.api;

import dev.formwork.core.access.Caller;
import dev.formwork.core.api.IdAnswer;
import dev.formwork.core.api.ItemsAnswer;
import dev.formwork.core.api.MemberType;
import dev.formwork.core.api.RequestReader;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.expression.value.IsoDates;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.workflow.administration.FlowAdministration;
import dev.formwork.workflow.administration.FlowStatistics;
import dev.formwork.workflow.administration.InstanceQuery;
import dev.formwork.workflow.definition.FlowKey;
import dev.formwork.workflow.engine.InstanceStatus;
import dev.formwork.workflow.instance.Instances;
import dev.formwork.workflow.trigger.ManualStarts;
import dev.formwork.workflow.trigger.Webhooks;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Map;

/** The published flows of an app: started, counted, paused, migrated. */
@Path("/api/v1/apps/{app}")
@Produces(MediaType.APPLICATION_JSON)
public class FlowsResource {

  private final Instances flows;
  private final ManualStarts starts;
  private final FlowAdministration administration;
  private final CompiledForms forms;
  private final Webhooks webhooks;

  FlowsResource(
      Instances flows,
      ManualStarts starts,
      FlowAdministration administration,
      CompiledForms forms,
      Webhooks webhooks) {
    this.webhooks = webhooks;
    this.flows = flows;
    this.starts = starts;
    this.administration = administration;
    this.forms = forms;
  }

  /** Starts a flow that has a button: {@code {"record": "…", "variables": {…}}}. */
  @POST
  @Path("/flows/{flow}:start")
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<Response> start(
      @Context ContainerRequestContext request,
      @PathParam("app") AppKey app,
      @PathParam("flow") String flow,
      String body) {
    var caller = caller(request);
    var json =
        RequestReader.object(
            body, Map.of("record", MemberType.TEXT, "variables", MemberType.OBJECT));
    var record =
        json.path("record").isTextual()
            ? new RecordId(PathIds.of(json.path("record").textValue()))
            : null;
    return starts
        .start(caller, app, flow, record, json.path("variables"))
        .map(
            id ->
                Response.status(201)
                    .header("Location", "/api/v1/instances/" + id)
                    .entity(IdAnswer.json(id))
                    .build());
  }

  private static Caller caller(ContainerRequestContext request) {
    var caller = RequestReader.caller(request);
    caller.requireWholeScope();
    return caller;
  }

  /** For designers: how each does. */
  @GET
  @Path("/flows")
  public Uni<String> list(@Context ContainerRequestContext request, @PathParam("app") AppKey app) {
    var caller = caller(request);
    return administration
        .flows(caller, app)
        .map(all -> ItemsAnswer.json(all, flow -> StatisticsAnswer.of(flow, caller.locale())));
  }

  /** How a flow does; what it never did is null. */
  record StatisticsAnswer(
      FlowKey key,
      String title,
      int version,
      boolean paused,
      long running,
      long failed,
      long finished,
      Double medianSeconds,
      String nextRun) {

    static StatisticsAnswer of(FlowStatistics flow, Locale locale) {
      return new StatisticsAnswer(
          flow.definition().key(),
          flow.definition().title().in(locale),
          flow.version(),
          flow.paused(),
          flow.running(),
          flow.failed(),
          flow.finished(),
          flow.medianSeconds(),
          IsoDates.utc(flow.nextRun()));
    }
  }

  /** The address of a webhook, with its secret. */
  record WebhookAnswer(String url) {}

  /** How many instances run on the newest version now. */
  record MigrationAnswer(int moved) {}

  /** For designers: the runs of a flow, newest first. */
  @GET
  @Path("/flows/{flow}/instances")
  public Uni<String> instances(
      @Context ContainerRequestContext request,
      @PathParam("app") AppKey app,
      @PathParam("flow") String flow,
      @QueryParam("status") String status,
      @QueryParam("limit") @DefaultValue("50") int limit,
      @QueryParam("cursor") String cursor) {
    var wanted = status == null ? null : TasksResource.word(InstanceStatus.class, status);
    return administration
        .list(caller(request), new InstanceQuery(app, flow, wanted, limit, cursor))
        .map(DefinitionJson::write);
  }

  @POST
  @Path("/flows/{flow}:{deed}")
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<Response> administer(
      @Context ContainerRequestContext request,
      @PathParam("app") AppKey app,
      @PathParam("flow") String flow,
      @PathParam("deed") String deed) {
    var caller = caller(request);
    return switch (deed) {
      case "pause", "resume" ->
          administration
              .pause(caller, app, flow, deed.equals("pause"))
              .map(_ -> Response.noContent().build());
      case "renewHook" ->
          webhooks
              .renew(caller, app, flow)
              .map(
                  url ->
                      Response.status(201)
                          .entity(DefinitionJson.write(new WebhookAnswer(url)))
                          .build());
      case "checkMigration" ->
          administration
              .checkMigration(caller, app, flow)
              .map(check -> Response.ok(DefinitionJson.write(check)).build());
      case "migrate" ->
          administration
              .migrate(caller, app, flow)
              .map(count -> Response.ok(DefinitionJson.write(new MigrationAnswer(count))).build());
      default ->
          throw dev.formwork.core.problem.Refusal.of(
              dev.formwork.core.problem.Refusal.Kind.NOT_FOUND, CoreProblem.NOT_FOUND);
    };
  }

  /** The flows of a record, newest first. */
  @GET
  @Path("/forms/{form}/records/{id}/flows")
  public Uni<String> ofRecord(
      @Context ContainerRequestContext request,
      @PathParam("app") AppKey app,
      @PathParam("form") FormKey form,
      @PathParam("id") String id) {
    var caller = RequestReader.caller(request);
    return forms
        .form(caller.workspace(), app, form)
        .chain(compiled -> flows.ofRecord(caller, compiled, new RecordId(PathIds.of(id))))
        .map(views -> ItemsAnswer.json(views, view -> InstanceAnswer.of(view, caller.locale())));
  }
}
