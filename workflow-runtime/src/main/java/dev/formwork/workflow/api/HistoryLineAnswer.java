package dev.formwork.workflow.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.expression.value.IsoDates;
import dev.formwork.core.naming.MemberId;
import dev.formwork.workflow.instance.InstanceReader;
import dev.formwork.workflow.instance.InstanceView;
import java.util.List;
import java.util.Objects;

/**
 * Something that happened in an instance; what is null is left out.
 *
 * @param records with how many records a step did its work
 * @param waited how long the task lay until somebody looked, as ISO 8601 has durations
 * @param worked and from then until it was decided
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record HistoryLineAnswer(
    long id,
    String at,
    String kind,
    String step,
    MemberId member,
    MemberId onBehalfOf,
    String comment,
    JsonNode detail,
    Integer records,
    String waited,
    String worked) {

  /**
   * @param nextCursor null at the end
   */
  record Page(List<HistoryLineAnswer> items, String nextCursor) {

    static Page of(InstanceReader.HistoryPage page) {
      return new Page(page.items().stream().map(HistoryLineAnswer::of).toList(), page.nextCursor());
    }
  }

  static HistoryLineAnswer of(InstanceView.HistoryLine line) {
    return new HistoryLineAnswer(
        line.id(),
        IsoDates.utc(line.at()),
        line.kind(),
        line.step(),
        line.member(),
        line.onBehalfOf(),
        line.comment(),
        line.detail(),
        line.records(),
        Objects.toString(line.waited(), null),
        Objects.toString(line.worked(), null));
  }
}
