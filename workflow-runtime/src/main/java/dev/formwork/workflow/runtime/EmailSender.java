package dev.formwork.workflow.runtime;

import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.mail.MailMessage;
import dev.formwork.core.mail.MailOutbox;
import dev.formwork.core.member.MailLanguages;
import dev.formwork.core.organization.Membership;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.workflow.definition.EmailStep;
import dev.formwork.workflow.engine.TokenQueries;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * Queues the e-mails of a step in the transaction of the transition, each in the language of its
 * reader.
 */
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
    var workspace = context.platform().workspace().id();
    return MailLanguages.of(context.sql(), workspace, addresses)
        .onItem()
        .transformToMulti(
            languages ->
                Multi.createFrom()
                    .iterable(addresses)
                    .map(to -> message(context, to, languages.get(to))))
        .onItem()
        .transformToUniAndConcatenate(message -> mailOutbox.send(context.sql(), workspace, message))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  /** Each once, in the order of the rules. */
  private static Set<String> addresses(StepContext context, EmailStep email) {
    var addresses = new LinkedHashSet<String>();
    TokenQueries.people(
            context.execution().flow(),
            context.instance(),
            context.execution().inputs(),
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

  private static MailMessage message(StepContext context, String to, Locale language) {
    var step = context.step();
    return new MailMessage(
        to,
        step.text("subject", language, context.scope()),
        step.text("text", language, context.scope()));
  }
}
