package dev.formwork.ui.record;

import static dev.formwork.core.testing.TestApp.form;
import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.field.Field;
import dev.formwork.core.naming.FieldKey;
import dev.formwork.core.record.value.RecordData;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.core.testing.TestApp;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What two people made of one record comes together, or is asked about. */
final class RecordMergeTest {

  private static final int NAME = 0;
  private static final int AMOUNT = 1;
  private static final int TWICE = 2;
  private static final int LINES = 3;

  private static final CompiledForm DEAL =
      TestApp.compiled(
              form("deal")
                  .text("name")
                  .number("amount")
                  .computed("twice", "amount * 2")
                  .subform("lines", row -> row.text("product").computed("loud", "UPPER(product)")))
          .get("deal");

  private static RecordData deal(String name, String amount, RecordData... lines) {
    var data = new RecordData(DEAL.slots());
    data.set(NAME, name);
    data.set(AMOUNT, amount == null ? null : new BigDecimal(amount));
    data.set(LINES, lines.length == 0 ? null : List.of(lines));
    return data;
  }

  private static RecordData line(String product, String loud) {
    var data = new RecordData(2);
    data.set(0, product);
    data.set(1, loud);
    return data;
  }

  private static RecordInput wanting(RecordData data) {
    return RecordInput.empty(DEAL.slots())
        .with(NAME, data.get(NAME))
        .with(AMOUNT, data.get(AMOUNT))
        .with(LINES, data.get(LINES));
  }

  private static RecordMerge merge(RecordData base, RecordData mine, RecordData now) {
    return RecordMerge.of(DEAL, base, wanting(mine), now);
  }

  private static List<String> keys(List<Field> fields) {
    return fields.stream().map(Field::key).map(FieldKey::value).toList();
  }

  @Test
  void different_fields_come_together() {
    var merge = merge(deal("A", "1"), deal("B", "1"), deal("A", "2"));
    assertThat(keys(merge.mine())).containsExactly("name");
    assertThat(keys(merge.theirs())).containsExactly("amount");
    assertThat(merge.clashes()).isEmpty();
  }

  @Test
  void one_field_changed_to_two_things_clashes() {
    var merge = merge(deal("A", "1"), deal("B", "1"), deal("C", "1"));
    assertThat(merge.clashes())
        .containsExactly(new Clash(DEAL.definition().fields().get(NAME), "B", "C"));
    assertThat(keys(merge.mine())).containsExactly("name");
  }

  @Test
  void one_field_changed_to_the_same_by_both_is_no_clash() {
    var merge = merge(deal("A", "1"), deal("B", "1.0"), deal("B", "1.00"));
    assertThat(merge.clashes()).isEmpty();
    assertThat(merge.mine()).isEmpty();
  }

  @Test
  void emptying_is_a_change_as_any() {
    assertThat(merge(deal("A", "1"), deal(null, "1"), deal("C", "1")).clashes()).hasSize(1);
    assertThat(keys(merge(deal("A", "1"), deal("A", "1"), deal("A", null)).theirs()))
        .containsExactly("amount");
  }

  @Test
  void what_was_not_given_was_left_as_it_was() {
    var nothing = RecordInput.empty(DEAL.slots());
    var merge = RecordMerge.of(DEAL, deal("A", "1"), nothing, deal("A", "2"));
    assertThat(merge.mine()).isEmpty();
    assertThat(keys(merge.theirs())).containsExactly("amount");
  }

  @Test
  void what_is_worked_out_follows_and_never_clashes() {
    var base = deal("A", "1", line("Pump", "PUMP"));
    var now = deal("A", "2", line("Pump", "PUMP"));
    now.set(TWICE, new BigDecimal("4"));
    var merge = merge(base, deal("B", "1", line("Pump", null)), now);
    assertThat(keys(merge.mine())).containsExactly("name");
    assertThat(keys(merge.theirs())).containsExactly("amount");
  }

  @Test
  void a_clash_that_nobody_decided_stays_one() {
    var first = merge(deal("A", "1"), deal("B", "1"), deal("C", "1"));
    var second = merge(deal("C", "1"), deal("B", "1"), deal("C", "2"));
    assertThat(second.clashes()).isEmpty();
    assertThat(second.withOpen(first.clashes(), DEAL, deal("C", "2"))).isEqualTo(first.clashes());
    assertThat(second.withOpen(first.clashes(), DEAL, deal("B", "2"))).isEmpty();
  }

  @Test
  void rows_changed_by_both_clash() {
    var merge =
        merge(
            deal("A", "1", line("Pump", null)),
            deal("A", "1", line("Valve", null)),
            deal("A", "1", line("Pump", null), line("Hose", null)));
    assertThat(merge.clashes())
        .extracting(clash -> clash.field().key().value())
        .containsExactly("lines");
  }

  @Test
  void every_change_of_either_is_kept_taken_or_asked_about() {
    for (int base = 0; base <= 2; base++) {
      for (int mine = 0; mine <= 2; mine++) {
        for (int now = 0; now <= 2; now++) {
          isWhole(base, mine, now);
        }
      }
    }
  }

  private static void isWhole(int base, int mine, int now) {
    var merge = merge(deal(name(base), "1"), deal(name(mine), "1"), deal(name(now), "1"));
    boolean byMe = base != mine;
    boolean byThem = base != now;
    assertThat(merge.clashes().isEmpty()).isEqualTo(!(byMe && byThem && mine != now));
    assertThat(merge.mine().isEmpty()).isEqualTo(!byMe || mine == now);
    assertThat(merge.theirs().isEmpty()).isEqualTo(!byThem || byMe && mine != now);
  }

  private static String name(int number) {
    return number == 0 ? null : "name " + number;
  }
}
