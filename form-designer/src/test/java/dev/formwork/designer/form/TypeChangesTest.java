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

  private static TestForm nothing(TestForm deal) {
    return deal;
  }

  private static TestForm text(TestForm deal) {
    return deal.text("x");
  }

  private static TestForm number(TestForm deal) {
    return deal.number("x", scale(2));
  }

  private static TestForm money(TestForm deal) {
    return deal.money("x");
  }

  private static TestForm choice(TestForm deal) {
    return deal.choice("x", options("a"));
  }

  private static TestForm member(TestForm deal) {
    return deal.member("x");
  }

  private static TestForm lookup(TestForm deal) {
    return deal.lookup("x", "other");
  }

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
    assertThat(effects(TypeChangesTest::text, formula("UPPER(name)"), "text"))
        .containsExactly("/fields/1 OVERWRITTEN");
    assertThat(effects(TypeChangesTest::money, formula("1 + 1"), "numeric(19,4)"))
        .containsExactly("/fields/1 OVERWRITTEN");
    assertThat(effects(formula("UPPER(name)"), formula("LOWER(name)"), "text")).isEmpty();
  }

  @Test
  void a_field_that_was_removed_once_is_not_forgotten() {
    assertThat(effects(TypeChangesTest::nothing, formula("UPPER(name)"), "text"))
        .containsExactly("/fields/1 OVERWRITTEN");
    assertThat(effects(TypeChangesTest::nothing, TypeChangesTest::choice, "text"))
        .containsExactly("/fields/1 OPTIONS");
    assertThat(effects(TypeChangesTest::nothing, TypeChangesTest::text, "text")).isEmpty();
    assertThat(effects(TypeChangesTest::nothing, TypeChangesTest::choice, null)).isEmpty();
    assertThat(effects(TypeChangesTest::nothing, TypeChangesTest::number, "text"))
        .containsExactly("/fields/1 READ");
    assertThat(effects(TypeChangesTest::nothing, TypeChangesTest::number, "numeric(19,4)"))
        .containsExactly("/fields/1 KEPT");
    assertThat(effects(TypeChangesTest::nothing, formula("1 + 1"), "text"))
        .containsExactly("/fields/1 OVERWRITTEN");
    assertThat(effects(TypeChangesTest::nothing, TypeChangesTest::number, "uuid")).isEmpty();
    assertThat(effects(TypeChangesTest::nothing, TypeChangesTest::choice, "uuid")).isEmpty();
  }

  @Test
  void texts_and_results_become_options_and_options_titles() {
    assertThat(effects(TypeChangesTest::text, TypeChangesTest::choice, "text"))
        .containsExactly("/fields/1 OPTIONS");
    assertThat(effects(formula("UPPER(name)"), TypeChangesTest::choice, "text"))
        .containsExactly("/fields/1 OPTIONS");
    assertThat(effects(TypeChangesTest::choice, TypeChangesTest::text, "text"))
        .containsExactly("/fields/1 TITLES");
    assertThat(effects(TypeChangesTest::choice, TypeChangesTest::choice, "text")).isEmpty();
  }

  @Test
  void values_of_another_type_of_column_are_read_and_results_worked_out_again() {
    assertThat(effects(TypeChangesTest::text, TypeChangesTest::number, "text"))
        .containsExactly("/fields/1 READ");
    assertThat(effects(TypeChangesTest::number, TypeChangesTest::choice, "numeric"))
        .containsExactly("/fields/1 READ");
    assertThat(effects(formula("1 + 1"), TypeChangesTest::text, "numeric"))
        .containsExactly("/fields/1 READ");
    assertThat(effects(TypeChangesTest::text, formula("1 + 1"), "text"))
        .containsExactly("/fields/1 OVERWRITTEN");
    assertThat(effects(formula("1 + 1"), formula("UPPER(name)"), "numeric"))
        .containsExactly("/fields/1 WORKED_OUT");
  }

  @Test
  void fewer_digits_are_looked_at_and_more_are_not() {
    UnaryOperator<TestForm> fine = deal -> deal.number("x", scale(4));
    UnaryOperator<TestForm> yen = deal -> deal.money("x", one -> one.put("currency", "JPY"));
    assertThat(effects(fine, TypeChangesTest::number, "numeric")).containsExactly("/fields/1 KEPT");
    assertThat(effects(TypeChangesTest::number, fine, "numeric")).isEmpty();
    assertThat(effects(TypeChangesTest::money, yen, "numeric(19,4)"))
        .containsExactly("/fields/1 KEPT");
    assertThat(effects(yen, TypeChangesTest::money, "numeric(19,4)")).isEmpty();
    assertThat(effects(TypeChangesTest::number, TypeChangesTest::money, "numeric"))
        .containsExactly("/fields/1 KEPT");
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
    var before = compiled(deal -> deal.subform("lines", row -> row.text("x"), titled("Lines")));
    var after =
        compiled(
            deal -> deal.subform("lines", row -> row.choice("x", options("a")), titled("Lines")));
    assertThat(TypeChanges.between(before, after, actual))
        .extracting(change -> change.path() + " " + change.effect())
        .containsExactly("/fields/1/fields/0 OPTIONS");
  }

  @Test
  void records_and_members_are_read_as_nothing_else() {
    assertThat(refused(TypeChangesTest::member, TypeChangesTest::text))
        .containsExactly("/fields/1 field-type-changed");
    assertThat(refused(TypeChangesTest::text, TypeChangesTest::lookup))
        .containsExactly("/fields/1 field-type-changed");
    assertThat(refused(TypeChangesTest::member, TypeChangesTest::lookup))
        .containsExactly("/fields/1 field-type-changed");
    assertThat(refused(TypeChangesTest::lookup, TypeChangesTest::member))
        .containsExactly("/fields/1 field-type-changed");
    assertThat(refused(TypeChangesTest::lookup, deal -> deal.lookup("x", "third")))
        .containsExactly("/fields/1 lookup-target-changed");
    assertThat(refused(TypeChangesTest::lookup, TypeChangesTest::lookup)).isEmpty();
    assertThat(refused(TypeChangesTest::number, TypeChangesTest::money)).isEmpty();
    assertThat(refused(TypeChangesTest::text, TypeChangesTest::choice)).isEmpty();
    assertThat(refused(TypeChangesTest::text, TypeChangesTest::number)).isEmpty();
  }

  @Test
  void the_refusal_names_types_of_fields_in_both_languages() {
    var problem =
        TypeChanges.refused(compiled(TypeChangesTest::member), compiled(TypeChangesTest::number))
            .getFirst();
    for (var locale : List.of(Locale.ENGLISH, Locale.CHINESE)) {
      assertThat(problem.message(locale)).contains("member", "number").doesNotContain("numeric");
    }
  }
}
