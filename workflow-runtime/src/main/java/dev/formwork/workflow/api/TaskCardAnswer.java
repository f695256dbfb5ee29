package dev.formwork.workflow.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.formwork.core.expression.value.IsoDates;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.RecordId;
import dev.formwork.workflow.task.Tasks;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * A task in a list.
 *
 * @param instance null: a draft, which no flow has yet
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"id", "instance"})
record TaskCardAnswer(UUID id, UUID instance, @JsonUnwrapped Facts facts) {

  /** A page of tasks. */
  record Page(List<TaskCardAnswer> items, String nextCursor) {

    static Page of(Tasks.Page page, Locale locale) {
      return new Page(
          page.items().stream().map(card -> TaskCardAnswer.of(card, locale)).toList(),
          page.nextCursor());
    }
  }

  /** What a list and an opened task tell alike; what is null is left out, but for the title. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Facts(
      AppKey app,
      String flow,
      String flowTitle,
      String form,
      RecordId record,
      @JsonInclude(JsonInclude.Include.ALWAYS) String title,
      String step,
      String stepTitle,
      String kind,
      MemberId submitter,
      String at,
      String dueAt,
      String endedAt,
      String outcome,
      String status,
      MemberId onBehalfOf,
      boolean seen) {

    static Facts of(Tasks.Card card, Locale locale) {
      return new Facts(
          card.app(),
          card.flow(),
          card.flowTitle().in(locale),
          card.form(),
          card.record(),
          card.recordTitle(),
          card.step(),
          card.stepTitle() == null ? null : card.stepTitle().in(locale),
          word(card.kind()),
          card.submitter(),
          IsoDates.utc(card.at()),
          IsoDates.utc(card.dueAt()),
          IsoDates.utc(card.endedAt()),
          card.outcome(),
          word(card.status()),
          card.onBehalfOf(),
          card.seen());
    }
  }

  static TaskCardAnswer of(Tasks.Card card, Locale locale) {
    return new TaskCardAnswer(card.id(), card.instance(), Facts.of(card, locale));
  }

  private static String word(Enum<?> value) {
    return value == null ? null : value.name().toLowerCase(Locale.ROOT);
  }
}
