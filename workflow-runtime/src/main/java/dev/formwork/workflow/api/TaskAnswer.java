package dev.formwork.workflow.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.formwork.core.record.json.RecordJsonWriter;
import dev.formwork.workflow.definition.ActionKind;
import dev.formwork.workflow.task.TaskView;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * A task that was opened, with its instance and what may be done.
 *
 * @param recordData JSON of the record as the step shows it; null: none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"id", "instance"})
record TaskAnswer(
    UUID id,
    InstanceAnswer instance,
    @JsonUnwrapped TaskCardAnswer.Facts facts,
    List<String> actions,
    Boolean commentNeeded,
    Boolean signature,
    List<String> required,
    List<String> choosesFor,
    List<String> returnTo,
    @JsonRawValue String recordData) {

  private static final String SUBMITTER = "submitter";

  static TaskAnswer of(TaskView view, Locale locale) {
    return new TaskAnswer(
        view.card().id(),
        InstanceAnswer.of(view.instance(), locale),
        TaskCardAnswer.Facts.of(view.card(), locale),
        view.actions().stream().map(ActionKind::json).toList(),
        view.commentNeeded() ? true : null,
        view.signature() ? true : null,
        view.required().isEmpty() ? null : view.required(),
        view.choosesFor().isEmpty() ? null : view.choosesFor(),
        view.returnTo().stream()
            .map(target -> target.step() == null ? SUBMITTER : target.step())
            .toList(),
        record(view));
  }

  private static String record(TaskView view) {
    return view.record() == null
        ? null
        : RecordJsonWriter.text(
            out -> RecordJsonWriter.write(out, view.form(), view.record(), List.of()));
  }
}
