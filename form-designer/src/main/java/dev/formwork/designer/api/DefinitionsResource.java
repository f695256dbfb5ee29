package dev.formwork.designer.api;

import dev.formwork.core.access.Caller;
import dev.formwork.core.api.RequestReader;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.thread.WorkerThreads;
import dev.formwork.core.workspace.definition.StoredDefinition;
import dev.formwork.designer.definition.DefinitionDrafts;
import dev.formwork.designer.definition.DefinitionHistory;
import dev.formwork.designer.definition.DefinitionPublisher;
import dev.formwork.designer.definition.DefinitionTypes;
import dev.formwork.designer.definition.DefinitionUses;
import dev.formwork.designer.definition.PublishOptions;
import dev.formwork.designer.problem.DesignProblem;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
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

/**
 * Definitions of every kind as resources: draft, validate, publish, versions, differences, roll
 * back, uses. Of what an app has one of, the key is the app's.
 */
@Path("/api/v1/apps/{app}/definitions")
@Produces(MediaType.APPLICATION_JSON)
public class DefinitionsResource {

  private final DefinitionTypes types;
  private final DefinitionDrafts drafts;
  private final DefinitionPublisher publisher;
  private final DefinitionHistory history;
  private final DefinitionUses uses;

  DefinitionsResource(
      DefinitionTypes types,
      DefinitionDrafts drafts,
      DefinitionPublisher publisher,
      DefinitionHistory history,
      DefinitionUses uses) {
    this.types = types;
    this.drafts = drafts;
    this.publisher = publisher;
    this.history = history;
    this.uses = uses;
  }

  /** All of a kind: {@code {"items": [{"key", "title", "revision", "version"}]}}. */
  @GET
  @Path("/{kind}")
  public Uni<String> list(
      @Context ContainerRequestContext request,
      @PathParam("app") String app,
      @PathParam("kind") String kind) {
    var caller = RequestReader.caller(request);
    var wanted = DefinitionPath.kind(kind);
    return drafts
        .list(caller, DefinitionPath.app(app), wanted)
        .chain(
            found ->
                WorkerThreads.run(
                    () -> DefinitionJsonWriter.list(types.of(wanted), found, caller.locale())));
  }

  /** The draft; its ETag is its revision. */
  @GET
  @Path("/{kind}/{key}/draft")
  public Uni<Response> draft(
      @Context ContainerRequestContext request,
      @PathParam("app") String app,
      @PathParam("kind") String kind,
      @PathParam("key") String key) {
    return drafts
        .find(RequestReader.caller(request), DefinitionPath.id(app, kind, key))
        .map(DefinitionsResource::draft);
  }

  private static Response draft(StoredDefinition stored) {
    return Response.ok(stored.draft()).header("ETag", "\"" + stored.draftRevision() + "\"").build();
  }

  @PUT
  @Path("/{kind}/{key}/draft")
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<Response> save(
      @Context ContainerRequestContext request,
      @PathParam("app") String app,
      @PathParam("kind") String kind,
      @PathParam("key") String key,
      @HeaderParam("If-Match") String expected,
      String body) {
    return RequestReader.reading(body, () -> RequestReader.json(body))
        .chain(
            json ->
                drafts.save(
                    RequestReader.caller(request),
                    DefinitionPath.id(app, kind, key),
                    json,
                    RequestReader.definitionVersion(expected)))
        .map(revision -> Response.noContent().header("ETag", "\"" + revision + "\"").build());
  }

  /** Checks a definition without saving it: {@code {"problems": [...]}}. */
  @POST
  @Path("/{kind}/{key}/validate")
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<String> validate(
      @Context ContainerRequestContext request,
      @PathParam("app") String app,
      @PathParam("kind") String kind,
      @PathParam("key") String key,
      String body) {
    var caller = RequestReader.caller(request);
    return RequestReader.reading(body, () -> RequestReader.json(body))
        .chain(json -> drafts.problemsWithData(caller, DefinitionPath.id(app, kind, key), json))
        .map(problems -> DefinitionJsonWriter.problems(problems, caller.locale()));
  }

