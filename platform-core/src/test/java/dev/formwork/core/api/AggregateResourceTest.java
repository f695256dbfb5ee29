package dev.formwork.core.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.query.AggregateOperator;
import dev.formwork.core.record.query.Aggregation;
import dev.formwork.core.record.query.CalendarUnit;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is asked of figures, and how they are told. */
final class AggregateResourceTest {

  private static Aggregation read(String body) {
    return AggregateResource.aggregation(RequestReader.read(body, AggregateResource.Body.class));
  }

  @Test
  void groups_are_texts_or_say_more() {
    var wanted =
        read(
            """
            {"groupBy": ["stage", {"field": "at", "by": "month", "as": "month"}],
             "measures": [{"aggregate": "count", "field": "owner", "distinct": true, "as": "owners"}],
             "having": "owners > 1", "sort": ["-owners"], "limit": 5}""");
    assertThat(wanted.groupBy())
        .containsExactly(
            new Aggregation.GroupKey("stage", null, null),
            new Aggregation.GroupKey("at", CalendarUnit.MONTH, "month"));
    assertThat(wanted.measures())
        .containsExactly(new Aggregation.Measure(AggregateOperator.COUNT, "owner", true, "owners"));
    assertThat(wanted.limit()).isEqualTo(5);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        arguments("{\"groupBy\": [5]}", "/groupBy/0 aggregate-group"),
        arguments("{\"groupBy\": [{\"by\": \"month\"}]}", "/groupBy/0/field required"),
        arguments(
            "{\"groupBy\": [{\"field\": \"at\", \"by\": \"moon\"}]}",
            "/groupBy/0/by json-not-one-of"),
        arguments("{\"groupBy\": [{\"feild\": \"at\"}]}", "/groupBy/0 json-unknown-member-near"),
        arguments("{\"groupBy\": \"stage\"}", "/groupBy list-expected"),
        arguments("{\"groupby\": []}", " json-unknown-member-near"),
        arguments("{\"measures\": [null]}", "/measures/0 object-expected"),
        arguments(
            "{\"measures\": [{\"aggregate\": \"median\"}]}",
            "/measures/0/aggregate json-not-one-of"),
        arguments("{\"measures\": [{}]}", "/measures/0/aggregate json-not-one-of"),
        arguments(
            "{\"measures\": [{\"aggregate\": \"sum\", \"field\": \"a\", \"as\": \"A b\"}]}",
            "/measures/0/as aggregate-name"),
        arguments(
            "{\"measures\": [{\"aggregate\": \"count\", \"distinct\": \"yes\"}]}",
            "/measures/0/distinct boolean-expected"),
        arguments("{\"sort\": [5]}", "/sort/0 text-expected"),
        arguments("{\"limit\": \"5\"}", "/limit number-expected"),
        arguments("{\"limit\": 1.5}", "/limit number-expected"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void what_does_not_make_sense_is_told_with_its_place(String body, String problem) {
    try {
      read(body);
      assertThat("read").isEqualTo(problem);
    } catch (Refusal refusal) {
      var first = refusal.problems().getFirst();
      assertThat(first.path() + " " + first.code()).isEqualTo(problem);
    }
  }

  @Test
  void values_are_told_as_what_they_are() {
    var wanted =
        read(
            """
            {"groupBy": ["at", "day", "won", "tags", "note"],
             "measures": [{"aggregate": "sum", "field": "amount", "as": "total"}, {"aggregate": "count"}]}""");
    var group =
        new Aggregation.Group(
            Arrays.asList(
                OffsetDateTime.parse("2026-03-05T14:00+08:00"),
                LocalDate.parse("2026-03-05"),
                true,
                new String[] {"a", "b"},
                null),
            List.of(new BigDecimal("10.50"), BigDecimal.ONE));
    assertThat(AggregateResource.json(wanted, new Aggregation.Answer(List.of(group), false)))
        .isEqualTo(
            "{\"groups\":[{\"at\":\"2026-03-05T06:00:00Z\",\"day\":\"2026-03-05\",\"won\":true,"
                + "\"tags\":[\"a\",\"b\"],\"note\":null,\"total\":10.50,\"figures\":[10.50,1]}],"
                + "\"more\":false}");
  }
}
