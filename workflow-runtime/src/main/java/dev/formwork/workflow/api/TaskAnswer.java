package dev.formwork.workflow.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.expression.value.IsoDates;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.record.json.RecordJsonWriter;
import dev.formwork.workflow.definition.ActionKind;
import dev.formwork.workflow.task.ChangedSince;
import dev.formwork.workflow.task.TaskView;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * A task that was opened, with its instance and what may be done.
 *
 * @param changes what is no longer as it was submitted; null: nothing
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
    List<ChangeAnswer> changes,
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
        view.changes().isEmpty()
            ? null
            : view.changes().stream().map(change -> ChangeAnswer.of(change, locale)).toList(),
        record(view));
  }

  /**
   * What is no longer as it was submitted.
   *
   * @param at null: it follows from other values
   */
  record ChangeAnswer(
      String path,
      String title,
      @JsonInclude JsonNode from,
      @JsonInclude JsonNode to,
      MemberId by,
      String at) {

    static ChangeAnswer of(ChangedSince change, Locale locale) {
      return new ChangeAnswer(
          change.path(),
          change.title().in(locale),
          change.from(),
          change.to(),
          change.by(),
          change.at() == null ? null : IsoDates.utc(change.at()));
    }
  }

  private static String record(TaskView view) {
    return view.record() == null
        ? null
        : RecordJsonWriter.text(
            out -> RecordJsonWriter.write(out, view.form(), view.record(), List.of()));
  }
}
