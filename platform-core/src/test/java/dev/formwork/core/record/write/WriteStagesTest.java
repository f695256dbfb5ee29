package dev.formwork.core.record.write;

import static dev.formwork.core.testing.TestApp.form;
import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.testing.TestApp;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A form's records go through the stages it needs, and through no others. */
final class WriteStagesTest {

  @Test
  void a_form_of_plain_values_is_checked_decided_and_written() {
    var stages = WriteStages.of(TestApp.compiled(form("note").text("title")).get("note"));

    assertThat(stages.prepareCreation())
        .containsExactly(Preparation.CHECK_GIVEN_FIELDS, Preparation.WITHHOLD_DEFAULTS);
    assertThat(stages.create())
        .containsExactly(Creation.DECIDE, Creation.INSERT, Creation.CHECK_ROW);
    assertThat(stages.prepareChange())
        .containsExactly(
            Change.READ, Change.CHECK_VERSION_AND_RIGHTS, Preparation.CHECK_GIVEN_FIELDS);
    assertThat(stages.change())
        .containsExactly(Change.LOCK, Change.DECIDE, Change.UPDATE, Change.CHECK_ROW);
    assertThat(stages.transaction()).isFalse();
  }

  @Test
  void a_lookup_is_resolved_and_checked_also_when_it_stands_in_rows() {
    var clients = form("client").text("name");
    var deals = form("deal").lookup("client", "client");
    var orders = form("order").subform("lines", rows -> rows.lookup("client", "client"));
    var forms = TestApp.compiled(clients, deals, orders);

    for (var key : new String[] {"deal", "order"}) {
      assertThat(WriteStages.of(forms.get(key)).prepareCreation())
          .containsSubsequence(Preparation.RESOLVE_LOOKUPS, Preparation.CHECK_LOOKUPS);
      assertThat(WriteStages.of(forms.get(key)).prepareChange())
          .contains(Preparation.CHECK_LOOKUPS);
    }
    assertThat(WriteStages.of(forms.get("client")).prepareCreation())
        .doesNotContain(Preparation.RESOLVE_LOOKUPS, Preparation.CHECK_LOOKUPS);
  }

  @Test
  void a_running_number_is_taken_before_the_transaction() {
    var stages =
        WriteStages.of(TestApp.compiled(form("ticket").field("serial", "number")).get("ticket"));

    assertThat(stages.prepareCreation()).endsWith(Preparation.NUMBER);
  }

  @Test
  void rows_are_written_with_their_record_in_one_transaction() {
    var orders = form("order").subform("lines", rows -> rows.number("quantity"));

    assertThat(WriteStages.of(TestApp.compiled(orders).get("order")).transaction()).isTrue();
  }

  @Test
  void a_sum_over_other_records_locks_and_follows() {
    var forms =
        TestApp.compiled(
            Map.of(),
            form("account").sum("total", "deal", "account", "amount"),
            form("deal").lookup("account", "account").money("amount"));

    for (var key : new String[] {"account", "deal"}) {
      var stages = WriteStages.of(forms.get(key));
      assertThat(stages.create())
          .containsExactly(
              Creation.LOCK_PARENTS,
              Creation.DECIDE,
              Creation.INSERT,
              Propagation.FOLLOW,
              Creation.CHECK_ROW);
      assertThat(stages.change())
          .containsSubsequence(Change.LOCK, Change.READ_LATEST, Change.UPDATE, Propagation.FOLLOW);
      assertThat(stages.transaction()).isTrue();
    }
  }

  @Test
  void the_stages_of_a_form_are_worked_out_once() {
    var form = TestApp.compiled(form("note").text("title")).get("note");

    assertThat(WriteStages.of(form)).isSameAs(WriteStages.of(form));
  }
}
