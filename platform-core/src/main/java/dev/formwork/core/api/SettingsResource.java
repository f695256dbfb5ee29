package dev.formwork.core.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.access.Caller;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.naming.Title;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.workspace.setting.MailServer;
import dev.formwork.core.workspace.setting.WorkspaceSettings;
import dev.formwork.core.workspace.setting.WorkspaceSettingsService;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** The settings of the workspace: everybody reads them, administrators change them. */
@Path("/api/v1/settings")
@Produces(MediaType.APPLICATION_JSON)
public class SettingsResource {

  private static final Map<String, MemberType> MEMBERS =
      Map.of(
          "name", MemberType.TEXT,
          "colour", MemberType.TEXT,
          "languages", MemberType.LIST,
          "announcement", MemberType.OBJECT);

  private static final Map<String, MemberType> MAIL =
      Map.of(
          "host", MemberType.TEXT,
          "port", MemberType.NUMBER,
          "username", MemberType.TEXT,
          "password", MemberType.TEXT,
          "from", MemberType.TEXT,
          "tls", MemberType.TRUTH);

  private final WorkspaceSettingsService settings;

  SettingsResource(WorkspaceSettingsService settings) {
    this.settings = settings;
  }

  /** The mail server is told to administrators alone, its password to nobody. */
  record SettingsAnswer(
      String name,
      String colour,
      List<String> languages,
      Title announcement,
      boolean logo,
      MailServer mail,
      Boolean mailPassword) {

    static SettingsAnswer of(Caller caller, WorkspaceSettingsService.Current now) {
      boolean all = caller.isAdministrator();
      var mail = all ? now.settings().mail() : null;
      return new SettingsAnswer(
          now.name(),
          now.settings().colour(),
          now.settings().languages(),
          now.settings().announcement(),
          now.hasLogo(),
          mail,
          mail == null ? null : now.hasPassword());
    }
  }

  @GET
  public Uni<String> read(@Context ContainerRequestContext request) {
    var caller = RequestReader.caller(request);
    return settings.of(caller.workspace()).map(now -> json(caller, now));
  }

  private static String json(Caller caller, WorkspaceSettingsService.Current now) {
    return DefinitionJson.write(SettingsAnswer.of(caller, now));
  }

  /** All of name, colour, languages and announcement; what is left out is as usual. */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<String> save(@Context ContainerRequestContext request, String body) {
    var caller = RequestReader.caller(request);
    caller.requireDesigning();
    var json = RequestReader.object(body, MEMBERS);
    return settings
        .save(
            caller,
            json.path("name").asText(""),
            new WorkspaceSettings(text(json, "colour"), languages(json), announcement(json), null))
        .map(now -> json(caller, now));
  }

  private static String text(JsonNode json, String member) {
    var text = json.path(member).asText(null);
    return text == null || text.isBlank() ? null : text.strip();
  }

  private static List<String> languages(JsonNode json) {
    return StreamSupport.stream(json.path("languages").spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  private static Title announcement(JsonNode json) {
    var en = text(json.path("announcement"), "en");
    var zh = text(json.path("announcement"), "zh");
    return en == null && zh == null ? null : new Title(en, zh);
  }

  /** Of one's own; the password stays unless one is given, and an empty one is none. */
  @PUT
  @Path("/mail")
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<String> saveMail(@Context ContainerRequestContext request, String body) {
    var caller = RequestReader.caller(request);
    caller.requireDesigning();
    var json = RequestReader.object(body, MAIL);
    var server =
        new MailServer(
            text(json, "host"),
            json.path("port").asInt(587),
            text(json, "username"),
            text(json, "from"),
            json.path("tls").asBoolean(false));
    return settings
        .saveMail(caller, server, json.path("password").asText(null))
        .map(now -> json(caller, now));
  }

  /** Back to the mail server that the server was started with. */
  @DELETE
  @Path("/mail")
  public Uni<String> removeMail(@Context ContainerRequestContext request) {
    var caller = RequestReader.caller(request);
    return settings.saveMail(caller, null, null).map(now -> json(caller, now));
  }

  @GET
  @Path("/logo")
  @Produces(MediaType.WILDCARD)
  public Uni<Response> logo(@Context ContainerRequestContext request) {
    return settings
        .logo(RequestReader.caller(request).workspace())
        .onItem()
        .ifNull()
        .failWith(() -> Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.NOT_FOUND))
        .map(
            logo ->
                Response.ok(logo.bytes())
                    .type(logo.type())
                    .header("X-Content-Type-Options", "nosniff")
                    .build());
  }

  /** A PNG or JPEG picture. */
  @PUT
  @Path("/logo")
  @Consumes(MediaType.WILDCARD)
  public Uni<Response> saveLogo(@Context ContainerRequestContext request, byte[] bytes) {
    return settings
        .saveLogo(RequestReader.caller(request), bytes)
        .map(_ -> Response.noContent().build());
  }

  @DELETE
  @Path("/logo")
  public Uni<Response> removeLogo(@Context ContainerRequestContext request) {
    return settings
        .saveLogo(RequestReader.caller(request), null)
        .map(_ -> Response.noContent().build());
  }

  /** For administrators: how much the workspace has. */
  @GET
  @Path("/use")
  public Uni<String> use(@Context ContainerRequestContext request) {
    return settings.use(RequestReader.caller(request)).map(DefinitionJson::write);
  }
}
