package dev.formwork.workflow.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.access.Caller;
import dev.formwork.core.api.IdAnswer;
import dev.formwork.core.api.MemberType;
import dev.formwork.core.api.RequestReader;
import dev.formwork.core.attachment.Attachment;
import dev.formwork.core.attachment.AttachmentContent;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.workflow.administration.FlowAdministration;
import dev.formwork.workflow.comment.Comment;
import dev.formwork.workflow.definition.ActionKind;
import dev.formwork.workflow.instance.InstanceView;
import dev.formwork.workflow.instance.Instances;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestMulti;

/** Running flows, for those who take part in them and those who look after them. */
@Path("/api/v1/instances")
@Produces(MediaType.APPLICATION_JSON)
public class InstancesResource {

  /** What the actions take between them. */
  private static final Map<String, MemberType> MEMBERS =
      Map.of(
          "comment", MemberType.TEXT,
          "step", MemberType.TEXT,
          "task", MemberType.TEXT,
          "to", MemberType.TEXT,
          "people", MemberType.LIST,
          "files", MemberType.LIST);

  private final Instances flows;
  private final FlowAdministration administration;

  InstancesResource(Instances flows, FlowAdministration administration) {
    this.flows = flows;
    this.administration = administration;
  }

  @GET
  @Path("/{id}")
  public Uni<String> read(@Context ContainerRequestContext request, @PathParam("id") String id) {
    var caller = caller(request);
    return flows.instance(caller, PathIds.of(id)).map(view -> json(view, caller));
  }

  private static String json(InstanceView view, Caller caller) {
    return DefinitionJson.write(InstanceAnswer.of(view, caller.locale()));
  }

  private static Caller caller(ContainerRequestContext request) {
    var caller = RequestReader.caller(request);
    caller.requireWholeScope();
    return caller;
  }

  @GET
  @Path("/{id}/history")
  public Uni<String> history(
      @Context ContainerRequestContext request,
      @PathParam("id") String id,
      @QueryParam("cursor") String cursor) {
    return flows
        .history(caller(request), PathIds.of(id), cursor)
        .map(page -> DefinitionJson.write(HistoryLineAnswer.Page.of(page)));
  }

  /** A file of a comment, sent as it is read. */
  @GET
  @Path("/{id}/attachments/{attachment}")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  public RestMulti<byte[]> attachment(
      @Context ContainerRequestContext request,
      @PathParam("id") String id,
      @PathParam("attachment") String attachment) {
    return RestMulti.fromUniResponse(
        flows.attachment(caller(request), PathIds.of(id), PathIds.of(attachment)),
        AttachmentContent::stream,
        content -> headers(content.attachment()));
  }

  /** Nothing of it runs in a browser, whatever it holds. */
  private static Map<String, List<String>> headers(Attachment attachment) {
    var name = URLEncoder.encode(attachment.name(), StandardCharsets.UTF_8).replace("+", "%20");
    return Map.of(
        "Content-Type",
        List.of(attachment.isShown() ? attachment.type() : MediaType.APPLICATION_OCTET_STREAM),
        "Content-Disposition",
        List.of((attachment.isShown() ? "inline" : "attachment") + "; filename*=UTF-8''" + name),
        "Content-Length",
        List.of(Integer.toString(attachment.size())),
        // How long it is was said.
        "Transfer-Encoding",
        List.of(),
        "X-Content-Type-Options",
        List.of("nosniff"),
        "Content-Security-Policy",
        List.of("default-src 'none'; sandbox"),
        "Cache-Control",
        List.of("private, max-age=3600"));
  }

  /**
   * {@code withdraw}, {@code urge}, {@code takeBack}, {@code comment}; for designers of the app
   * {@code retry}, {@code replay}, {@code terminate}, {@code jump} ({@code step}), {@code reassign}
   * ({@code task}, {@code to}).
   */
  @POST
  @Path("/{id}:{action}")
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<Response> act(
      @Context ContainerRequestContext request,
      @PathParam("id") String id,
      @PathParam("action") String action,
      String body) {
    var caller = caller(request);
    var json = RequestReader.object(body, MEMBERS);
    var instance = PathIds.of(id);
    return switch (action) {
      case "retry" -> done(administration.retry(caller, instance));
      case "terminate" -> done(administration.terminate(caller, instance, text(json, "comment")));
      case "jump" -> done(administration.jump(caller, instance, json.path("step").asText()));
      case "reassign" ->
          done(
              administration.reassign(
                  caller,
                  instance,
                  PathIds.of(json.path("task").asText()),
                  PathIds.member(json.path("to").asText())));
      case "replay" ->
          administration
              .replay(caller, instance)
              .map(made -> Response.status(201).entity(IdAnswer.json(made)).build());
      case "comment" ->
          flows
              .comment(
                  caller,
                  instance,
                  new Comment(
                      text(json, "comment"),
                      TasksResource.people(json.path("people"), "/people"),
                      TasksResource.ids(json.path("files"), "/files")))
              .map(view -> Response.ok(json(view, caller)).build());
      default ->
          flows
              .act(caller, instance, kind(action), text(json, "comment"))
              .map(view -> Response.ok(json(view, caller)).build());
    };
  }

  private static Uni<Response> done(Uni<Void> work) {
    return work.map(_ -> Response.noContent().build());
  }

  private static String text(JsonNode json, String name) {
    return json.path(name).isTextual() ? json.path(name).textValue() : null;
  }

  private static ActionKind kind(String word) {
    try {
      return ActionKind.named(word);
    } catch (IllegalArgumentException e) {
      throw Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.SCHEMA, e.getMessage());
    }
  }
}
