package dev.formwork.designer.form;

import static dev.formwork.core.testing.FieldSetting.scale;
import static dev.formwork.core.testing.FieldSetting.searchable;
import static dev.formwork.core.testing.FieldSetting.unique;
import static dev.formwork.core.testing.TestApp.form;
import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.naming.Title;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.testing.GoldenFile;
import dev.formwork.core.testing.TestApp;
import dev.formwork.core.testing.TestForm;
import dev.formwork.designer.problem.DesignProblem;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What publishing does to the tables of a form that are there, or are not. */
final class SchemaPlanTest {

  private static final ActualSchema EMPTY = new ActualSchema(Map.of(), Set.of(), Set.of());

  /** As the small form below left it. */
  private static final ActualSchema SMALL =
      new ActualSchema(
          Map.of("crm_deal", Map.of("name", "text", "amount", "numeric")),
          Set.of(
              "crm_deal_record_title_idx", "crm_deal_record_title_sort", "crm_deal_created_by_idx"),
          Set.of());

  private static TestForm small() {
    return form("deal").recordTitle("name").text("name").money("amount");
  }

  private static SchemaPlan plan(ActualSchema actual, TestForm wanted, TestForm... others) {
    var all = new TestForm[others.length + 1];
    all[0] = wanted;
    System.arraycopy(others, 0, all, 1, others.length);
    var key = wanted.definition().key().value();
    return SchemaPlan.of(TestApp.compiled(all).get(key), actual);
  }

  private static List<String> beforehand(SchemaPlan plan) {
    return plan.beforehand().stream().flatMap(one -> one.statements().stream()).toList();
  }

  private static String text(SchemaPlan plan) {
    return """
    -- tables
    %s

    -- references
    %s

    -- beforehand
    %s

    -- afterwards
    %s
    """
        .formatted(
            String.join("\n", plan.tables()),
            String.join("\n", plan.references()),
            String.join("\n", beforehand(plan)),
            String.join("\n", plan.afterwards()));
  }

  @Test
  void an_empty_schema_gets_tables_columns_references_and_indexes() {
    var plan =
        plan(
            EMPTY,
            form("deal")
                .recordTitle("name")
                .text("name", searchable(), unique())
                .money("amount")
                .member("owner")
                .lookup("client", "client")
                .computed("is_late", "amount < 0")
                .subform(
                    "lines", row -> row.lookup("product", "client").number("quantity", scale(0))),
            form("client").recordTitle("name").text("name"));
    new GoldenFile(SchemaPlanTest.class, "new-table.sql").holds(text(plan));
  }

  @Test
  void a_table_that_fits_is_left_alone() {
    assertThat(plan(SMALL, small()))
        .isEqualTo(plan(SMALL, form("deal").recordTitle("name").text("name").money("amount")))
        .satisfies(plan -> assertThat(plan.tables()).isEmpty())
        .satisfies(plan -> assertThat(plan.afterwards()).isEmpty());
  }

  @Test
  void a_new_field_is_one_new_column() {
    assertThat(plan(SMALL, small().date("due")).tables())
        .containsExactly("ALTER TABLE \"w1\".\"crm_deal\" ADD COLUMN \"due\" date");
  }

  @Test
  void an_amount_that_becomes_a_number_keeps_all_digits_from_then_on() {
    var money =
        new ActualSchema(
            Map.of("crm_deal", Map.of("name", "text", "amount", "numeric(19,4)")),
            SMALL.indexes(),
            Set.of());
    assertThat(plan(money, form("deal").recordTitle("name").text("name").number("amount")).tables())
        .containsExactly("ALTER TABLE \"w1\".\"crm_deal\" ALTER COLUMN \"amount\" TYPE numeric");
    assertThat(plan(money, small()).tables()).isEmpty();
  }

  @Test
  void a_field_that_was_removed_keeps_its_column() {
    var plan = plan(SMALL, form("deal").recordTitle("name").text("name"));
    assertThat(plan.tables()).isEmpty();
    assertThat(plan.problems()).isEmpty();
  }

  @Test
  void a_field_that_becomes_unique_gets_its_index_before_the_version_is_switched() {
    var plan = plan(SMALL, form("deal").recordTitle("name").text("name", unique()).money("amount"));
    assertThat(plan.tables()).isEmpty();
    assertThat(beforehand(plan))
        .containsExactly(
            "DROP INDEX CONCURRENTLY IF EXISTS \"w1\".\"crm_deal_name_fold\"",
            "CREATE UNIQUE INDEX CONCURRENTLY \"crm_deal_name_fold\" ON \"w1\".\"crm_deal\""
                + " ((formwork.fold(\"name\"))) WHERE deleted_at IS NULL");
  }

  @Test
  void what_is_kept_apart_as_it_is_written_is_kept_apart_folded_from_then_on() {
    var written =
        new ActualSchema(
            SMALL.columns(),
            Set.of(
                "crm_deal_record_title_idx",
                "crm_deal_record_title_sort",
                "crm_deal_created_by_idx",
                "crm_deal_name_key"),
            Set.of());
    var plan =
        plan(written, form("deal").recordTitle("name").text("name", unique()).money("amount"));
    assertThat(plan.tables()).containsExactly("DROP INDEX \"w1\".\"crm_deal_name_key\"");
    assertThat(beforehand(plan)).hasSize(2);
  }

  @Test
  void a_text_that_lists_are_sorted_by_is_indexed_as_people_sort() {
    var plan = plan(SMALL, small().text("city", field -> field.put("indexed", true)));
    assertThat(plan.tables())
        .contains(
            "CREATE INDEX \"crm_deal_city_sort\" ON \"w1\".\"crm_deal\" (\"city\" COLLATE formwork.names, id)");
  }

  @Test
  void a_column_that_makes_room_takes_its_indexes_along() {
    var money =
        new ActualSchema(
            Map.of("crm_deal", Map.of("name", "text", "amount", "text")),
            Set.of("crm_deal_amount_fold", "crm_deal_amount_idx"),
            Set.of());
    var wanted = form("deal").recordTitle("name").text("name").number("amount", unique());
    var table = TestApp.compiled(wanted).get("deal").table();
    var replaced = ReplacedColumn.of(table, "amount", "text").orElseThrow();
    assertThat(replaced.setAside())
        .contains(
            "DROP INDEX IF EXISTS \"w1\".\"crm_deal_amount_fold\"",
            "DROP INDEX IF EXISTS \"w1\".\"crm_deal_amount_idx\"")
        .endsWith("ALTER TABLE \"w1\".\"crm_deal\" RENAME COLUMN \"amount\" TO \"amount was\"");
    var plan = plan(money.without(List.of(replaced)), wanted);
    assertThat(plan.problems()).isEmpty();
    assertThat(plan.tables())
        .contains(
            "ALTER TABLE \"w1\".\"crm_deal\" ADD COLUMN \"amount\" numeric",
            "CREATE UNIQUE INDEX \"crm_deal_amount_key\" ON \"w1\".\"crm_deal\" (\"amount\") WHERE deleted_at IS NULL");
  }

  @Test
  void a_field_of_another_type_is_refused_with_its_place() {
    var plan = plan(SMALL, form("deal").recordTitle("name").text("name").date("amount"));
    assertThat(plan.problems())
        .containsExactly(
            Problem.at(
                "/fields/1",
                DesignProblem.FIELD_TYPE_CHANGED,
                Title.of("amount"),
                "number",
                "date"));
  }
}
