package dev.formwork.workflow.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.formwork.core.mail.MailMessage;
import dev.formwork.core.outbound.OutboundHosts;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.workspace.setting.MailServer;
import dev.formwork.core.workspace.setting.WorkspaceSettingsService.MailAccount;
import io.vertx.mutiny.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which mail servers of workspaces are spoken to. */
final class MailSenderTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.closeAndAwait();
  }

  private void send(String allowed, int port) {
    var account =
        new MailAccount(new MailServer("127.0.0.1", port, null, "crm@example.com", false), null);
    new MailSender(null, null, vertx, new OutboundHosts(allowed))
        .by(account, new MailMessage("ada@example.com", "Hello", "Hello"))
        .await()
        .atMost(PATIENCE);
  }

  private static ServerSocket server() {
    try {
      var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      server.setSoTimeout(200);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void a_server_inside_is_not_spoken_to() throws Exception {
    try (var server = server()) {
      assertThatThrownBy(() -> send("-", server.getLocalPort()))
          .isInstanceOfSatisfying(
              Refusal.class,
              refusal ->
                  assertThat(refusal.problems().getFirst().is(CoreProblem.OUTBOUND_INSIDE))
                      .isTrue());
      assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void one_that_was_allowed_is() throws Exception {
    try (var server = server()) {
      server.setSoTimeout((int) PATIENCE.toMillis());
      var called = Thread.ofVirtual().start(() -> hangUp(server));
      assertThatThrownBy(() -> send("127.0.0.1", server.getLocalPort()))
          .isNotInstanceOf(Refusal.class);
      assertThat(called.join(PATIENCE)).isTrue();
    }
  }

  private static void hangUp(ServerSocket server) {
    try (var socket = server.accept()) {
      socket.getOutputStream().write("554 Not today\r\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
