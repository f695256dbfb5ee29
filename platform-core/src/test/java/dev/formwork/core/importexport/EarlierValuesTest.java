package dev.formwork.core.importexport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.testing.TestApp;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What undoing a change gives a record. */
final class EarlierValuesTest {

  private static final UUID LEFT = new UUID(0, 1);
  private static final UUID GONE = new UUID(0, 2);

  private final CompiledForm form =
      TestApp.compiled(TestApp.form("order").text("memo").subform("lines", row -> row.text("name")))
          .get("order");

  @Test
  void values_are_those_before() {
    var earlier = EarlierValues.of(form, "{\"memo\": {\"from\": null, \"to\": \"new\"}}");
    assertThat(earlier.given().stream()).containsExactly(0);
    assertThat(earlier.data().get(0)).isNull();
  }

  @Test
  void rows_that_the_change_removed_come_back_as_new_ones() {
    var earlier =
        EarlierValues.of(
            form,
            """
            {"lines": {"from": [{"id": "%s", "name": "A"}, {"id": "%s", "name": "B"}],
              "to": [{"id": "%s", "name": "C"}]}}"""
                .formatted(LEFT, GONE, LEFT));
    var rows = earlier.data().rows(1);
    assertThat(rows).extracting(row -> row.get(0)).containsExactly("A", "B");
    assertThat(rows).extracting(row -> row.id()).containsExactly(LEFT, null);
  }
}
