package dev.formwork.workflow.api;

import dev.formwork.core.access.ApiTokens;
import dev.formwork.core.access.Caller;
import dev.formwork.core.api.Requests;
import dev.formwork.core.problem.Refusal;
import dev.formwork.workflow.live.LiveTasks;
import dev.formwork.workflow.task.Tasks;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Tells a program at once when something changes in its caller's tasks: {@code ready} first, {@code
 * tasks} with how many there are, and {@code ping} every fifteen seconds.
 */
@Path("/api/v1/tasks/events")
public class TaskEventsResource {

  private static final Logger LOG = Logger.getLogger(TaskEventsResource.class);

  /** So that proxies keep the connection, and revoked tokens lose it. */
  private static final Duration BEAT = Duration.ofSeconds(15);

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
    var caller = Requests.caller(request);
    caller.requireWholeScope();
    var secret = request.getHeaderString("Authorization").substring("Bearer ".length()).strip();
    var address = Requests.address(connection);
    Supplier<Uni<Caller>> again = () -> tokens.authenticate(secret, address);
    var changes =
        Multi.createFrom()
            .<Boolean>emitter(
                emitter ->
                    emitter.onTermination(live.listen(caller.memberId(), () -> emitter.emit(true))),
                WAITING)
            .onOverflow()
            .drop()
            .onItem()
            .transformToUniAndConcatenate(_ -> again.get().chain(tasks::counts))
            .map(counts -> event(sse, "tasks", "{\"todo\":" + counts.get(Tasks.Box.TODO) + "}"));
    var beats =
        Multi.createFrom()
            .ticks()
            .every(BEAT)
            .onOverflow()
            .drop()
            .onItem()
            .transformToUniAndConcatenate(_ -> again.get())
            .map(_ -> event(sse, "ping", "{}"));
    return Multi.createBy()
        .merging()
        .streams(List.of(Multi.createFrom().item(event(sse, "ready", "{}")), changes, beats))
        .onFailure()
        .invoke(
            failure -> {
              if (!(failure instanceof Refusal)) {
                LOG.error("A stream of tasks ended early", failure);
              }
            })
        .onFailure()
        .recoverWithCompletion();
  }

  private static OutboundSseEvent event(Sse sse, String name, String json) {
    return sse.newEventBuilder()
        .name(name)
        .mediaType(MediaType.APPLICATION_JSON_TYPE)
        .data(String.class, json)
        .build();
  }
}
