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
import dev.formwork.workflow.definition.TransitionStep;
import dev.formwork.workflow.definition.UpdateStep;
import dev.formwork.workflow.engine.Decision;
import dev.formwork.workflow.engine.DecisionInputs;
import dev.formwork.workflow.engine.Effect;
import dev.formwork.workflow.engine.Event;
import dev.formwork.workflow.engine.Instance;
import dev.formwork.workflow.engine.SubjectRecord;
import dev.formwork.workflow.engine.TokenQueries;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Map;

/**
 * Executes steps that need only the database (create, update, delete, aggregate, assign, set a
 * stage, queue an e-mail) inside the transaction of the transition, under a savepoint: a refused
 * step leaves no trace and its reason is stored.
 */
@ApplicationScoped
public class DatabaseStepExecutor {

  /** Records one step changes at the most. */
  private static final int MOST = 1_000;

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
        .chain(
            evaluationContext ->
                sql.inSavepoint(
                    () ->
                        done(
                            new StepContext(
                                executionContext,
                                records,
                                sql,
                                instance,
                                step,
                                subjectRecord,
                                evaluationContext))))
        .<Event>map(
            variables ->
                new Event.StepExecuted(
                    runDatabaseStep.position(), variables, detail(variables, began), null))
        .onFailure(failure -> !RetryingTransactions.mayBeginAgain(failure))
        .recoverWithItem(
            failure ->
                new Event.StepExecuted(
                    runDatabaseStep.position(), null, null, FailureText.of(failure)));
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

  private Uni<ObjectNode> done(StepContext stepContext) {
    var nothing = DefinitionJson.mapper().createObjectNode();
    return switch ((DatabaseStep) stepContext.step().step()) {
      case CreateStep create -> create(stepContext, create);
      case UpdateStep update ->
          each(
                  stepContext,
                  update.form(),
                  (form, id) -> update(stepContext, form, id, update.set()))
              .map(count -> nothing.put("records", count));
      case DeleteStep delete ->
          each(
                  stepContext,
                  delete.form(),
                  (form, id) ->
                      stepContext.records().delete(stepContext.platform(), form, id, null, false))
              .map(count -> nothing.put("records", count));
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

  private static Uni<Integer> each(StepContext stepContext, String formKey, RecordOperation work) {
    if (formKey == null) {
      return work.apply(
              stepContext.form(stepContext.subject().form()), stepContext.subject().record())
          .replaceWith(1);
    }
    var form = stepContext.form(formKey);
    return ExpressionDataAccess.find(
            stepContext.sql(), form, question(stepContext.step()), stepContext.scope(), MOST)
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

  private static Uni<?> update(
      StepContext stepContext, CompiledForm form, RecordId id, Map<String, String> set) {
    return stepContext
        .records()
        .change(stepContext.platform(), form, id, null, input(stepContext, form, set));
  }

  private static Uni<?> changeOwn(StepContext stepContext, Map<String, Object> values) {
    var form = stepContext.form(stepContext.subject().form());
    var input = RecordInput.empty(form.slots());
    values.forEach((key, value) -> input.with(form.column(key).orElseThrow().slot(), value));
    return stepContext
        .records()
        .change(stepContext.platform(), form, stepContext.subject().record(), null, input);
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