  /**
   * Publishes the draft.
   *
   * @param acceptLoss whether values that do not fit a new type may be left over or overwritten;
   *     else 409 lists them. Values that a new type cannot hold at all are never given up: 422
   * @param permissions what a form comes with that is published for the first time: {@code usual}
   *     sets (one's own records, those of one's team), or none, so that it is {@code open}
   */
  @POST
  @Path("/{kind}/{key}/publish")
  public Uni<String> publish(
      @Context ContainerRequestContext request,
      @PathParam("app") String app,
      @PathParam("kind") String kind,
      @PathParam("key") String key,
      @QueryParam("acceptLoss") @DefaultValue("false") boolean acceptLoss,
      @QueryParam("permissions") @DefaultValue("usual") String permissions) {
    return publisher
        .publish(
            RequestReader.caller(request),
            DefinitionPath.id(app, kind, key),
            new PublishOptions(acceptLoss, isOpen(permissions)))
        .map(DefinitionJsonWriter::version);
  }

  private static boolean isOpen(String permissions) {
    return switch (permissions) {
      case "usual" -> false;
      case "open" -> true;
      default ->
          throw Refusal.of(Refusal.Kind.MALFORMED, DesignProblem.PUBLISH_PERMISSIONS, permissions);
    };
  }

  /** {@code {"items": [{"version", "publishedAt"}]}}, the newest first. */
  @GET
  @Path("/{kind}/{key}/versions")
  public Uni<String> versions(
      @Context ContainerRequestContext request,
      @PathParam("app") String app,
      @PathParam("kind") String kind,
      @PathParam("key") String key) {
    return history
        .versions(RequestReader.caller(request), DefinitionPath.id(app, kind, key))
        .map(DefinitionJsonWriter::versions);
  }

  /** One version, as it was published. */
  @GET
  @Path("/{kind}/{key}/versions/{version}")
  public Uni<String> version(
      @Context ContainerRequestContext request,
      @PathParam("app") String app,
      @PathParam("kind") String kind,
      @PathParam("key") String key,
      @PathParam("version") String version) {
    return history
        .version(
            RequestReader.caller(request),
            DefinitionPath.id(app, kind, key),
            DefinitionPath.version(version))
        .map(found -> found.json());
  }

  /** Publishes an older version again, as a new one. {@code If-Match}: revision of the draft. */
  @POST
  @Path("/{kind}/{key}/versions/{version}:rollback")
  public Uni<String> rollBack(
      @Context ContainerRequestContext request,
      @PathParam("app") String app,
      @PathParam("kind") String kind,
      @PathParam("key") String key,
      @PathParam("version") String version,
      @QueryParam("acceptLoss") @DefaultValue("false") boolean acceptLoss,
      @HeaderParam("If-Match") String expected) {
    return publisher
        .rollBack(
            RequestReader.caller(request),
            DefinitionPath.id(app, kind, key),
            DefinitionPath.version(version),
            RequestReader.definitionVersion(expected),
            acceptLoss)
        .map(DefinitionJsonWriter::version);
  }

  /**
   * How one state differs from another: {@code {"items": [{"change", "part", "key", "title",
   * "properties", "message"}]}}.
   *
   * @param from a version; left out: the newest
   * @param to a version; left out: the draft
   */
  @GET
  @Path("/{kind}/{key}/differences")
  public Uni<String> differences(
      @Context ContainerRequestContext request,
      @PathParam("app") String app,
      @PathParam("kind") String kind,
      @PathParam("key") String key,
      @QueryParam("from") String from,
      @QueryParam("to") String to) {
    var caller = RequestReader.caller(request);
    return history
        .differences(
            caller,
            DefinitionPath.id(app, kind, key),
            from == null ? null : DefinitionPath.version(from),
            to == null ? null : DefinitionPath.version(to))
        .map(found -> DefinitionJsonWriter.differences(found, caller.locale()));
  }

  /**
   * Where it is used in the app as it runs: {@code {"items": [{"kind", "key", "title", "path",
   * "part"}]}}.
   *
   * @param part such as the key of a field; left out: any
   */
  @GET
  @Path("/{kind}/{key}/uses")
  public Uni<String> uses(
      @Context ContainerRequestContext request,
      @PathParam("app") String app,
      @PathParam("kind") String kind,
      @PathParam("key") String key,
      @QueryParam("part") String part) {
    Caller caller = RequestReader.caller(request);
    return uses.of(caller, DefinitionPath.id(app, kind, key), part)
        .map(found -> DefinitionJsonWriter.uses(found, caller.locale()));
  }
}
