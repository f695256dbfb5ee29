package dev.formwork.workflow.task;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.FieldRules;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.naming.Title;
import dev.formwork.core.permission.FieldRight;
import dev.formwork.core.permission.Grantees;
import dev.formwork.core.permission.PermissionSet;
import dev.formwork.core.permission.RecordAction;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.definition.HumanStep;
import dev.formwork.workflow.definition.Step;
import dev.formwork.workflow.definition.TaskFieldAccess;
import dev.formwork.workflow.engine.SubjectRecord;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The rights that a task gives on its record: that record alone, and its fields as the step
 * declares them. Whoever corrects what came back gets the record, and no more of its fields than
 * they see and set anyway.
 */
final class TaskRights {

  private TaskRights() {}

  /**
   * @param step null: the submitter corrects what came back
   * @param corrects keys of the fields that they may set then; empty: all but what flows set
   * @param over whether the task is done, so that nothing can be changed any more
   * @param run whose task it is
   */
  static Caller of(
      Caller caller,
      CompiledFlow flow,
      SubjectRecord subjectRecord,
      Step step,
      List<String> corrects,
      boolean over,
      UUID run) {
    var form = flow.forms().get(subjectRecord.form());
    var uses = step == null ? corrections(form, corrects) : fields(step);
    var fields = new HashMap<String, FieldRight>();
    uses.forEach(
        (key, use) ->
            fields.put(key, over && use != TaskFieldAccess.HIDE ? FieldRight.READ : right(use)));
    boolean revises = step == null && !over && corrects.isEmpty();
    boolean edits = revises || fields.containsValue(FieldRight.WRITE);
    Set<RecordAction> actions = EnumSet.of(RecordAction.READ, RecordAction.HISTORY);
    if (edits) {
      actions.add(RecordAction.CHANGE);
    }
    var set =
        new PermissionSet(
            "task",
            Title.of("Task"),
            Grantees.all(),
            actions,
            fields,
            revises ? FieldRight.WRITE : FieldRight.READ,
            "RECORDID() = \"" + subjectRecord.record() + "\"",
            true);
    var task =
        new Caller.Guest(
            form.app(),
            new FormKey(subjectRecord.form()),
            set,
            over ? Set.of() : opened(flow, form, uses, revises),
            run);
    return caller.atTask(step == null ? task.limitedToOwn() : task);
  }

  /**
   * What a task opens although a rule of the form keeps it by what the flow itself set, such as the
   * status of a record in approval: the rule speaks of the others. Rules that go by anything else
   * hold here as well.
   *
   * @return keys of fields, {@code rows.column} of columns
   */
  private static Set<String> opened(
      CompiledFlow flow, CompiledForm form, Map<String, TaskFieldAccess> uses, boolean revises) {
    var own = flow.ownFields();
    var opened = new HashSet<String>();
    form.rules().stream()
        .filter(rule -> isKeptBy(own, rule))
        .map(rule -> rule.field().key().value())
        .filter(key -> isWritten(uses, revises, key))
        .forEach(opened::add);
    form.subforms()
        .forEach(
            subform -> {
              var rows = subform.field().key().value();
              subform.rules().stream()
                  .filter(rule -> isWritten(uses, revises, rows) && isKeptBy(own, rule))
                  .forEach(rule -> opened.add(rows + "." + rule.field().key()));
            });
    return opened;
  }

  private static boolean isKeptBy(Set<String> own, FieldRules rule) {
    return rule.readOnly() != null
        && rule.readOnly().dependencies().stream().anyMatch(own::contains);
  }

  private static boolean isWritten(
      Map<String, TaskFieldAccess> uses, boolean revises, String field) {
    var usual = revises ? TaskFieldAccess.EDIT : TaskFieldAccess.READ;
    return uses.getOrDefault(field, usual).compareTo(TaskFieldAccess.EDIT) >= 0;
  }

  /** What the submitter may do with fields: what flows set is never set by hand. */
  private static Map<String, TaskFieldAccess> corrections(
      CompiledForm form, List<String> corrects) {
    var uses = new HashMap<String, TaskFieldAccess>();
    corrects.forEach(key -> uses.put(key, TaskFieldAccess.EDIT));
    form.links().owned(form.key()).keySet().forEach(key -> uses.put(key, TaskFieldAccess.READ));
    return uses;
  }

  static Map<String, TaskFieldAccess> fields(Step step) {
    return step instanceof HumanStep human ? human.fields() : Map.of();
  }

  private static FieldRight right(TaskFieldAccess use) {
    return switch (use) {
      case HIDE -> FieldRight.HIDDEN;
      case READ -> FieldRight.READ;
      case EDIT, REQUIRE -> FieldRight.WRITE;
    };
  }

  /** Keys of fields that must be there when the task is done. */
  static List<String> required(Step step) {
    return fields(step).entrySet().stream()
        .filter(entry -> entry.getValue() == TaskFieldAccess.REQUIRE)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }
}
