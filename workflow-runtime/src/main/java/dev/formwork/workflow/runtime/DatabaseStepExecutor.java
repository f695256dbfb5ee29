package dev.formwork.workflow.runtime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.database.LockingTransaction;
import dev.formwork.core.database.RetryingTransactions;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.expression.Expression;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.record.ExpressionDataAccess;
import dev.formwork.core.record.RecordService;
import dev.formwork.core.record.query.AggregateOperator;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.workflow.compile.CompiledStep;
import dev.formwork.workflow.definition.AggregateStep;
import dev.formwork.workflow.definition.AssignStep;
import dev.formwork.workflow.definition.CreateStep;
import dev.formwork.workflow.definition.DatabaseStep;
import dev.formwork.workflow.definition.DeleteStep;
import dev.formwork.workflow.definition.EmailStep;
import dev.formwork.workflow.definition.ForEachStep;
import dev.formwork.workflow.definition.Step;
import dev.formwork.workflow.definition.TransitionStep;
import dev.formwork.workflow.definition.UpdateStep;
import dev.formwork.workflow.engine.Decision;
import dev.formwork.workflow.engine.DecisionInputs;
import dev.formwork.workflow.engine.Effect;
import dev.formwork.workflow.engine.Event;
import dev.formwork.workflow.engine.Instance;
import dev.formwork.workflow.engine.SubjectRecord;
import dev.formwork.workflow.engine.Token;
import dev.formwork.workflow.engine.TokenQueries;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Executes steps that need only the database (create, update, delete, aggregate, assign, set a
 * stage, queue an e-mail) inside the transaction of the transition, under a savepoint: a refused
 * step leaves no trace and its reason is stored.
 */
@ApplicationScoped
public class DatabaseStepExecutor {

  private final EmailSender emailSender;
  private final RecordAssigner recordAssigner;

  DatabaseStepExecutor(EmailSender emailSender, RecordAssigner recordAssigner) {
    this.emailSender = emailSender;
    this.recordAssigner = recordAssigner;
  }

  public Uni<Event> perform(
      ExecutionContext executionContext,
      RecordService records,
      LockingTransaction sql,
      Decision decision,
      Effect.RunDatabaseStep runDatabaseStep) {
    var instance = decision.instance();
    var step = executionContext.flow().step(runDatabaseStep.step()).orElseThrow();
    var subjectRecord =
        TokenQueries.subject(executionContext.flow(), instance, runDatabaseStep.position());
    long began = System.nanoTime();
    return scope(executionContext, instance, step, subjectRecord)
        .map(
            evaluationContext ->
                new StepContext(
                    executionContext,
                    records,
                    sql,
                    instance,
                    step,
                    subjectRecord,
                    evaluationContext,
                    tokenAt(instance, runDatabaseStep.position())))
        .chain(stepContext -> sql.inSavepoint(() -> event(stepContext, began)))
        .onFailure(failure -> !RetryingTransactions.mayBeginAgain(failure))
        .recoverWithItem(
            failure ->
                new Event.StepExecuted(
                    runDatabaseStep.position(),
                    null,
                    soFar(tokenAt(instance, runDatabaseStep.position())),
                    FailureText.of(failure)));
  }

