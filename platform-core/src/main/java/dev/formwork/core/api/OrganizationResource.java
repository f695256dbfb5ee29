package dev.formwork.core.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.expression.value.IsoDates;
import dev.formwork.core.handover.HandOvers;
import dev.formwork.core.invitation.OneTimeLinks;
import dev.formwork.core.member.importing.MemberImport;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.Title;
import dev.formwork.core.organization.Department;
import dev.formwork.core.organization.Membership;
import dev.formwork.core.organization.Organization;
import dev.formwork.core.organization.WorkspaceRole;
import dev.formwork.core.organization.admin.OrganizationCommands;
import dev.formwork.core.organization.admin.OrganizationCommands.DepartmentRequest;
import dev.formwork.core.organization.admin.OrganizationCommands.MembershipRequest;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.token.ApiTokens;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A workspace's people, for its administrators: members, departments, roles, invitations. */
@Path("/api/v1/organization")
@Produces(MediaType.APPLICATION_JSON)
public class OrganizationResource {

  private final OrganizationCommands changes;
  private final OneTimeLinks links;
  private final ApiTokens tokens;
  private final MemberImport imports;
  private final HandOvers handOvers;

  OrganizationResource(
      OrganizationCommands changes,
      OneTimeLinks links,
      ApiTokens tokens,
      MemberImport imports,
      HandOvers handOvers) {
    this.tokens = tokens;
    this.imports = imports;
    this.handOvers = handOvers;
    this.changes = changes;
    this.links = links;
  }

  /** {@code {"members": […], "departments": […], "roles": […]}}. */
  @GET
  public String organization(@Context ContainerRequestContext request) {
    var caller = RequestReader.caller(request);
    caller.requireAdministrator();
    return DefinitionJson.write(Answer.of(caller.people()));
  }

  /** Everybody and everything of an organisation. */
  record Answer(
      List<MemberAnswer> members,
      Collection<Department> departments,
      Collection<WorkspaceRole> roles) {

    static Answer of(Organization people) {
      return new Answer(
          people.standings().stream().map(MemberAnswer::of).toList(),
          people.departments(),
          people.roles());
    }
  }

  /**
   * @param roles sorted
   */
  record MemberAnswer(
      MemberId id,
      String login,
      String name,
      String email,
      boolean service,
      boolean active,
      boolean administrator,
      MemberId manager,
      Collection<UUID> departments,
      List<String> roles) {

    static MemberAnswer of(Membership one) {
      return new MemberAnswer(
          one.member(),
          one.login(),
          one.name(),
          one.email(),
          one.service(),
          one.active(),
          one.administrator(),
          one.manager(),
          one.departments(),
          one.roles().stream().sorted().toList());
    }
  }

  /**
   * @param path of the link on this server; told this once
   */
  record InvitationAnswer(UUID id, String path, String expiresAt) {

    static InvitationAnswer of(OneTimeLinks.NewLink link) {
      return new InvitationAnswer(
          link.id(), "/join/" + link.secret(), IsoDates.utc(link.expiresAt()));
    }
  }

