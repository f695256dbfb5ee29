package dev.formwork.workflow.api;

import dev.formwork.core.api.EventStream;
import dev.formwork.core.api.RequestReader;
import dev.formwork.core.token.ApiTokens;
import dev.formwork.workflow.live.LiveTasks;
import dev.formwork.workflow.task.Tasks;
import io.smallrye.mutiny.Multi;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

/**
 * Tells a program at once when something changes in its caller's tasks: {@code ready} first, {@code
 * tasks} with how many there are, and {@code ping} every fifteen seconds.
 */
@Path("/api/v1/tasks/events")
public class TaskEventsResource {

  /** Changes that wait for a slow reader; they are read together anyway. */
  private static final int WAITING = 16;

  private final Tasks tasks;
  private final LiveTasks live;
  private final ApiTokens tokens;

  TaskEventsResource(Tasks tasks, LiveTasks live, ApiTokens tokens) {
    this.tasks = tasks;
    this.live = live;
    this.tokens = tokens;
  }

  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public Multi<OutboundSseEvent> events(
      @Context ContainerRequestContext request,
      @Context HttpServerRequest connection,
      @Context Sse sse) {
    var caller = RequestReader.caller(request);
    caller.requireWholeScope();
    var stream = new EventStream(sse, tokens, request, connection);
    return stream.of(
        Multi.createFrom()
            .<Boolean>emitter(
                emitter ->
                    emitter.onTermination(live.listen(caller.memberId(), () -> emitter.emit(true))),
                WAITING)
            .onOverflow()
            .drop()
            .onItem()
            .transformToUniAndConcatenate(_ -> stream.reader().chain(tasks::counts))
            .map(counts -> stream.event("tasks", "{\"todo\":" + counts.get(Tasks.Box.TODO) + "}")));
  }
}
