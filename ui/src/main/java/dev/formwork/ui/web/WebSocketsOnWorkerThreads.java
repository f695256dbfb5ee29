package dev.formwork.ui.web;

import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import org.atmosphere.cpr.AtmosphereConfig;
import org.atmosphere.cpr.AtmosphereRequest;
import org.atmosphere.cpr.AtmosphereResponse;
import org.atmosphere.websocket.DefaultWebSocketProcessor;
import org.atmosphere.websocket.WebSocket;
import org.atmosphere.websocket.WebSocketEventListener.WebSocketEvent;
import org.atmosphere.websocket.WebSocketProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the web sockets of server push on worker threads. Opening one waits for the lock of the
 * Vaadin session. Quarkus opens it on an event loop, whatever {@code
 * quarkus.websocket.dispatch-to-worker} says; if a screen holds the lock while it waits for a query
 * of that event loop, both would wait for ever (vaadin/quarkus issue 144). Everything else is
 * delegated: browsers send by requests, so nothing important arrives on a socket before it is open.
 */
public final class WebSocketsOnWorkerThreads implements WebSocketProcessor {

  private static final Logger LOG = LoggerFactory.getLogger(WebSocketsOnWorkerThreads.class);

  private final WebSocketProcessor usual = new DefaultWebSocketProcessor();

  @Override
  public void open(WebSocket socket, AtmosphereRequest request, AtmosphereResponse response) {
    Infrastructure.getDefaultWorkerPool().execute(() -> openNow(socket, request, response));
  }

  private void openNow(WebSocket socket, AtmosphereRequest request, AtmosphereResponse response) {
    try {
      usual.open(socket, request, response);
    } catch (IOException e) {
      LOG.warn("A web socket of live updates did not open; the browser tries again", e);
      socket.close();
    }
  }

  @Override
  public WebSocketProcessor configure(AtmosphereConfig config) {
    usual.configure(config);
    return this;
  }

  @Override
  public boolean handshake(HttpServletRequest request) {
    return usual.handshake(request);
  }

  @Override
  public WebSocketProcessor registerWebSocketHandler(String path, WebSocketHandlerProxy handler) {
    usual.registerWebSocketHandler(path, handler);
    return this;
  }

  @Override
  public void invokeWebSocketProtocol(WebSocket socket, String message) {
    usual.invokeWebSocketProtocol(socket, message);
  }

  @Override
  public void invokeWebSocketProtocol(WebSocket socket, byte[] data, int offset, int length) {
    usual.invokeWebSocketProtocol(socket, data, offset, length);
  }

  @Override
  public void invokeWebSocketProtocol(WebSocket socket, InputStream message) {
    usual.invokeWebSocketProtocol(socket, message);
  }

  @Override
  public void invokeWebSocketProtocol(WebSocket socket, Reader message) throws IOException {
    usual.invokeWebSocketProtocol(socket, message);
  }

  @Override
  public void close(WebSocket socket, int code) {
    usual.close(socket, code);
  }

  @Override
  public void notifyListener(WebSocket socket, WebSocketEvent<?> event) {
    usual.notifyListener(socket, event);
  }

  @Override
  public void destroy() {
    usual.destroy();
  }
}
