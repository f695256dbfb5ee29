package dev.formwork.core.api;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.record.RecordChangeStream;
import dev.formwork.core.record.RecordChangeStream.Event;
import dev.formwork.core.record.json.RecordJsonWriter;
import dev.formwork.core.token.ApiTokens;
import dev.formwork.core.workspace.compiled.CompiledForms;
import io.smallrye.mutiny.Multi;
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
import java.util.List;

/** Live changes of a form's records as server-sent events. */
@Path("/api/v1/apps/{app}/forms/{form}/events")
public class RecordEventsResource {

  private final CompiledForms forms;
  private final RecordChangeStream events;
  private final ApiTokens tokens;

  RecordEventsResource(CompiledForms forms, RecordChangeStream events, ApiTokens tokens) {
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
      @PathParam("app") AppKey app,
      @PathParam("form") FormKey form) {
    var caller = RequestReader.caller(request);
    var stream = new EventStream(sse, tokens, request, connection);
    return RequestReader.form(forms, caller, app, form)
        .onItem()
        .transformToMulti(
            found ->
                stream.of(
                    events
                        .of(stream::reader, caller, found)
                        .map(event -> told(stream, found, event))));
  }

  private static OutboundSseEvent told(EventStream stream, CompiledForm form, Event event) {
    return switch (event) {
      case Event.Gone(var id) -> stream.event("gone", IdAnswer.json(id.value()));
      case Event.Changed(var action, var record) ->
          stream.event(
              "change",
              RecordJsonWriter.text(
                  json -> {
                    json.writeStartObject();
                    json.writeStringField("action", action);
                    json.writeFieldName("record");
                    RecordJsonWriter.write(json, form, record, List.of());
                    json.writeEndObject();
                  }));
    };
  }
}
