package dev.formwork.workflow.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.record.RecordQueries.Change;
import dev.formwork.core.testing.TestApp;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whoever decides sees what is no longer as it was submitted, old and new. */
final class SubmissionChangesTest {

  private static final OffsetDateTime SUBMITTED = OffsetDateTime.parse("2026-11-26T09:00:00Z");
  private static final MemberId ANN = new MemberId(new UUID(1, 1));

  private static final CompiledForm FORM =
      TestApp.compiled(
              TestApp.form("deal").text("name").number("price").number("freight").text("status"))
          .get("deal");

  private static Change change(int minute, MemberId by, String action, String changes) {
    return new Change(minute, SUBMITTED.plusMinutes(minute), by, action, changes);
  }

  private static List<String> since(Change... newestFirst) {
    return SubmissionChanges.of(FORM, List.of(newestFirst), SUBMITTED, true, Set.of("status"))
        .stream()
        .map(one -> one.path() + " " + one.from() + " -> " + one.to())
        .toList();
  }

  @Test
  void of_several_changes_the_first_old_and_the_last_new_value_count() {
    assertThat(
            since(
                change(3, ANN, "update", "{\"price\": {\"from\": 2, \"to\": 1}}"),
                change(2, ANN, "update", "{\"price\": {\"from\": 3980, \"to\": 2}}"),
                change(-1, ANN, "submit", "{\"price\": {\"from\": 1, \"to\": 3980}}"),
                change(-2, ANN, "create", "{\"price\": {\"from\": null, \"to\": 1}}")))
        .containsExactly("/price 3980 -> 1");
  }

  @Test
  void what_was_changed_back_is_no_change() {
    assertThat(
            since(
                change(3, ANN, "update", "{\"price\": {\"from\": 2, \"to\": 1.0}}"),
                change(2, ANN, "update", "{\"price\": {\"from\": 1, \"to\": 2}}"),
                change(-1, ANN, "submit", "{}")))
        .isEmpty();
  }

  @Test
  void what_the_flow_sets_says_nothing_but_what_people_set_does() {
    assertThat(
            since(
                change(2, ANN, "update", "{\"status\": {\"from\": \"b\", \"to\": \"c\"}}"),
                change(-1, ANN, "submit", "{}")))
        .containsExactly("/status \"b\" -> \"c\"");
    assertThat(
            since(
                change(1, null, "update", "{\"status\": {\"from\": \"a\", \"to\": \"b\"}}"),
                change(-1, ANN, "submit", "{}")))
        .isEmpty();
  }

  @Test
  void what_was_changed_before_the_submission_is_not_told_even_right_before() {
    assertThat(
            since(
                change(0, ANN, "submit", "{\"freight\": {\"from\": 1, \"to\": 2}}"),
                change(-1, ANN, "update", "{\"price\": {\"from\": 1, \"to\": 2}}")))
        .isEmpty();
  }
}
