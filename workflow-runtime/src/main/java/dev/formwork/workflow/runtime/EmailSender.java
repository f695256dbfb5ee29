package dev.formwork.workflow.runtime;

import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.mail.MailMessage;
import dev.formwork.core.mail.MailOutbox;
import dev.formwork.core.organization.Membership;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.workflow.definition.EmailStep;
import dev.formwork.workflow.engine.TokenQueries;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;

/** Queues the e-mails of a step in the transaction of the transition. */
@ApplicationScoped
class EmailSender {

  private final MailOutbox mailOutbox;

  EmailSender(MailOutbox mailOutbox) {
    this.mailOutbox = mailOutbox;
  }

  /**
   * @throws Refusal when no mail server is set up
   */
  Uni<Void> send(StepContext context, EmailStep email) {
    if (!mailOutbox.isOn()) {
      throw Refusal.of(Refusal.Kind.CONFLICT, CoreProblem.MAIL_OFF);
    }
    var addresses = addresses(context, email);
    if (addresses.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    var subject = text(context, "subject", " / ");
    var text = text(context, "text", "\n\n");
    var workspace = context.platform().workspace().id();
    return Multi.createFrom()
        .iterable(addresses)
        .onItem()
        .transformToUniAndConcatenate(
            to -> mailOutbox.send(context.sql(), workspace, new MailMessage(to, subject, text)))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  /** Each once, in the order of the rules. */
  private static Set<String> addresses(StepContext context, EmailStep email) {
    var addresses = new LinkedHashSet<String>();
    TokenQueries.people(
            context.attempt().flow(),
            context.instance(),
            context.attempt().facts(),
            context.step(),
            context.subject(),
            email.to(),
            "to")
        .stream()
        .flatMap(member -> context.platform().people().standing(member).stream())
        .map(Membership::email)
        .filter(Objects::nonNull)
        .forEach(addresses::add);
    var address = context.value("address");
    if (address != null) {
      addresses.add(CompiledExpression.text(address));
    }
    return addresses;
  }

  /** In both languages when they differ: an e-mail does not know who reads it. */
  private static String text(StepContext context, String name, String between) {
    var english = context.step().templates().get(name + "/en").text(context.scope());
    var chinese = context.step().templates().get(name + "/zh").text(context.scope());
    return english.equals(chinese) ? english : chinese + between + english;
  }
}
