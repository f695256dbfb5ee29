package dev.formwork.workflow.motion;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.database.RetryingTransactions;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.expression.Expression;
import dev.formwork.core.mail.MailMessage;
import dev.formwork.core.mail.MailOutbox;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.ExpressionDataAccess;
import dev.formwork.core.record.RecordService;
import dev.formwork.core.record.query.AggregateOperator;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.workflow.compile.CompiledStep;
import dev.formwork.workflow.definition.Step;
import dev.formwork.workflow.engine.Decision;
import dev.formwork.workflow.engine.Effect;
import dev.formwork.workflow.engine.Event;
import dev.formwork.workflow.engine.Facts;
import dev.formwork.workflow.engine.Instance;
import dev.formwork.workflow.engine.Placing;
import dev.formwork.workflow.engine.Subject;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Executes steps that need only the database (create, update, delete, aggregate, assign, set a
 * stage, queue an e-mail) inside the transaction of the transition, under a savepoint: a refused
 * step leaves no trace and its reason is stored.
 */
@ApplicationScoped
class LocalWork {

  /** Records one step changes at the most. */
  private static final int MOST = 1_000;

  private final MailOutbox mailOutbox;
  private final Dealing dealing;

  LocalWork(MailOutbox mailOutbox, Dealing dealing) {
    this.mailOutbox = mailOutbox;
    this.dealing = dealing;
  }

  /** One execution of a database step with its expression scope. */
  private record Piece(
      Mover.Attempt attempt,
      RecordService records,
      SqlConnection sql,
      Instance instance,
      CompiledStep step,
      Subject subject,
      EvaluationContext scope) {

    Caller platform() {
      return attempt.platform();
    }

    CompiledForm form(String key) {
      return attempt.flow().forms().get(key);
    }

    Object value(String formula) {
      var expression = step.formula(formula);
      return expression == null ? null : expression.program().run(scope);
    }
  }

  Uni<Event> perform(
      Mover.Attempt attempt,
      RecordService records,
      SqlConnection sql,
      Decision decision,
      Effect.Work work) {
    var instance = decision.instance();
    var step = attempt.flow().step(work.step()).orElseThrow();
    var subject = Placing.subject(attempt.flow(), instance, work.position());
    long began = System.nanoTime();
    return scope(attempt, instance, step, subject)
        .chain(
            evaluationContext ->
                sql.query("SAVEPOINT work")
                    .execute()
                    .chain(
                        () ->
                            done(
                                new Piece(
                                    attempt,
                                    records,
                                    sql,
                                    instance,
                                    step,
                                    subject,
                                    evaluationContext))))
        .<Event>map(
            variables ->
                new Event.Worked(work.position(), variables, detail(variables, began), null))
        .onFailure(failure -> !RetryingTransactions.mayBeginAgain(failure))
        .recoverWithUni(
            failure ->
                sql.query("ROLLBACK TO SAVEPOINT work")
                    .execute()
                    .replaceWith(
                        new Event.Worked(work.position(), null, null, Failures.of(failure))));
  }

  private static ObjectNode detail(ObjectNode variables, long began) {
    var detail = DefinitionJson.mapper().createObjectNode();
    detail.put("millis", (System.nanoTime() - began) / 1_000_000);
    if (!variables.isEmpty()) {
      detail.set("output", variables);
    }
    return detail;
  }

  /** What the step's expressions see; what is missing is loaded. */
  static Uni<EvaluationContext> scope(
      Mover.Attempt attempt, Instance instance, CompiledStep step, Subject subject) {
    var variables = instance.state().variables();
    return Uni.createFrom()
        .deferred(() -> Uni.createFrom().item(attempt.facts().scope(step, subject, variables)))
        .onFailure(Facts.Missing.class)
        .recoverWithUni(
            missing ->
                attempt
                    .facts()
                    .load(missing, variables)
                    .chain(() -> scope(attempt, instance, step, subject)));
  }

  private Uni<ObjectNode> done(Piece piece) {
    var nothing = DefinitionJson.mapper().createObjectNode();
    return switch (piece.step.step()) {
      case Step.Create create -> create(piece, create);
      case Step.Update update ->
          each(piece, update.form(), (form, id) -> update(piece, form, id, update.set()))
              .map(count -> nothing.put("records", count));
      case Step.Delete delete ->
          each(
                  piece,
                  delete.form(),
                  (form, id) -> piece.records.delete(piece.platform(), form, id, null, false))
              .map(count -> nothing.put("records", count));
      case Step.Aggregate aggregate -> aggregate(piece, aggregate);
      case Step.Email email -> email(piece, email).replaceWith(nothing);
      case Step.Transition transition ->
          changeOwn(piece, Map.of(transition.field(), transition.to())).replaceWith(nothing);
      case Step.Assign assign ->
          dealing
              .next(
                  piece.attempt, piece.sql, piece.instance, piece.step, piece.subject, piece.scope)
              .onItem()
              .ifNotNull()
              .transformToUni(member -> give(piece, assign.field(), member))
              .replaceWith(nothing);
      default -> throw new IllegalStateException("No local work: " + piece.step.key());
    };
  }

