package dev.formwork.workflow.mail;

import dev.formwork.core.job.Job;
import dev.formwork.core.job.JobHandler;
import dev.formwork.core.mail.Post;
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

  private final Post post;
  private final ReactiveMailer mailer;

  MailJob(Post post, ReactiveMailer mailer) {
    this.post = post;
    this.mailer = mailer;
  }

  @Override
  public String kind() {
    return Post.JOB;
  }

  @Override
  public Uni<Progress> step(Job job) {
    var id = UUID.fromString(job.subject());
    return post.waiting(id)
        .onItem()
        .ifNotNull()
        .transformToUni(
            letter ->
                mailer
                    .send(Mail.withText(letter.to(), letter.subject(), letter.text()))
                    .ifNoItem()
                    .after(PATIENCE)
                    .fail()
                    .chain(() -> post.sent(id)))
        .replaceWith(Progress.DONE);
  }

  @Override
  public Uni<Void> failed(Job job, String error) {
    return post.lost(UUID.fromString(job.subject()), error);
  }
}
