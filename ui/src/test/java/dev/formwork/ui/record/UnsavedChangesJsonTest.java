package dev.formwork.ui.record;

import static dev.formwork.core.testing.TestApp.form;
import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.record.value.RecordData;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.core.testing.TestApp;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a browser keeps of a form comes back as it was entered. */
final class UnsavedChangesJsonTest {

  private static final int NAME = 0;
  private static final int AMOUNT = 1;
  private static final int ACCOUNT = 2;
  private static final int LINES = 3;

  private static final Map<String, CompiledForm> APP =
      TestApp.compiled(
          form("account").text("name"),
          form("deal")
              .text("name")
              .number("amount")
              .lookup("account", "account")
              .subform("lines", row -> row.lookup("product", "account").number("quantity")));

  private static final CompiledForm DEAL = APP.get("deal");
  private static final RecordRef ACME = new RecordRef(UUID.randomUUID(), "Acme");

  private static UnsavedChanges comesBack(UnsavedChanges changes) {
    return UnsavedChangesJson.read(DEAL, UnsavedChangesJson.write(DEAL, changes)).orElseThrow();
  }

  private static RecordInput nothing() {
    return RecordInput.empty(DEAL.slots());
  }

  @Test
  void values_and_what_they_were_come_back() {
    var base = new RecordData(DEAL.slots());
    base.set(NAME, "Before");
    base.set(AMOUNT, new BigDecimal("1"));
    var mine = nothing().with(NAME, "后来").with(AMOUNT, null);
    var back = comesBack(new UnsavedChanges(mine, base, Map.of()));
    assertThat(back.mine().given().stream()).containsExactly(NAME, AMOUNT);
    assertThat(back.mine().data().get(NAME)).isEqualTo("后来");
    assertThat(back.mine().data().get(AMOUNT)).isNull();
    assertThat(back.base().get(NAME)).isEqualTo("Before");
    assertThat(back.base().get(AMOUNT)).isEqualTo(new BigDecimal("1"));
  }

  @Test
  void lookups_come_back_with_their_names_also_in_rows() {
    var row = new RecordData(2);
    row.set(0, ACME);
    row.set(1, new BigDecimal("2.5"));
    var mine = nothing().with(ACCOUNT, ACME).with(LINES, List.of(row));
    var back = comesBack(new UnsavedChanges(mine, null, Map.of())).mine().data();
    assertThat(back.get(ACCOUNT)).hasToString("Acme").isEqualTo(ACME);
    assertThat(back.rows(LINES)).hasSize(1);
    assertThat(back.rows(LINES).getFirst().get(0)).hasToString("Acme");
    assertThat(back.rows(LINES).getFirst().get(1)).isEqualTo(new BigDecimal("2.5"));
  }

  @Test
  void texts_that_are_no_values_come_back() {
    var texts = Map.of("amount", "1,12", "lines/0/quantity", "twelve");
    var back = comesBack(new UnsavedChanges(nothing(), null, texts));
    assertThat(back.texts()).isEqualTo(texts);
    assertThat(back.base()).isNull();
    var base = new RecordData(DEAL.slots());
    base.set(AMOUNT, new BigDecimal("7"));
    assertThat(comesBack(new UnsavedChanges(nothing(), base, texts)).base().get(AMOUNT))
        .isEqualTo(new BigDecimal("7"));
  }

  @Test
  void what_a_newer_form_does_not_have_is_left_out() {
    var back =
        UnsavedChangesJson.read(
                DEAL,
                "{\"mine\": {\"gone\": 1, \"amount\": \"many\", \"name\": \"A\"}, \"texts\": {}}")
            .orElseThrow();
    assertThat(back.mine().given().stream()).containsExactly(NAME);
  }

  @Test
  void what_is_nothing_of_the_kind_is_nothing() {
    for (var json : List.of("", "{", "[]", "null", "{\"mine\": {}, \"texts\": {}}")) {
      assertThat(UnsavedChangesJson.read(DEAL, json)).as(json).isEmpty();
    }
  }
}
