package dev.formwork.workflow.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.access.Caller;
import dev.formwork.core.api.MemberType;
import dev.formwork.core.api.RequestReader;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.ReadableInput;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.workflow.definition.ActionKind;
import dev.formwork.workflow.engine.Event.Placement;
import dev.formwork.workflow.problem.FlowProblem;
import dev.formwork.workflow.task.TaskAction;
import dev.formwork.workflow.task.Tasks;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** The caller's own tasks. */
@Path("/api/v1/tasks")
@Produces(MediaType.APPLICATION_JSON)
public class TasksResource {

  /** What the actions take between them. */
  private static final Map<String, MemberType> MEMBERS =
      Map.of(
          "comment", MemberType.TEXT,
          "people", MemberType.LIST,
          "placement", MemberType.TEXT,
          "step", MemberType.TEXT,
          "straightBack", MemberType.TRUTH,
          "fields", MemberType.OBJECT,
          "chosen", MemberType.OBJECT,
          "signature", MemberType.TEXT,
          "files", MemberType.LIST);

  private final Tasks tasks;

  TasksResource(Tasks tasks) {
    this.tasks = tasks;
  }

  /** {@code box}: todo, done, started, copied or drafts. {@code due}: all, overdue or today. */
  @GET
  public Uni<String> list(
      @Context ContainerRequestContext request,
      @QueryParam("box") @DefaultValue("todo") String box,
      @QueryParam("search") String search,
      @QueryParam("app") String app,
      @QueryParam("flow") String flow,
      @QueryParam("due") @DefaultValue("all") String due,
      @QueryParam("limit") @DefaultValue("50") int limit,
      @QueryParam("cursor") String cursor) {
    var caller = RequestReader.caller(request);
    caller.requireWholeScope();
    var query =
        new Tasks.Query(
            word(Tasks.Box.class, box),
            search,
            app,
            flow,
            word(Tasks.Urgency.class, due),
            limit,
            cursor);
    return tasks
        .list(caller, query)
        .map(page -> DefinitionJson.write(TaskCardAnswer.Page.of(page, caller.locale())));
  }

  static <E extends Enum<E>> E word(Class<E> type, String text) {
    for (var one : type.getEnumConstants()) {
      if (one.name().toLowerCase(Locale.ROOT).equals(text)) {
        return one;
      }
    }
    throw Refusal.of(Refusal.Kind.MALFORMED, CoreProblem.SCHEMA, text);
  }

  @GET
  @Path("/{id}")
  public Uni<String> read(@Context ContainerRequestContext request, @PathParam("id") String id) {
    var caller = RequestReader.caller(request);
    caller.requireWholeScope();
    return tasks
        .open(caller, PathIds.of(id))
        .map(view -> DefinitionJson.write(TaskAnswer.of(view, caller.locale())));
  }

  /**
   * Does something with a task. The body is the action's: {@code comment}, {@code people}, {@code
   * placement}, {@code step}, {@code straightBack}, {@code fields}, {@code chosen}, {@code
   * signature}.
   */
  @POST
  @Path("/{id}:{action}")
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<String> act(
      @Context ContainerRequestContext request,
      @PathParam("id") String id,
      @PathParam("action") String action,
      String body) {
    var caller = RequestReader.caller(request);
    caller.requireWholeScope();
    var json = RequestReader.object(body, MEMBERS);
    var task = PathIds.of(id);
    var kind = kind(action);
    return tasks
        .act(caller, task, (reader, form) -> action(kind, reader, form, json))
        .map(view -> DefinitionJson.write(TaskAnswer.of(view, caller.locale())));
  }

  static ActionKind kind(String word) {
    try {
      return ActionKind.named(word);
    } catch (IllegalArgumentException e) {
      throw Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.SCHEMA, e.getMessage());
    }
  }

  private static TaskAction action(
      ActionKind kind, Caller reader, CompiledForm form, JsonNode json) {
    return new TaskAction(
        kind,
        text(json, "comment"),
        people(json.path("people"), "/people"),
        json.path("placement").isTextual()
            ? word(Placement.class, json.path("placement").textValue())
            : null,
        step(json),
        json.path("straightBack").asBoolean(),
        changes(reader, form, json.path("fields")),
        chosen(json.path("chosen")),
        text(json, "signature"),
        ids(json.path("files"), "/files"));
  }

  private static String step(JsonNode json) {
    var step = text(json, "step");
    return "submitter".equals(step) ? null : step;
  }

  static String text(JsonNode json, String name) {
    return json.path(name).isTextual() ? json.path(name).textValue() : null;
  }

  private static RecordInput changes(Caller reader, CompiledForm form, JsonNode fields) {
    if (fields.isMissingNode() || fields.isNull()) {
      return null;
    }
    if (form == null) {
      throw Refusal.invalid(List.of(Problem.at("/fields", FlowProblem.FLOW_NEEDS_FORM)));
    }
    return ReadableInput.of(reader, form, fields);
  }

  private static Map<String, List<MemberId>> chosen(JsonNode json) {
    var chosen = new HashMap<String, List<MemberId>>();
    json.properties()
        .forEach(
            entry ->
                chosen.put(entry.getKey(), people(entry.getValue(), "/chosen/" + entry.getKey())));
    return chosen;
  }

  static List<MemberId> people(JsonNode json, String at) {
    return ids(json, at).stream().map(MemberId::new).toList();
  }

  static List<UUID> ids(JsonNode json, String at) {
    var ids = new ArrayList<UUID>();
    for (int i = 0; i < json.size(); i++) {
      try {
        ids.add(UUID.fromString(json.get(i).asText()));
      } catch (IllegalArgumentException _) {
        throw Refusal.invalid(List.of(Problem.at(at + "/" + i, CoreProblem.ID_EXPECTED)));
      }
    }
    return ids;
  }
}
