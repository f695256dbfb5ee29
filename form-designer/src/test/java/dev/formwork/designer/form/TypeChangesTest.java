package dev.formwork.designer.form;

import static dev.formwork.core.testing.FieldSetting.options;
import static dev.formwork.core.testing.FieldSetting.scale;
import static dev.formwork.core.testing.FieldSetting.titled;
import static dev.formwork.core.testing.TestApp.form;
import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.testing.TestApp;
import dev.formwork.core.testing.TestForm;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Which changes of a field look at the values there, and which are refused. */
final class TypeChangesTest {

  private static CompiledForm compiled(UnaryOperator<TestForm> field) {
    var other = form("other").recordTitle("name").text("name");
    var third = form("third").recordTitle("name").text("name");
    var wanted = field.apply(form("deal").recordTitle("name").text("name"));
    return TestApp.compiled(wanted, other, third).get("deal");
  }

  private static final UnaryOperator<TestForm> NOTHING = deal -> deal;
  private static final UnaryOperator<TestForm> TEXT = deal -> deal.text("x");
  private static final UnaryOperator<TestForm> NUMBER = deal -> deal.number("x", scale(2));
  private static final UnaryOperator<TestForm> MONEY = deal -> deal.money("x");
  private static final UnaryOperator<TestForm> CHOICE = deal -> deal.choice("x", options("a"));
  private static final UnaryOperator<TestForm> MEMBER = deal -> deal.member("x");
  private static final UnaryOperator<TestForm> LOOKUP = deal -> deal.lookup("x", "other");

  private static UnaryOperator<TestForm> formula(String expression) {
    return deal -> deal.computed("x", expression);
  }

  private static List<String> effects(
      UnaryOperator<TestForm> before, UnaryOperator<TestForm> after, String there) {
    var columns = new HashMap<String, String>(Map.of("name", "text"));
    if (there != null) {
      columns.put("x", there);
    }
    var actual = new ActualSchema(Map.of("crm_deal", columns), Set.of(), Set.of());
    return TypeChanges.between(compiled(before), compiled(after), actual).stream()
        .map(change -> change.path() + " " + change.effect())
        .toList();
  }

  private static List<String> refused(
      UnaryOperator<TestForm> before, UnaryOperator<TestForm> after) {
    return TypeChanges.refused(compiled(before), compiled(after)).stream()
        .map(problem -> problem.path() + " " + problem.code())
        .toList();
  }

  @Test
  void what_is_typed_gives_way_to_a_formula_only_when_told() {
    assertThat(effects(TEXT, formula("UPPER(name)"), "text"))
        .containsExactly("/fields/1 OVERWRITTEN");
    assertThat(effects(MONEY, formula("1 + 1"), "numeric(19,4)"))
        .containsExactly("/fields/1 OVERWRITTEN");
    assertThat(effects(formula("UPPER(name)"), formula("LOWER(name)"), "text")).isEmpty();
  }

  @Test
  void a_field_that_was_removed_once_is_not_forgotten() {
    assertThat(effects(NOTHING, formula("UPPER(name)"), "text"))
        .containsExactly("/fields/1 OVERWRITTEN");
    assertThat(effects(NOTHING, CHOICE, "text")).containsExactly("/fields/1 OPTIONS");
    assertThat(effects(NOTHING, TEXT, "text")).isEmpty();
    assertThat(effects(NOTHING, CHOICE, null)).isEmpty();
  }

  @Test
  void texts_and_results_become_options_and_options_titles() {
    assertThat(effects(TEXT, CHOICE, "text")).containsExactly("/fields/1 OPTIONS");
    assertThat(effects(formula("UPPER(name)"), CHOICE, "text"))
        .containsExactly("/fields/1 OPTIONS");
    assertThat(effects(CHOICE, TEXT, "text")).containsExactly("/fields/1 TITLES");
    assertThat(effects(CHOICE, CHOICE, "text")).isEmpty();
  }

  @Test
  void fewer_digits_are_looked_at_and_more_are_not() {
    UnaryOperator<TestForm> fine = deal -> deal.number("x", scale(4));
    UnaryOperator<TestForm> yen = deal -> deal.money("x", one -> one.put("currency", "JPY"));
    assertThat(effects(fine, NUMBER, "numeric")).containsExactly("/fields/1 KEPT");
    assertThat(effects(NUMBER, fine, "numeric")).isEmpty();
    assertThat(effects(MONEY, yen, "numeric(19,4)")).containsExactly("/fields/1 KEPT");
    assertThat(effects(yen, MONEY, "numeric(19,4)")).isEmpty();
    assertThat(effects(NUMBER, MONEY, "numeric")).containsExactly("/fields/1 KEPT");
  }

  @Test
  void rows_are_looked_at_like_fields() {
    var actual =
        new ActualSchema(
            Map.of(
                "crm_deal", Map.of("name", "text"),
                "crm_deal__lines", Map.of("x", "text")),
            Set.of(),
            Set.of());
    var before =
        compiled(deal -> deal.subform("lines", row -> row.text("x"), titled("Lines")));
    var after =
        compiled(
            deal -> deal.subform("lines", row -> row.choice("x", options("a")), titled("Lines")));
    assertThat(TypeChanges.between(before, after, actual))
        .extracting(change -> change.path() + " " + change.effect())
        .containsExactly("/fields/1/fields/0 OPTIONS");
  }

  @Test
  void what_cannot_be_read_as_the_new_type_is_refused() {
    assertThat(refused(TEXT, NUMBER)).containsExactly("/fields/1 field-type-changed");
    assertThat(refused(MEMBER, LOOKUP)).containsExactly("/fields/1 field-type-changed");
    assertThat(refused(LOOKUP, MEMBER)).containsExactly("/fields/1 field-type-changed");
    assertThat(refused(LOOKUP, deal -> deal.lookup("x", "third")))
        .containsExactly("/fields/1 lookup-target-changed");
    assertThat(refused(LOOKUP, LOOKUP)).isEmpty();
    assertThat(refused(NUMBER, MONEY)).isEmpty();
    assertThat(refused(TEXT, CHOICE)).isEmpty();
  }

  @Test
  void the_refusal_names_types_of_fields_in_both_languages() {
    var problem = TypeChanges.refused(compiled(TEXT), compiled(NUMBER)).getFirst();
    for (var locale : List.of(Locale.ENGLISH, Locale.CHINESE)) {
      assertThat(problem.message(locale)).contains("text", "number").doesNotContain("numeric");
    }
  }
}
