package dev.formwork.workflow.mail;

import dev.formwork.core.access.Caller;
import dev.formwork.core.mail.MailMessage;
import dev.formwork.core.outbound.OutboundHosts;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Messages;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.thread.WorkerThreads;
import dev.formwork.core.workspace.setting.WorkspaceSettingsService;
import dev.formwork.core.workspace.setting.WorkspaceSettingsService.MailAccount;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.StartTLSOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.mail.MailClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;

/**
 * Gives e-mails to the mail server of their workspace, or to the one that the server was started
 * with.
 */
@ApplicationScoped
public class MailSender {

  /** A server that hangs must not hold up the other jobs. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final int LONGEST_ANSWER = 300;

  private final WorkspaceSettingsService settings;
  private final ReactiveMailer mailer;
  private final Vertx vertx;
  private final OutboundHosts hosts;

  MailSender(
      WorkspaceSettingsService settings, ReactiveMailer mailer, Vertx vertx, OutboundHosts hosts) {
    this.settings = settings;
    this.hosts = hosts;
    this.mailer = mailer;
    this.vertx = vertx;
  }

  /** Fails when the mail server cannot be reached, or does not take it. */
  Uni<Void> send(UUID workspace, MailMessage message) {
    return settings
        .mailAccount(workspace)
        .chain(account -> account == null ? byServer(message) : by(account, message))
        .ifNoItem()
        .after(PATIENCE)
        .fail();
  }

  /** Past the mail server of any workspace. */
  Uni<Void> sendByOwnServer(MailMessage message) {
    return byServer(message).ifNoItem().after(PATIENCE).fail();
  }

  private Uni<Void> byServer(MailMessage message) {
    return mailer.send(Mail.withText(message.to(), message.subject(), message.text()));
  }

  /**
   * With a connection of its own, as accounts change and most send little. What the name of the
   * server stands for is asked each time, as it may mean one inside by now; the connection is made
   * by the name all the same, as the certificate says it.
   */
  Uni<Void> by(MailAccount account, MailMessage message) {
    return WorkerThreads.run(() -> hosts.address(account.server().host()))
        .chain(() -> connected(account, message));
  }

  private Uni<Void> connected(MailAccount account, MailMessage message) {
    var server = account.server();
    var config =
        new MailConfig()
            .setHostname(server.host())
            .setPort(server.port())
            .setSsl(server.tls())
            .setStarttls(server.tls() ? StartTLSOptions.DISABLED : StartTLSOptions.OPTIONAL)
            .setKeepAlive(false);
    if (server.username() != null) {
      config.setUsername(server.username()).setPassword(account.password());
    }
    var client = MailClient.create(vertx, config);
    var mail =
        new io.vertx.ext.mail.MailMessage()
            .setFrom(server.from())
            .setTo(message.to())
            .setSubject(message.subject())
            .setText(message.text());
    return client.sendMail(mail).onTermination().call(() -> client.close()).replaceWithVoid();
  }

  /**
   * Sends the caller a mail at once, and says what the mail server answers.
   *
   * @return the address it went to
   */
  public Uni<String> test(Caller caller) {
    caller.requireDesigning();
    var address = caller.standing().email();
    if (address == null) {
      throw Refusal.of(Refusal.Kind.CONFLICT, CoreProblem.SETTING_MAIL_NO_ADDRESS);
    }
    var message =
        new MailMessage(
            address,
            Messages.sentence(caller.locale(), "mail.test.subject"),
            Messages.sentence(caller.locale(), "mail.test.text"));
    return send(caller.workspace().id(), message)
        .onFailure(failure -> !(failure instanceof Refusal))
        .transform(
            failure ->
                Refusal.of(Refusal.Kind.CONFLICT, CoreProblem.SETTING_MAIL_FAILED, answer(failure)))
        .replaceWith(address);
  }

  private static String answer(Throwable failure) {
    var text =
        failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    return text.length() > LONGEST_ANSWER ? text.substring(0, LONGEST_ANSWER) : text;
  }
}
