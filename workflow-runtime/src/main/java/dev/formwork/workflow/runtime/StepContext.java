package dev.formwork.workflow.runtime;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.record.RecordService;
import dev.formwork.workflow.compile.CompiledStep;
import dev.formwork.workflow.engine.Instance;
import dev.formwork.workflow.engine.SubjectRecord;
import dev.formwork.workflow.engine.Token;
import io.vertx.mutiny.sqlclient.SqlConnection;

/**
 * One execution of a database step with its expression scope.
 *
 * @param records joined to the transaction of {@code sql}
 * @param subject nullable: the flow has no record
 * @param token the position that works
 */
record StepContext(
    ExecutionContext execution,
    RecordService records,
    SqlConnection sql,
    Instance instance,
    CompiledStep step,
    SubjectRecord subject,
    EvaluationContext scope,
    Token.Wait token) {

  Caller platform() {
    return execution.platform();
  }

  /** Of the record in hand, which must be there. */
  CompiledForm ownForm() {
    return form(subject.form());
  }

  RecordId ownRecord() {
    return subject.record();
  }

  CompiledForm form(String key) {
    return execution.flow().forms().get(key);
  }

  /** Null for a formula that the step does not have, and for an empty value. */
  Object value(String formula) {
    var expression = step.formula(formula);
    return expression == null ? null : expression.program().run(scope);
  }
}
