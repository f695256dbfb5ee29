package dev.formwork.core.api;

import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Sends what is written. On a busy machine an answer now and then stayed in the server: it counted
 * as given, its connection was idle and whole, and no byte of it left, so that a page never loaded
 * (Vert.x 4.5.27 with compression). To flush a connection that has nothing to send costs nothing.
 */
@ApplicationScoped
class SentAnswers {

  /** Before all that answers. */
  private static final int FIRST = -1_004;

  /** Milliseconds after its head; a file may still be read then, which goes on as it would. */
  private static final long SOON = 200;

  private static final String FOLLOWED = SentAnswers.class.getName();

  void register(@Observes Router router) {
    router.route().order(FIRST).handler(SentAnswers::follow);
  }

  private static void follow(RoutingContext request) {
    boolean isNew = request.get(FOLLOWED) == null;
    request.put(FOLLOWED, true);
    if (isNew && request.request().connection() instanceof ConnectionBase connection) {
      var channel = connection.channelHandlerContext();
      request.addBodyEndHandler(_ -> flush(channel));
      if (!request.request().path().startsWith("/api/")) {
        request.addHeadersEndHandler(_ -> request.vertx().setTimer(SOON, _ -> flush(channel)));
      }
    }
    request.next();
  }

  /** Behind what was written before. */
  private static void flush(ChannelHandlerContext channel) {
    channel.executor().execute(channel::flush);
  }
}
