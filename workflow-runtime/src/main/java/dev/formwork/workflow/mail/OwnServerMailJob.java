package dev.formwork.workflow.mail;

import dev.formwork.core.job.Job;
import dev.formwork.core.job.JobHandler;
import dev.formwork.core.mail.MailOutbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Hands an e-mail that no workspace's administrators may read to Formwork's own mail server. */
@ApplicationScoped
class OwnServerMailJob implements JobHandler {

  private final MailOutbox mailOutbox;
  private final MailSender sender;

  OwnServerMailJob(MailOutbox mailOutbox, MailSender sender) {
    this.mailOutbox = mailOutbox;
    this.sender = sender;
  }

  @Override
  public String kind() {
    return MailOutbox.OWN_SERVER_JOB;
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
            mailMessage -> sender.sendByOwnServer(mailMessage).chain(() -> mailOutbox.sent(id)))
        .replaceWith(Progress.DONE);
  }

  @Override
  public Uni<Void> failed(Job job, String error) {
    return mailOutbox.lost(UUID.fromString(job.subject()), error);
  }
}
