package dev.formwork.workflow.api;

import dev.formwork.core.api.ItemsAnswer;
import dev.formwork.core.api.MemberType;
import dev.formwork.core.api.RequestReader;
import dev.formwork.workflow.task.Tasks;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;

/** Several of the caller's tasks at once. */
@Path("/api/v1/tasks:batch")
@Produces(MediaType.APPLICATION_JSON)
public class TaskBatchResource {

  private final Tasks tasks;

  TaskBatchResource(Tasks tasks) {
    this.tasks = tasks;
  }

  /** Decides several in one go: {@code {"tasks": [...], "action": "approve", "comment": "…"}}. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<String> batch(@Context ContainerRequestContext request, String body) {
    var caller = RequestReader.caller(request);
    caller.requireWholeScope();
    var json =
        RequestReader.object(
            body,
            Map.of(
                "tasks", MemberType.LIST,
                "action", MemberType.TEXT,
                "comment", MemberType.TEXT));
    return tasks
        .batch(
            caller,
            TasksResource.ids(json.path("tasks"), "/tasks"),
            TasksResource.kind(json.path("action").asText()),
            TasksResource.text(json, "comment"))
        .map(
            outcomes ->
                ItemsAnswer.json(
                    outcomes, outcome -> TaskOutcomeAnswer.of(outcome, caller.locale())));
  }
}