  /** Where a member stands; leaving out a property keeps it. */
  @PUT
  @Path("/members/{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<Response> place(
      @Context ContainerRequestContext request, @PathParam("id") String id, String body) {
    var caller = RequestReader.caller(request);
    caller.requireAdministrator();
    var member = RequestReader.member(id);
    var before =
        caller
            .people()
            .standing(member)
            .map(MembershipRequest::of)
            .orElseThrow(() -> Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.NO_SUCH_MEMBER, id));
    var merged = (ObjectNode) DefinitionJson.mapper().valueToTree(before);
    merged.setAll(RequestReader.read(body, ObjectNode.class));
    return done(changes.place(caller, member, RequestReader.read(merged, MembershipRequest.class)));
  }

  /**
   * Members of a file: the body is CSV. {@code mail=true}: whoever has an address gets their link
   * by mail; of the others it is answered, this once.
   */
  @POST
  @Path("/members:import")
  @Consumes({"text/csv", MediaType.TEXT_PLAIN})
  public Uni<Response> importMembers(
      @Context ContainerRequestContext request,
      @QueryParam("mail") @DefaultValue("false") boolean mail,
      byte[] body) {
    return imports
        .run(RequestReader.caller(request), body, mail)
        .map(made -> Response.status(201).entity(DefinitionJson.write(made)).build());
  }

  /** Gives what a member holds to another: {@code {"to": id}}. */
  @POST
  @Path("/members/{id}:handOver")
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<Response> handOver(
      @Context ContainerRequestContext request, @PathParam("id") String id, String body) {
    var caller = RequestReader.caller(request);
    caller.requireAdministrator();
    return handOvers
        .start(
            caller,
            RequestReader.member(id),
            RequestReader.member(
                RequestReader.object(body, Map.of("to", MemberType.TEXT)).path("to").asText()))
        .map(made -> Response.status(202).entity(IdAnswer.json(made)).build());
  }

  /** How far the latest hand-over of a member's came. */
  @GET
  @Path("/members/{id}/handOver")
  public Uni<String> handOver(
      @Context ContainerRequestContext request, @PathParam("id") String id) {
    return handOvers
        .latest(RequestReader.caller(request), RequestReader.member(id))
        .map(
            found ->
                DefinitionJson.mapper()
                    .valueToTree(
                        found.orElseThrow(
                            () -> Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.NOT_FOUND)))
                    .toString());
  }

  @POST
  @Path("/departments")
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<Response> addDepartment(@Context ContainerRequestContext request, String body) {
    return changes
        .addDepartment(
            RequestReader.caller(request), RequestReader.read(body, DepartmentRequest.class))
        .map(id -> Response.status(201).entity(IdAnswer.json(id)).build());
  }

  @PUT
  @Path("/departments/{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<Response> changeDepartment(
      @Context ContainerRequestContext request, @PathParam("id") String id, String body) {
    return done(
        changes.changeDepartment(
            RequestReader.caller(request),
            RequestReader.id(id),
            RequestReader.read(body, DepartmentRequest.class)));
  }

  @DELETE
  @Path("/departments/{id}")
  public Uni<Response> removeDepartment(
      @Context ContainerRequestContext request, @PathParam("id") String id) {
    return done(changes.removeDepartment(RequestReader.caller(request), RequestReader.id(id)));
  }

  /** The body is the title: {@code {"en": "Sales manager", "zh": "销售经理"}}. */
  @PUT
  @Path("/roles/{key}")
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<Response> saveRole(
      @Context ContainerRequestContext request, @PathParam("key") String key, String body) {
    return done(
        changes.saveRole(
            RequestReader.caller(request), key, RequestReader.read(body, Title.class)));
  }

  @DELETE
  @Path("/roles/{key}")
  public Uni<Response> removeRole(
      @Context ContainerRequestContext request, @PathParam("key") String key) {
    return done(changes.removeRole(RequestReader.caller(request), key));
  }

  /** A member for a program: {@code {"name": "ERP"}}. */
  @POST
  @Path("/services")
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<Response> addService(@Context ContainerRequestContext request, String body) {
    return changes
        .addService(
            RequestReader.caller(request),
            RequestReader.object(body, Map.of("name", MemberType.TEXT)).path("name").asText())
        .map(id -> Response.status(201).entity(IdAnswer.json(id.value())).build());
  }

  /** A token of a service; answers the secret, this once. */
  @POST
  @Path("/services/{id}/tokens")
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<Response> addToken(
      @Context ContainerRequestContext request, @PathParam("id") String id, String body) {
    return tokens
        .createFor(
            RequestReader.caller(request), RequestReader.member(id), TokensResource.wanted(body))
        .map(TokensResource::created);
  }

  /** Answers the path of the link once: {@code {"id": …, "path": "/join/…", "expiresAt": …}}. */
  @POST
  @Path("/invitations")
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<Response> invite(@Context ContainerRequestContext request, String body) {
    return links
        .invite(RequestReader.caller(request), RequestReader.read(body, OneTimeLinks.Invited.class))
        .map(
            link ->
                Response.status(201)
                    .entity(DefinitionJson.write(InvitationAnswer.of(link)))
                    .build());
  }

  @DELETE
  @Path("/invitations/{id}")
  public Uni<Response> revoke(
      @Context ContainerRequestContext request, @PathParam("id") String id) {
    return done(links.revoke(RequestReader.caller(request), RequestReader.id(id)));
  }

  private static Uni<Response> done(Uni<Void> command) {
    return command.replaceWith(() -> Response.noContent().build());
  }
}
