package dev.formwork.core.api;

import dev.formwork.core.access.Caller;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.token.ApiTokens;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * A stream of server-sent events to one client: {@code ready} first, {@code ping} every 15 seconds,
 * then events. The token is checked again each time, so that the stream ends when its rights do.
 */
public final class EventStream {

  private static final Logger LOG = Logger.getLogger(EventStream.class);

  /** So that proxies keep the connection, and revoked tokens lose it. */
  private static final Duration BEAT = Duration.ofSeconds(15);

  private final Sse sse;
  private final ApiTokens tokens;
  private final Caller first;
  private final String secret;
  private final InetAddress address;

  public EventStream(
      Sse sse, ApiTokens tokens, ContainerRequestContext request, HttpServerRequest connection) {
    this.sse = sse;
    this.tokens = tokens;
    this.first = RequestReader.caller(request);
    this.secret = request.getHeaderString("Authorization").substring("Bearer ".length()).strip();
    this.address = RequestReader.address(connection);
  }

  /** The reader as they are now; fails when the token is not good any more. */
  public Uni<Caller> reader() {
    return tokens.authenticate(secret, address).map(now -> now.in(first.locale()));
  }

  /** The stream; a failure of what there is to tell ends it. */
  public Multi<OutboundSseEvent> of(Multi<OutboundSseEvent> told) {
    var beats =
        Multi.createFrom()
            .ticks()
            .every(BEAT)
            .onOverflow()
            .drop()
            .onItem()
            .transformToUniAndConcatenate(_ -> reader())
            .map(_ -> event("ping", "{}"));
    return Multi.createBy()
        .merging()
        .streams(List.of(Multi.createFrom().item(event("ready", "{}")), told, beats))
        .onFailure()
        .invoke(
            failure -> {
              if (!(failure instanceof Refusal)) {
                LOG.errorf(
                    failure,
                    "Stream of events for member %s of workspace %s ended early",
                    first.memberId(),
                    first.workspace().schema());
              }
            })
        .onFailure()
        .recoverWithCompletion();
  }

  public OutboundSseEvent event(String name, String json) {
    return sse.newEventBuilder()
        .name(name)
        .mediaType(MediaType.APPLICATION_JSON_TYPE)
        .data(String.class, json)
        .build();
  }
}
