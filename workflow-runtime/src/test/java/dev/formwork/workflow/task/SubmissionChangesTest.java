package dev.formwork.workflow.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.record.RecordQueries.Change;
import dev.formwork.core.record.value.RecordData;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.core.rights.RecordVisibility;
import dev.formwork.core.testing.TestApp;
import dev.formwork.workflow.lock.DerivedValues;
import java.math.BigDecimal;
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
    return SubmissionChanges.of(
            FORM, List.of(newestFirst), SUBMITTED, true, Set.of("status"), null, null)
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

  private static final CompiledForm ORDER =
      TestApp.compiled(
              TestApp.form("order")
                  .number("price")
                  .text("status")
                  .computed("total", "price * 2")
                  .computed("label", "status & \"!\"")
                  .computed("shout", "label & \"!\""))
          .get("order");

  private static StoredRecord order(Object... values) {
    var data = new RecordData(ORDER.slots());
    for (int slot = 0; slot < values.length; slot++) {
      data.set(slot, values[slot]);
    }
    return new StoredRecord(
        new RecordId(new UUID(2, 2)), 1, null, null, null, null, "", data, RecordVisibility.ALL);
  }

  private static List<ChangedSince> since(StoredRecord then, StoredRecord now, Change... history) {
    return SubmissionChanges.of(
        ORDER,
        List.of(history),
        SUBMITTED,
        true,
        Set.of("status"),
        DerivedValues.of(ORDER, then),
        now);
  }

  @Test
  void what_follows_from_others_is_told_without_anybody_who_changed_it() {
    var then = order(new BigDecimal(1), "a", new BigDecimal(2), "a!", "a!!");
    var now = order(new BigDecimal(1), "b", new BigDecimal(3), "b!", "b!!");
    assertThat(since(then, now))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.path() + " " + one.from() + " -> " + one.to())
                  .isEqualTo("/total 2 -> 3");
              assertThat(one.by()).isNull();
              assertThat(one.at()).isNull();
            });
    assertThat(since(then, then)).isEmpty();
  }

  @Test
  void what_followed_from_a_change_says_who_made_it() {
    var then = order(new BigDecimal(1), "a", new BigDecimal(2), null, null);
    var now = order(new BigDecimal(4), "a", new BigDecimal(8), null, null);
    assertThat(
            since(
                then,
                now,
                change(
                    2,
                    ANN,
                    "update",
                    "{\"price\": {\"from\": 1, \"to\": 4}, \"total\": {\"from\": 2, \"to\": 8}}"),
                change(-1, ANN, "submit", "{}")))
        .extracting(ChangedSince::path, ChangedSince::by)
        .containsExactly(tuple("/price", ANN), tuple("/total", ANN));
  }
}
