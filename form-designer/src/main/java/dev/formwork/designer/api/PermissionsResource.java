package dev.formwork.designer.api;

import dev.formwork.core.access.Caller;
import dev.formwork.core.api.RequestReader;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.permission.Grantees;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.workspace.definition.DefinitionId;
import dev.formwork.designer.definition.DefinitionDrafts;
import dev.formwork.designer.definition.DefinitionPublisher;
import dev.formwork.designer.permission.PermissionExplanation;
import dev.formwork.designer.permission.PermissionExplanations;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;

/** Who may do what in an app, as JSON. */
@Path("/api/v1/apps/{app}")
@Produces(MediaType.APPLICATION_JSON)
public class PermissionsResource {

  private final DefinitionDrafts drafts;
  private final DefinitionPublisher publisher;
  private final PermissionExplanations permissionExplanations;

  PermissionsResource(
      DefinitionDrafts drafts,
      DefinitionPublisher publisher,
      PermissionExplanations permissionExplanations) {
    this.drafts = drafts;
    this.publisher = publisher;
    this.permissionExplanations = permissionExplanations;
  }

  /** Who comes into the app, and as what. */
  @GET
  @Path("/access")
  public Uni<Response> access(
      @Context ContainerRequestContext request, @PathParam("app") String app) {
    return published(RequestReader.caller(request), accessOf(app));
  }

  private static DefinitionId accessOf(String app) {
    return DefinitionPath.id(app, DefinitionKind.ACCESS, app);
  }

  private Uni<Response> published(Caller caller, DefinitionId id) {
    return drafts
        .published(caller, id)
        .map(
            found ->
                Response.ok(found.json().toString())
                    .header("ETag", "\"" + found.version() + "\"")
                    .build());
  }

  @PUT
  @Path("/access")
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<Response> saveAccess(
      @Context ContainerRequestContext request,
      @PathParam("app") String app,
      @HeaderParam("If-Match") String expected,
      String body) {
    return RequestReader.reading(body, () -> RequestReader.json(body))
        .chain(
            json ->
                publisher.replace(
                    RequestReader.caller(request),
                    accessOf(app),
                    json,
                    RequestReader.definitionVersion(expected)))
        .replaceWith(() -> Response.noContent().build());
  }

  /** The permission sets of a form. */
  @GET
  @Path("/permissions/{form}")
  public Uni<Response> sets(
      @Context ContainerRequestContext request,
      @PathParam("app") String app,
      @PathParam("form") String form) {
    return published(RequestReader.caller(request), setsOf(app, form));
  }

  private static DefinitionId setsOf(String app, String form) {
    return DefinitionPath.id(app, DefinitionKind.PERMISSIONS, form);
  }

  @PUT
  @Path("/permissions/{form}")
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<Response> save(
      @Context ContainerRequestContext request,
      @PathParam("app") String app,
      @PathParam("form") String form,
      @HeaderParam("If-Match") String expected,
      String body) {
    return RequestReader.reading(body, () -> RequestReader.json(body))
        .chain(
            json ->
                publisher.replace(
                    RequestReader.caller(request),
                    setsOf(app, form),
                    json,
                    RequestReader.definitionVersion(expected)))
        .replaceWith(() -> Response.noContent().build());
  }

  /** Why a member may do what they may, with all records or with one. */
  @GET
  @Path("/permissions/{form}/explanation")
  public Uni<String> explanation(
      @Context ContainerRequestContext request,
      @PathParam("app") AppKey app,
      @PathParam("form") FormKey form,
      @QueryParam("member") String member,
      @QueryParam("record") String record) {
    return permissionExplanations
        .of(
            RequestReader.caller(request),
            app,
            form,
            new MemberId(id("/member", member)),
            record == null ? null : new RecordId(id("/record", record)))
        .map(PermissionsResource::json);
  }

  private static String json(PermissionExplanation permissionExplanation) {
    var mapper = DefinitionJson.mapper();
    var answer = mapper.createObjectNode();
    var roles = answer.putArray("appRoles");
    permissionExplanation.appRoles().forEach(role -> roles.add(role.json()));
    var sets = answer.putArray("sets");
    for (var reason : permissionExplanation.reasons()) {
      var set = sets.addObject().put("key", reason.set().key()).put("builtIn", reason.builtIn());
      if (reason.holds() != null) {
        set.put("holds", reason.holds());
      }
      set.set(
          "because",
          mapper.valueToTree(reason.because().stream().map(PermissionsResource::text).toList()));
    }
    var actions = answer.putArray("actions");
    permissionExplanation.actions().forEach(recordAction -> actions.add(recordAction.json()));
    var fields = answer.putObject("fields");
    permissionExplanation.fields().forEach((path, right) -> fields.put(path, right.json()));
    if (permissionExplanation.visible() != null) {
      answer.put("visible", permissionExplanation.visible());
    }
    return answer.toString();
  }

  private static String text(Grantees.Reason reason) {
    return switch (reason) {
      case Grantees.Reason.Everyone _ -> "everyone";
      case Grantees.Reason.Named _ -> "member";
      case Grantees.Reason.InDepartment(var id) -> "department " + id;
      case Grantees.Reason.HasRole(var key) -> "role " + key;
    };
  }

  private static UUID id(String path, String text) {
    try {
      return UUID.fromString(text == null ? "" : text);
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid(List.of(Problem.at(path, CoreProblem.ID_EXPECTED)));
    }
  }
}
