package dev.formwork.core.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.share.PublicLink.Kind;
import dev.formwork.core.share.PublicLinkAdmin;
import dev.formwork.core.share.PublicLinkAdmin.LinkWithToken;
import dev.formwork.core.share.PublicLinkSettings;
import dev.formwork.core.workspace.PublicBaseUrl;
import dev.formwork.core.workspace.compiled.CompiledForms;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** The public links of a form. */
@Path("/api/v1/apps/{app}/forms/{form}/links")
@Produces(MediaType.APPLICATION_JSON)
public class PublicLinksResource {

  private static final Map<String, MemberType> MEMBERS =
      Map.of(
          "kind", MemberType.TEXT,
          "record", MemberType.TEXT,
          "password", MemberType.TEXT,
          "settings", MemberType.OBJECT);

  private final CompiledForms forms;
  private final PublicLinkAdmin links;
  private final PublicBaseUrl address;

  PublicLinksResource(CompiledForms forms, PublicLinkAdmin links, PublicBaseUrl address) {
    this.forms = forms;
    this.links = links;
    this.address = address;
  }

  /**
   * One's own; for administrators of the app all.
   *
   * @param record only those that show this one
   */
  @GET
  public Uni<String> list(
      @Context ContainerRequestContext request,
      @PathParam("app") AppKey app,
      @PathParam("form") FormKey form,
      @QueryParam("record") String record) {
    var caller = RequestReader.caller(request);
    return RequestReader.form(forms, caller, app, form)
        .chain(
            compiled ->
                links.of(
                    caller,
                    compiled,
                    record == null ? null : new RecordId(RequestReader.id(record))))
        .map(found -> ItemsAnswer.json(found, this::answer));
  }

  /** {@code {"kind": "form", "settings": {"fields": […]}, "password": …, "record": …}}. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<Response> make(
      @Context ContainerRequestContext request,
      @PathParam("app") AppKey app,
      @PathParam("form") FormKey form,
      String body) {
    var caller = RequestReader.caller(request);
    return RequestReader.form(forms, caller, app, form)
        .chain(() -> links.make(caller, app, form, wanted(RequestReader.object(body, MEMBERS))))
        .map(made -> Response.status(201).entity(DefinitionJson.write(answer(made))).build());
  }

  private static PublicLinkAdmin.LinkRequest wanted(JsonNode json) {
    var kind =
        Arrays.stream(Kind.values())
            .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(json.path("kind").asText()))
            .findFirst()
            .orElseThrow(
                () ->
                    Refusal.invalid(
                        List.of(
                            Problem.at(
                                "/kind", CoreProblem.LINK_KIND, json.path("kind").asText()))));
    return new PublicLinkAdmin.LinkRequest(
        kind,
        kind == Kind.RECORD ? new RecordId(RequestReader.id(json.path("record").asText())) : null,
        RequestReader.read(
            "/settings",
            json.path("settings").isObject()
                ? json.path("settings")
                : DefinitionJson.mapper().createObjectNode(),
            PublicLinkSettings.class),
        json.path("password").isTextual() ? json.path("password").asText() : null);
  }

  /**
   * @param address for people to open
   * @param password whether one is asked for
   */
  record Answer(
      UUID id,
      String kind,
      String address,
      RecordId record,
      boolean password,
      int used,
      PublicLinkSettings settings) {

    static Answer of(LinkWithToken linkWithToken, PublicBaseUrl base) {
      var link = linkWithToken.link();
      return new Answer(
          link.id(),
          link.kind().name().toLowerCase(Locale.ROOT),
          base.of("p/" + linkWithToken.token()),
          link.record(),
          link.protectedByPassword(),
          link.used(),
          link.settings());
    }
  }

  private Answer answer(LinkWithToken linkWithToken) {
    return Answer.of(linkWithToken, address);
  }

  @DELETE
  @Path("/{id}")
  public Uni<Response> revoke(
      @Context ContainerRequestContext request,
      @PathParam("app") AppKey app,
      @PathParam("form") FormKey form,
      @PathParam("id") String id) {
    var caller = RequestReader.caller(request);
    return RequestReader.form(forms, caller, app, form)
        .chain(compiled -> links.revoke(caller, compiled, RequestReader.id(id)))
        .map(_ -> Response.noContent().build());
  }
}