  private static Token.Wait tokenAt(Instance instance, int position) {
    return instance.state().open().stream()
        .filter(token -> token.id() == position)
        .map(Token.Wait.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private Uni<Event> event(StepContext stepContext, long began) {
    return switch (stepContext.step().step()) {
      case ForEachStep _ -> nextRecords(stepContext);
      case UpdateStep update when update.form() != null ->
          part(stepContext, (form, id) -> update(stepContext, form, id, update.set()))
              .map(part -> over(stepContext, part, began));
      case DeleteStep delete when delete.form() != null ->
          part(stepContext, (form, id) -> delete(stepContext, form, id))
              .map(part -> over(stepContext, part, began));
      case DatabaseStep databaseStep ->
          done(stepContext, databaseStep).map(variables -> executed(stepContext, variables, began));
      case Step other -> throw new IllegalStateException("No work in the database: " + other.key());
    };
  }

  private static Event executed(StepContext stepContext, ObjectNode variables, long began) {
    return new Event.StepExecuted(
        stepContext.token().id(), variables, detail(variables, began), null);
  }

  /** How many records were done before one was refused; null: not of that kind. */
  private static ObjectNode soFar(Token.Wait wait) {
    return wait.progress() == null
        ? null
        : DefinitionJson.mapper()
            .createObjectNode()
            .put("records", wait.progress().done())
            .put("total", wait.progress().total());
  }

  private static Uni<Event> nextRecords(StepContext stepContext) {
    var wait = stepContext.token();
    var loop = TokenQueries.loopOf(stepContext.instance().state().open(), wait).orElseThrow();
    var each = (ForEachStep) stepContext.step().step();
    return parts(stepContext, each.form())
        .next(loop.items().getLast(), loop.until())
        .map(ids -> new Event.RecordsFound(wait.id(), ids));
  }

  private static RecordParts parts(StepContext stepContext, String form) {
    return new RecordParts(
        stepContext.sql(),
        stepContext.form(form),
        question(stepContext.step()),
        stepContext.scope());
  }

  /**
   * A part of work over many records.
   *
   * @param progress with the records of this part
   */
  private record Part(Token.Progress progress, boolean isLast) {}

  private static Event over(StepContext stepContext, Part part, long began) {
    if (!part.isLast) {
      return new Event.StepAdvanced(stepContext.token().id(), part.progress);
    }
    var variables = DefinitionJson.mapper().createObjectNode().put("records", part.progress.done());
    return executed(stepContext, variables, began);
  }

  /** The first or the next thousand records, in this transaction; others follow in their own. */
  private static Uni<Part> part(StepContext stepContext, RecordOperation work) {
    var formKey =
        switch (stepContext.step().step()) {
          case UpdateStep update -> update.form();
          case DeleteStep delete -> delete.form();
          case Step other -> throw new IllegalStateException("Not over records: " + other.key());
        };
    var parts = parts(stepContext, formKey);
    var before = stepContext.token().progress();
    var wanted =
        before == null
            ? parts.first(0)
            : parts
                .next(before.after(), before.until())
                .map(ids -> new DecisionInputs.Found(ids, before.until(), before.total()));
    return wanted.chain(
        found ->
            each(stepContext.form(formKey), found.ids(), work)
                .map(_ -> part(before == null ? 0 : before.done(), found)));
  }

  private static Part part(int done, DecisionInputs.Found found) {
    var ids = found.ids();
    boolean isLast = found.until() == null || ids.isEmpty() || ids.getLast().equals(found.until());
    return new Part(
        new Token.Progress(
            done + ids.size(), found.total(), ids.isEmpty() ? null : ids.getLast(), found.until()),
        isLast);
  }

  private static Uni<?> each(CompiledForm form, List<RecordId> ids, RecordOperation work) {
    return Multi.createFrom()
        .iterable(ids)
        .onItem()
        .transformToUniAndConcatenate(id -> work.apply(form, id).replaceWith(id))
        .collect()
        .asList();
  }

  private static Uni<?> delete(StepContext stepContext, CompiledForm form, RecordId id) {
    return stepContext.records().delete(stepContext.platform(), form, id, null, false);
  }

  private static ObjectNode detail(ObjectNode variables, long began) {
    var detail = DefinitionJson.mapper().createObjectNode();
    detail.put("millis", (System.nanoTime() - began) / 1_000_000);
    if (variables.has("records")) {
      detail.put("records", variables.path("records").intValue());
    }
    if (!variables.isEmpty()) {
      detail.set("output", variables);
    }
    return detail;
  }

  /** What the step's expressions see; what is missing is loaded. */
  public static Uni<EvaluationContext> scope(
      ExecutionContext executionContext,
      Instance instance,
      CompiledStep step,
      SubjectRecord subjectRecord) {
    var variables = instance.state().variables();
    return Uni.createFrom()
        .deferred(
            () ->
                Uni.createFrom()
                    .item(executionContext.inputs().scope(step, subjectRecord, variables)))
        .onFailure(DecisionInputs.MissingInput.class)
        .recoverWithUni(
            missingInput ->
                executionContext
                    .inputs()
                    .load(missingInput, variables)
                    .chain(() -> scope(executionContext, instance, step, subjectRecord)));
  }

  private Uni<ObjectNode> done(StepContext stepContext, DatabaseStep databaseStep) {
    var nothing = DefinitionJson.mapper().createObjectNode();
    return switch (databaseStep) {
      case CreateStep create -> create(stepContext, create);
      case UpdateStep update ->
          update(stepContext, stepContext.ownForm(), stepContext.ownRecord(), update.set())
              .replaceWith(nothing.put("records", 1));
      case DeleteStep _ ->
          delete(stepContext, stepContext.ownForm(), stepContext.ownRecord())
              .replaceWith(nothing.put("records", 1));
      case AggregateStep aggregate -> aggregate(stepContext, aggregate);
      case EmailStep email -> emailSender.send(stepContext, email).replaceWith(nothing);
      case TransitionStep transition ->
          changeOwn(stepContext, Map.of(transition.field(), transition.to())).replaceWith(nothing);
      case AssignStep assign ->
          recordAssigner
              .next(
                  stepContext.execution(),
                  stepContext.sql(),
                  stepContext.instance(),
                  stepContext.step(),
                  stepContext.subject(),
                  stepContext.scope())
              .onItem()
              .ifNotNull()
              .transformToUni(member -> give(stepContext, assign.field(), member))
              .replaceWith(nothing);
    };
  }

  private Uni<ObjectNode> create(StepContext stepContext, CreateStep create) {
    var form = stepContext.form(create.form());
    return stepContext
        .records()
        .create(stepContext.platform(), form, input(stepContext, form, create.set()))
        .map(
            made -> {
              var variables = DefinitionJson.mapper().createObjectNode();
              if (create.into() != null) {
                variables.put(create.into(), made.id().toString());
              }
              return variables;
            });
  }

  private static RecordInput input(
      StepContext stepContext, CompiledForm form, Map<String, String> set) {
    var input = RecordInput.empty(form.slots());
    for (var key : set.keySet()) {
      var column = form.column(key).orElseThrow();
      input.with(
          column.slot(),
          column.type().fit(stepContext.value("set/" + key), stepContext.scope().zone()));
    }
    return input;
  }

  /** A record and what is to be done with it. */
  @FunctionalInterface
  private interface RecordOperation {
    Uni<?> apply(CompiledForm form, RecordId id);
  }

  static Expression.Subquery question(CompiledStep step) {
    return (Expression.Subquery) step.formula("where").tree();
  }

  private static Uni<?> update(
      StepContext stepContext, CompiledForm form, RecordId id, Map<String, String> set) {
    return stepContext
        .records()
        .change(stepContext.platform(), form, id, null, input(stepContext, form, set));
  }

  private static Uni<?> changeOwn(StepContext stepContext, Map<String, Object> values) {
    var form = stepContext.ownForm();
    var input = RecordInput.empty(form.slots());
    values.forEach((key, value) -> input.with(form.column(key).orElseThrow().slot(), value));
    return stepContext
        .records()
        .change(stepContext.platform(), form, stepContext.ownRecord(), null, input);
  }

  private static Uni<?> give(StepContext stepContext, String field, MemberId member) {
    return changeOwn(stepContext, Map.of(field, member.value()));
  }

  private static Uni<ObjectNode> aggregate(StepContext stepContext, AggregateStep aggregate) {
    var form = stepContext.form(aggregate.form());
    Column column = aggregate.field() == null ? null : form.column(aggregate.field()).orElse(null);
    return ExpressionDataAccess.aggregate(
            stepContext.sql(),
            form,
            question(stepContext.step()),
            stepContext.scope(),
            AggregateOperator.valueOf(aggregate.of().toUpperCase(Locale.ROOT)),
            column)
        .map(figure -> DefinitionJson.mapper().createObjectNode().put(aggregate.into(), figure));
  }
}
