package dev.formwork.workflow.mail;

import dev.formwork.core.job.Job;
import dev.formwork.core.job.JobHandler;
import dev.formwork.core.mail.MailOutbox;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;

/** Hands an e-mail to the mail server; retried while the server cannot be reached. */
@ApplicationScoped
class MailJob implements JobHandler {

  /** A server that hangs must not hold up the other jobs. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final MailOutbox mailOutbox;
  private final ReactiveMailer mailer;

  MailJob(MailOutbox mailOutbox, ReactiveMailer mailer) {
    this.mailOutbox = mailOutbox;
    this.mailer = mailer;
  }

  @Override
  public String kind() {
    return MailOutbox.JOB;
  }

  @Override
  public Lane lane() {
    return Lane.SHORT;
  }

  @Override
  public Uni<Progress> step(Job job) {
    var id = UUID.fromString(job.subject());
    return mailOutbox
        .waiting(id)
        .onItem()
        .ifNotNull()
        .transformToUni(
            mailMessage ->
                mailer
                    .send(
                        Mail.withText(mailMessage.to(), mailMessage.subject(), mailMessage.text()))
                    .ifNoItem()
                    .after(PATIENCE)
                    .fail()
                    .chain(() -> mailOutbox.sent(id)))
        .replaceWith(Progress.DONE);
  }

  @Override
  public Uni<Void> failed(Job job, String error) {
    return mailOutbox.lost(UUID.fromString(job.subject()), error);
  }
}
