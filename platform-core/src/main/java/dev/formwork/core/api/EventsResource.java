package dev.formwork.core.api;

import dev.formwork.core.access.ApiTokens;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.RecordEvents;
import dev.formwork.core.record.RecordEvents.Event;
import dev.formwork.core.record.RecordJson;
import dev.formwork.core.workspace.CompiledForms;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
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

/** Live changes of a form's records as server-sent events. */
@Path("/api/v1/apps/{app}/forms/{form}/events")
public class EventsResource {

  /** So that proxies keep the connection, and revoked tokens lose it. */
  private static final Duration BEAT = Duration.ofSeconds(15);

  private static final Logger LOG = Logger.getLogger(EventsResource.class);

  private final CompiledForms forms;
  private final RecordEvents events;
  private final ApiTokens tokens;

  EventsResource(CompiledForms forms, RecordEvents events, ApiTokens tokens) {
    this.forms = forms;
    this.events = events;
    this.tokens = tokens;
  }

  /**
   * {@code change} with the record as the caller sees it, {@code gone} with the id of one they
   * heard of; {@code ready} first, and {@code ping} every 15 seconds.
   */
  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public Multi<OutboundSseEvent> events(
      @Context ContainerRequestContext request,
      @Context HttpServerRequest connection,
      @Context Sse sse,
      @PathParam("app") String app,
      @PathParam("form") String form) {
    var caller = Requests.caller(request);
    var secret = request.getHeaderString("Authorization").substring("Bearer ".length()).strip();
    var address = Requests.address(connection);
    Supplier<Uni<Caller>> again =
        () -> tokens.authenticate(secret, address).map(now -> now.in(caller.locale()));
    return Requests.form(forms, caller, app, form)
        .onItem()
        .transformToMulti(found -> stream(sse, again, caller, found));
  }

  private Multi<OutboundSseEvent> stream(
      Sse sse, Supplier<Uni<Caller>> again, Caller caller, CompiledForm form) {
    var changes = events.of(again, caller, form).map(event -> told(sse, form, event));
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
                LOG.error("A stream of events ended early", failure);
              }
            })
        .onFailure()
        .recoverWithCompletion();
  }

  private static OutboundSseEvent told(Sse sse, CompiledForm form, Event event) {
    return switch (event) {
      case Event.Gone(var id) -> event(sse, "gone", "{\"id\":\"" + id + "\"}");
      case Event.Changed(var action, var record) ->
          event(
              sse,
              "change",
              RecordJson.text(
                  json -> {
                    json.writeStartObject();
                    json.writeStringField("action", action);
                    json.writeFieldName("record");
                    RecordJson.write(json, form, record, List.of());
                    json.writeEndObject();
                  }));
    };
  }

  private static OutboundSseEvent event(Sse sse, String name, String json) {
    return sse.newEventBuilder()
        .name(name)
        .mediaType(MediaType.APPLICATION_JSON_TYPE)
        .data(String.class, json)
        .build();
  }
}
