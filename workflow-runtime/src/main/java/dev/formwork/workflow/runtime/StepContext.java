package dev.formwork.workflow.runtime;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.record.RecordService;
import dev.formwork.workflow.compile.CompiledStep;
import dev.formwork.workflow.engine.Instance;
import dev.formwork.workflow.engine.SubjectRecord;
import io.vertx.mutiny.sqlclient.SqlConnection;

/**
 * One execution of a database step with its expression scope.
 *
 * @param records joined to the transaction of {@code sql}
 * @param subject nullable: the flow has no record
 */
record StepContext(
    ExecutionContext execution,
    RecordService records,
    SqlConnection sql,
    Instance instance,
    CompiledStep step,
    SubjectRecord subject,
    EvaluationContext scope) {

  Caller platform() {
    return execution.platform();
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
