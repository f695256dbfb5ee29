package dev.formwork.workflow.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.formwork.core.expression.value.IsoDates;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.RecordId;
import dev.formwork.workflow.definition.ActionKind;
import dev.formwork.workflow.instance.InstanceView;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** An instance; what is null is left out, but for the title. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record InstanceAnswer(
    UUID id,
    AppKey app,
    String flow,
    int version,
    String flowTitle,
    String form,
    RecordId record,
    @JsonInclude(JsonInclude.Include.ALWAYS) String title,
    String status,
    String outcome,
    String error,
    MemberId startedBy,
    String startedAt,
    String endedAt,
    List<String> standing,
    List<String> passed,
    List<String> actions,
    List<OpenTask> open) {

  /** A task somebody has. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record OpenTask(
      UUID task,
      String step,
      MemberId member,
      MemberId onBehalfOf,
      String since,
      String dueAt,
      String seenAt) {

    private static OpenTask of(InstanceView.OpenTask task) {
      return new OpenTask(
          task.task(),
          task.step(),
          task.member(),
          task.onBehalfOf(),
          IsoDates.utc(task.since()),
          IsoDates.utc(task.dueAt()),
          IsoDates.utc(task.seenAt()));
    }
  }

  static InstanceAnswer of(InstanceView view, Locale locale) {
    return new InstanceAnswer(
        view.id(),
        view.app(),
        view.flow(),
        view.version(),
        view.flowTitle().in(locale),
        view.form(),
        view.record(),
        view.title(),
        view.status().name().toLowerCase(Locale.ROOT),
        view.outcome(),
        view.error(),
        view.startedBy(),
        IsoDates.utc(view.startedAt()),
        IsoDates.utc(view.endedAt()),
        view.standing().stream().sorted().toList(),
        view.passed().stream().sorted().toList(),
        view.mayDo().stream().map(ActionKind::json).toList(),
        view.open().stream().map(OpenTask::of).toList());
  }
}
