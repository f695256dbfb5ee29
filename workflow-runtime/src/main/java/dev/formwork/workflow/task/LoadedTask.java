package dev.formwork.workflow.task;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.definition.Step;
import dev.formwork.workflow.engine.SubjectRecord;
import dev.formwork.workflow.engine.TokenQueries;
import dev.formwork.workflow.lock.Corrections;
import dev.formwork.workflow.store.InstanceStore.StoredInstance;
import dev.formwork.workflow.store.TaskStore.StoredTask;
import java.util.List;

/**
 * A task with its instance, flow, step and record.
 *
 * @param step null: the submitter revises what came back
 * @param subject nullable
 */
record LoadedTask(
    StoredTask task, StoredInstance stored, CompiledFlow flow, Step step, SubjectRecord subject) {

  static LoadedTask of(StoredTask task, StoredInstance stored, CompiledFlow flow) {
    return new LoadedTask(
        task,
        stored,
        flow,
        flow.step(task.step()).map(one -> one.step()).orElse(null),
        TokenQueries.subject(flow, stored.instance(), task.position()));
  }

  /** Null without a record. */
  CompiledForm form() {
    return subject == null ? null : flow.forms().get(subject.form());
  }

  boolean isOver() {
    return task.closedAt() != null;
  }

  /** The caller with the rights that the task gives on its record. */
  Caller reader(Caller caller) {
    return subject == null
        ? caller
        : TaskRights.of(caller, flow, subject, step, corrects(), isOver(), stored.instance().id());
  }

  /** What the step that returned it lets the submitter change; empty: everything. */
  private List<String> corrects() {
    return stored.instance().state().open().stream()
        .filter(token -> token.id() == task.position())
        .findFirst()
        .map(token -> Corrections.of(flow, token))
        .orElse(List.of());
  }
}
