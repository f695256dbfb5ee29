package dev.formwork.designer.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.api.MemberType;
import dev.formwork.core.api.RequestReader;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.workspace.calendar.WorkCalendars;
import dev.formwork.designer.problem.DesignProblem;
import dev.formwork.designer.recompute.WorkCalendarChange;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The days a workspace does not work, or works instead: {@code [{day, works, name}]}. */
@Path("/api/v1/calendar")
@Produces(MediaType.APPLICATION_JSON)
public class WorkCalendarResource {

  private final WorkCalendars calendars;
  private final WorkCalendarChange change;

  WorkCalendarResource(WorkCalendars calendars, WorkCalendarChange change) {
    this.calendars = calendars;
    this.change = change;
  }

  @GET
  public Uni<String> days(@Context ContainerRequestContext request) {
    return calendars
        .days(RequestReader.caller(request).workspace())
        .map(
            days -> {
              var list = DefinitionJson.mapper().createArrayNode();
              days.forEach(
                  day ->
                      list.addObject()
                          .put("day", day.day().toString())
                          .put("works", day.works())
                          .put("name", day.name()));
              return list.toString();
            });
  }

  /** Replaces all of them. */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<Response> replace(@Context ContainerRequestContext request, String body) {
    return change
        .replace(RequestReader.caller(request), read(RequestReader.json(body)))
        .replaceWith(() -> Response.noContent().build());
  }

  /** The zone the workspace's days begin in: {@code {"zone": "Asia/Shanghai"}}. */
  @GET
  @Path("/zone")
  public Uni<String> zone(@Context ContainerRequestContext request) {
    return calendars
        .zone(RequestReader.caller(request).workspace())
        .map(
            zone ->
                DefinitionJson.mapper().createObjectNode().put("zone", zone.getId()).toString());
  }

  @PUT
  @Path("/zone")
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<Response> move(@Context ContainerRequestContext request, String body) {
    var zone = RequestReader.object(body, Map.of("zone", MemberType.TEXT)).path("zone").asText("");
    if (!ZoneId.getAvailableZoneIds().contains(zone)) {
      throw Refusal.invalid(List.of(Problem.at("/zone", DesignProblem.ZONE_UNKNOWN, zone)));
    }
    return change
        .move(RequestReader.caller(request), ZoneId.of(zone))
        .replaceWith(() -> Response.noContent().build());
  }

  private static final Map<String, MemberType> MEMBERS =
      Map.of("day", MemberType.TEXT, "works", MemberType.TRUTH, "name", MemberType.TEXT);

  private static List<WorkCalendars.SpecialDay> read(JsonNode body) {
    var days = new ArrayList<WorkCalendars.SpecialDay>();
    var problems = new ArrayList<Problem>();
    if (!body.isArray()) {
      throw Refusal.of(Refusal.Kind.MALFORMED, CoreProblem.LIST_EXPECTED);
    }
    for (int i = 0; i < body.size(); i++) {
      var day = RequestReader.members("/" + i, body.get(i), MEMBERS);
      if (!day.path("works").isBoolean()) {
        problems.add(Problem.at("/" + i + "/works", CoreProblem.BOOLEAN_EXPECTED));
      }
      try {
        days.add(
            new WorkCalendars.SpecialDay(
                LocalDate.parse(day.path("day").asText()),
                day.path("works").asBoolean(),
                day.path("name").asText("")));
      } catch (DateTimeException _) {
        problems.add(Problem.at("/" + i + "/day", CoreProblem.DATE_EXPECTED));
      }
    }
    if (!problems.isEmpty()) {
      throw Refusal.invalid(problems);
    }
    return days;
  }
}
