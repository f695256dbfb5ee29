package dev.formwork.core.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.backup.BackupPlan;
import dev.formwork.core.backup.BackupRun;
import dev.formwork.core.backup.Backups;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** The backups of the installation, for administrators of its first workspace. */
@Path("/api/v1/backups")
@Produces(MediaType.APPLICATION_JSON)
public class BackupsResource {

  private final Backups backups;

  BackupsResource(Backups backups) {
    this.backups = backups;
  }

  /** {@code {"folder": "…", "plan": {…}, "items": […]}}, newest first. */
  @GET
  public Uni<String> all(@Context ContainerRequestContext request) {
    var caller = RequestReader.caller(request);
    return backups
        .plan(caller)
        .chain(plan -> backups.runs(caller).map(runs -> DefinitionJson.write(json(plan, runs))));
  }

  private ObjectNode json(BackupPlan plan, List<BackupRun> runs) {
    var all =
        DefinitionJson.mapper()
            .createObjectNode()
            .put("folder", backups.folder().toString())
            .set(
                "plan",
                DefinitionJson.mapper()
                    .createObjectNode()
                    .put("on", plan.isOn())
                    .put("at", plan.at().toString())
                    .put("zone", plan.zone().getId())
                    .put("keep", plan.kept()));
    var items = ((ObjectNode) all).putArray("items");
    runs.forEach(run -> items.add(json(run)));
    return (ObjectNode) all;
  }

  private static ObjectNode json(BackupRun run) {
    return DefinitionJson.mapper()
        .createObjectNode()
        .put("id", run.id().toString())
        .put("file", run.fileName())
        .put("node", run.node())
        .put("state", run.isWhole() ? "whole" : run.error() == null ? "running" : "failed")
        .put("askedBy", run.askedBy() == null ? null : run.askedBy().toString())
        .put("askedAt", text(run.askedAt()))
        .put("asOf", text(run.asOf()))
        .put("finishedAt", text(run.finishedAt()))
        .put("size", run.size())
        .put("rows", run.rows())
        .put("error", run.error());
  }

  private static String text(Instant at) {
    return at == null ? null : at.toString();
  }

  /**
   * @param at such as 02:00
   * @param zone null: that of whoever asks
   * @param keep how many
   */
  record PlanBody(Boolean on, String at, String zone, Integer keep) {}

  /** {@code {"on": true, "at": "02:00", "zone": "Asia/Shanghai", "keep": 14}}. */
  @PUT
  @Path("/plan")
  public Uni<Response> replan(@Context ContainerRequestContext request, String body) {
    var caller = RequestReader.caller(request);
    var asked = RequestReader.read(body, PlanBody.class);
    var zone = Objects.requireNonNullElse(asked.zone, caller.zone().getId());
    return backups
        .plan(caller)
        .chain(
            now ->
                backups.replan(
                    caller,
                    new BackupPlan(
                        Objects.requireNonNullElse(asked.on, now.isOn()),
                        asked.at == null
                            ? now.at()
                            : read("/at", asked.at, LocalTime::parse, CoreProblem.BACKUPS_TIME),
                        read("/zone", zone, ZoneId::of, CoreProblem.BACKUPS_ZONE),
                        Objects.requireNonNullElse(asked.keep, now.kept()))))
        .replaceWith(Response.noContent().build());
  }

  private static <T> T read(
      String path, String text, Function<String, T> parser, CoreProblem problem) {
    try {
      return parser.apply(text);
    } catch (DateTimeException _) {
      throw Refusal.invalid(List.of(Problem.at(path, problem, text)));
    }
  }

  /** Has one made now: {@code 202} with {@code {"id": "…"}}. */
  @POST
  public Uni<Response> make(@Context ContainerRequestContext request) {
    return backups
        .make(RequestReader.caller(request))
        .map(
            id ->
                Response.accepted(
                        DefinitionJson.write(
                            DefinitionJson.mapper().createObjectNode().put("id", id.toString())))
                    .build());
  }

  /** Its file, too. */
  @DELETE
  @Path("/{id}")
  public Uni<Response> remove(
      @Context ContainerRequestContext request, @PathParam("id") String id) {
    return backups
        .remove(RequestReader.caller(request), RequestReader.id(id))
        .replaceWith(Response.noContent().build());
  }
}