  private Uni<ObjectNode> create(Piece piece, Step.Create create) {
    var form = piece.form(create.form());
    return piece
        .records
        .create(piece.platform(), form, input(piece, form, create.set()))
        .map(
            made -> {
              var variables = DefinitionJson.mapper().createObjectNode();
              if (create.into() != null) {
                variables.put(create.into(), made.id().toString());
              }
              return variables;
            });
  }

  private static RecordInput input(Piece piece, CompiledForm form, Map<String, String> set) {
    var input = RecordInput.empty(form.slots());
    for (var key : set.keySet()) {
      var column = form.column(key).orElseThrow();
      input.with(
          column.slot(),
          ExpressionDataAccess.fitting(column, piece.value("set/" + key), piece.scope));
    }
    return input;
  }

  /** A record and what is to be done with it. */
  @FunctionalInterface
  private interface OnRecord {
    Uni<?> apply(CompiledForm form, UUID id);
  }

  private static Uni<Integer> each(Piece piece, String formKey, OnRecord work) {
    if (formKey == null) {
      return work.apply(piece.form(piece.subject.form()), piece.subject.record()).replaceWith(1);
    }
    var form = piece.form(formKey);
    return ExpressionDataAccess.find(piece.sql, form, question(piece.step), piece.scope, MOST)
        .chain(
            ids ->
                Multi.createFrom()
                    .iterable(ids)
                    .onItem()
                    .transformToUniAndConcatenate(id -> work.apply(form, id).replaceWith(id))
                    .collect()
                    .asList()
                    .replaceWith(ids.size()));
  }

  static Expression.Subquery question(CompiledStep step) {
    return (Expression.Subquery) step.formula("where").tree();
  }

  private static Uni<?> update(Piece piece, CompiledForm form, UUID id, Map<String, String> set) {
    return piece.records.change(piece.platform(), form, id, null, input(piece, form, set));
  }

  private static Uni<?> changeOwn(Piece piece, Map<String, Object> values) {
    var form = piece.form(piece.subject.form());
    var input = RecordInput.empty(form.slots());
    values.forEach((key, value) -> input.with(form.column(key).orElseThrow().slot(), value));
    return piece.records.change(piece.platform(), form, piece.subject.record(), null, input);
  }

  private static Uni<?> give(Piece piece, String field, UUID member) {
    return changeOwn(piece, Map.of(field, member));
  }

  private static Uni<ObjectNode> aggregate(Piece piece, Step.Aggregate aggregate) {
    var form = piece.form(aggregate.form());
    Column column = aggregate.field() == null ? null : form.column(aggregate.field()).orElse(null);
    return ExpressionDataAccess.aggregate(
            piece.sql,
            form,
            question(piece.step),
            piece.scope,
            AggregateOperator.valueOf(aggregate.of().toUpperCase(Locale.ROOT)),
            column)
        .map(figure -> DefinitionJson.mapper().createObjectNode().put(aggregate.into(), figure));
  }

  private Uni<Void> email(Piece piece, Step.Email email) {
    if (!mailOutbox.isOn()) {
      throw Refusal.of(Refusal.Kind.CONFLICT, "mail-off");
    }
    var members =
        Placing.people(
            piece.attempt.flow(),
            piece.instance,
            piece.attempt.facts(),
            piece.step,
            piece.subject,
            email.to(),
            "to");
    var people = piece.platform().people();
    var addresses = new java.util.LinkedHashMap<String, Locale>();
    for (var member : members) {
      people
          .standing(member)
          .filter(one -> one.email() != null)
          .ifPresent(one -> addresses.put(one.email(), Locale.ENGLISH));
    }
    var address = piece.value("address");
    if (address != null) {
      addresses.put(CompiledExpression.text(address), Locale.ENGLISH);
    }
    return Multi.createFrom()
        .iterable(List.copyOf(addresses.keySet()))
        .onItem()
        .transformToUniAndConcatenate(
            to ->
                mailOutbox.send(
                    piece.sql,
                    piece.platform().workspace().id(),
                    new MailMessage(to, text(piece, "subject"), text(piece, "text"))))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  /** In both languages when they differ: a letter does not know who reads it. */
  private static String text(Piece piece, String name) {
    var english = piece.step.templates().get(name + "/en").text(piece.scope);
    var chinese = piece.step.templates().get(name + "/zh").text(piece.scope);
    return english.equals(chinese)
        ? english
        : chinese + (name.equals("subject") ? " / " : "\n\n") + english;
  }
}
