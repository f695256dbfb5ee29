package dev.formwork.core.record.decision;

import static dev.formwork.core.testing.FieldSetting.byDefault;
import static dev.formwork.core.testing.FieldSetting.options;
import static dev.formwork.core.testing.FieldSetting.readOnlyWhen;
import static dev.formwork.core.testing.FieldSetting.required;
import static dev.formwork.core.testing.FieldSetting.requiredWhen;
import static dev.formwork.core.testing.FieldSetting.scale;
import static dev.formwork.core.testing.FieldSetting.searchable;
import static dev.formwork.core.testing.FieldSetting.visibleWhen;
import static dev.formwork.core.testing.TestApp.form;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.ValidationRule.Occasion;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.record.json.RecordJsonReader;
import dev.formwork.core.record.lookup.DefaultRecordRefs;
import dev.formwork.core.record.value.RecordChangeSet;
import dev.formwork.core.record.value.RecordData;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.core.testing.FieldSetting;
import dev.formwork.core.testing.TestApp;
import dev.formwork.core.testing.TestForm;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a command makes of a record, without a database. */
final class RecordDecisionTest {

  private static final UUID ME = new UUID(0, 7);

  private static final EvaluationContext MOMENT =
      EvaluationContext.at(
          OffsetDateTime.of(2026, 3, 2, 9, 30, 0, 0, ZoneOffset.UTC), ZoneOffset.UTC, ME);

  private static CompiledForm compiled(TestForm form) {
    return TestApp.compiled(form).values().iterator().next();
  }

  private static RecordInput input(CompiledForm form, String json) {
    try {
      var read = RecordJsonReader.read(form, json);
      assertThat(read.problems()).isEmpty();
      return read.input();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  private static RecordChangeSet created(CompiledForm form, String json) {
    return created(form, json, Occasion.SAVE);
  }

  private static RecordChangeSet created(CompiledForm form, String json, Occasion occasion) {
    return RecordDecision.create(
        form, input(form, json), occasion, MOMENT, DefaultRecordRefs.none());
  }

  private static RecordChangeSet changed(CompiledForm form, RecordData current, String json) {
    return RecordDecision.change(
        form, current, input(form, json), Occasion.SAVE, MOMENT, DefaultRecordRefs.none());
  }

  private static Object value(CompiledForm form, RecordData data, String key) {
    return data.get(form.column(key).orElseThrow().slot());
  }

  private static Object value(CompiledForm form, RecordChangeSet decided, String key) {
    return value(form, decided.data(), key);
  }

  private static BigDecimal number(String digits) {
    return new BigDecimal(digits);
  }

  // Defaults

  @Test
  void defaults_fill_what_was_not_given_and_leave_what_was_emptied() {
    var form =
        compiled(
            form("deal")
                .text("name", byDefault("\"New\""))
                .member("owner", byDefault("ME()"))
                .date("due", byDefault("TODAY()")));
    var decided = created(form, "{\"name\": null}");
    assertThat(value(form, decided, "name")).isNull();
    assertThat(value(form, decided, "owner")).isEqualTo(ME);
    assertThat(value(form, decided, "due")).hasToString("2026-03-02");
  }

  @Test
  void a_change_gets_no_defaults() {
    var form = compiled(form("deal").text("name", byDefault("\"New\"")).text("note"));
    var before = created(form, "{\"name\": null}").data();
    assertThat(value(form, changed(form, before, "{\"note\": \"x\"}"), "name")).isNull();
  }

  @Test
  void defaults_of_rows_fill_the_columns_that_were_left_open() {
    var form =
        compiled(
            form("deal")
                .subform(
                    "lines",
                    row -> row.text("product").number("quantity", scale(0), byDefault("1"))));
    var decided =
        created(
            form,
            "{\"lines\": [{\"product\": \"a\"}, {\"product\": \"b\", \"quantity\": 5}, {\"quantity\": null}]}");
    var rows = decided.data().rows(0);
    assertThat(rows.get(0).get(1)).isEqualTo(number("1"));
    assertThat(rows.get(1).get(1)).isEqualTo(number("5"));
    assertThat(rows.get(2).get(1)).isNull();
  }

  // Values

  @Test
  void values_are_made_normal_and_checked_where_they_stand() {
    FieldSetting short3 = field -> field.put("maxLength", 3);
    var form =
        compiled(
            form("deal")
                .text("name", short3)
                .number("level", scale(1))
                .subform("lines", row -> row.text("code", short3)));
    var decided =
        created(
            form,
            "{\"name\": \"long one\", \"level\": 2.50, \"lines\": [{}, {\"code\": \"far too long\"}]}");
    assertThat(decided.problems())
        .extracting(Problem::path)
        .containsExactly("/name", "/lines/1/code");
    assertThat(value(form, decided, "level")).isEqualTo(number("2.5"));
  }

  @Test
  void nothing_calculates_with_a_number_of_thousands_of_digits() {
    var form = compiled(form("deal").number("level").computed("twice", "level * 2"));
    var vast = RecordInput.empty(form.slots()).with(0, number("1e999999"));
    var decided =
        RecordDecision.create(form, vast, Occasion.SAVE, MOMENT, DefaultRecordRefs.none());
    assertThat(decided.problems()).extracting(Problem::path).containsExactly("/level");
    assertThat(value(form, decided, "level")).isNull();
    assertThat(value(form, decided, "twice")).isNull();
  }

  // Formulas

  @Test
  void formulas_run_in_the_order_they_need_each_other_in_over_rows_and_record() {
    var form =
        compiled(
            form("order")
                .computed("gross", "net * 1.5")
                .computed("net", "SUM(lines.total)")
                .subform(
                    "lines",
                    row ->
                        row.number("price")
                            .number("quantity", scale(0))
                            .computed("total", "price * quantity")));
    var decided =
        created(
            form,
            "{\"lines\": [{\"price\": 2, \"quantity\": 3}, {\"price\": 10, \"quantity\": 1}]}");
    assertThat((BigDecimal) value(form, decided, "net")).isEqualByComparingTo("16");
    assertThat((BigDecimal) value(form, decided, "gross")).isEqualByComparingTo("24");
  }

  @Test
  void what_somebody_enters_for_a_formula_does_not_count() {
    var form = compiled(form("deal").number("level").computed("twice", "level * 2"));
    var slot = form.column("twice").orElseThrow().slot();
    var entered = input(form, "{\"level\": 4}").with(slot, number("1000"));
    var decided =
        RecordDecision.create(form, entered, Occasion.SAVE, MOMENT, DefaultRecordRefs.none());
    assertThat((BigDecimal) decided.data().get(slot)).isEqualByComparingTo("8");
    var again =
        RecordDecision.change(
            form,
            decided.data(),
            RecordInput.empty(form.slots()).with(slot, number("1000")),
            Occasion.SAVE,
            MOMENT,
            DefaultRecordRefs.none());
    assertThat((BigDecimal) again.data().get(slot)).isEqualByComparingTo("8");
  }

  @Test
  void what_others_add_up_to_is_not_for_a_change_to_say() {
    var forms =
        TestApp.compiled(
            form("client").text("name").sum("total", "deal", "client", "amount"),
            form("deal").lookup("client", "client").money("amount"));
    var client = forms.get("client");
    int total = client.column("total").orElseThrow().slot();
    var stored = new RecordData(client.slots());
    stored.set(total, number("12"));
    var decided =
        RecordDecision.change(
            client,
            stored,
            RecordInput.empty(client.slots()).with(total, number("1000")),
            Occasion.SAVE,
            MOMENT,
            DefaultRecordRefs.none());
    assertThat((BigDecimal) decided.data().get(total)).isEqualByComparingTo("12");
  }

  @Test
  void a_result_that_no_column_holds_is_a_mistake_at_its_field() {
    var form = compiled(form("deal").number("level").computed("power", "level * level * level"));
    var decided = created(form, "{\"level\": 999999999999999}");
    assertThat(decided.problems())
        .extracting(Problem::path, Problem::code)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("/power", "number-too-large"));
  }

  @Test
  void running_formulas_again_asks_no_rule() {
    var form =
        compiled(
            form("deal")
                .text("name", required())
                .number("level")
                .computed("twice", "level * 2")
                .validation("level < 10", "Too much."));
    var stored = new RecordData(form.slots());
    stored.set(form.column("level").orElseThrow().slot(), number("50"));
    var decided = RecordDecision.recompute(form, stored, MOMENT);
    assertThat(decided.problems()).isEmpty();
    assertThat((BigDecimal) value(form, decided, "twice")).isEqualByComparingTo("100");
    assertThat(value(form, stored, "twice")).isNull();
  }

  // Rules

  @Test
  void what_is_required_may_not_be_empty_while_it_is_shown() {
    var form =
        compiled(
            form("deal")
                .text("name", required())
                .number("level", scale(0))
                .text("reason", visibleWhen("level > 1"), requiredWhen("level > 2")));
    assertThat(created(form, "{}").problems())
        .containsExactly(Problem.at("/name", CoreProblem.REQUIRED));
    assertThat(created(form, "{\"name\": \"x\", \"level\": 2}").problems()).isEmpty();
    assertThat(created(form, "{\"name\": \"x\", \"level\": 3}").problems())
        .containsExactly(Problem.at("/reason", CoreProblem.REQUIRED));
  }

  @Test
  void what_is_required_of_rows_is_told_with_the_row() {
    var form = compiled(form("deal").subform("lines", row -> row.text("product", required())));
    assertThat(created(form, "{\"lines\": [{\"product\": \"a\"}, {}]}").problems())
        .containsExactly(Problem.at("/lines/1/product", CoreProblem.REQUIRED));
  }

  @Test
  void what_is_locked_keeps_its_value_and_may_be_sent_unchanged() {
    var form =
        compiled(
            form("deal").text("state").number("level", scale(0), readOnlyWhen("state = \"done\"")));
    var open = created(form, "{\"state\": \"open\", \"level\": 1}").data();
    assertThat(changed(form, open, "{\"level\": 2, \"state\": \"done\"}").problems()).isEmpty();
    var done = created(form, "{\"state\": \"done\", \"level\": 1}").data();
    assertThat(changed(form, done, "{\"level\": 1}").problems()).isEmpty();
    assertThat(changed(form, done, "{\"level\": 2}").problems())
        .containsExactly(Problem.at("/level", CoreProblem.READ_ONLY_NOW));
    assertThat(changed(form, done, "{\"level\": 2, \"state\": \"open\"}").problems())
        .containsExactly(Problem.at("/level", CoreProblem.READ_ONLY_NOW));
  }

  @Test
  void a_locked_row_may_move_but_not_change_or_go() {
    var form =
        compiled(
            form("deal")
                .subform(
                    "lines",
                    row -> row.text("state").text("code", readOnlyWhen("state = \"sent\""))));
    var before =
        created(
                form,
                "{\"lines\": [{\"state\": \"sent\", \"code\": \"a\"}, {\"state\": \"open\", \"code\": \"b\"}]}")
            .data();
    assertThat(
            changed(
                    form,
                    before,
                    "{\"lines\": [{\"code\": \"c\"}, {\"state\": \"sent\", \"code\": \"a\"}]}")
                .problems())
        .isEmpty();
    assertThat(
            changed(form, before, "{\"lines\": [{\"state\": \"sent\", \"code\": \"x\"}]}")
                .problems())
        .containsExactly(Problem.at("/lines/0/code", CoreProblem.READ_ONLY_NOW));
    assertThat(changed(form, before, "{\"lines\": []}").problems())
        .containsExactly(Problem.at("/lines/0/code", CoreProblem.READ_ONLY_NOW));
  }

  @Test
  void each_of_two_locked_rows_that_are_alike_must_have_its_like() {
    var form =
        compiled(form("deal").subform("lines", row -> row.text("code", readOnlyWhen("TRUE"))));
    var before = created(form, "{\"lines\": [{\"code\": \"a\"}, {\"code\": \"a\"}]}").data();
    assertThat(changed(form, before, "{\"lines\": [{\"code\": \"a\"}]}").problems())
        .containsExactly(Problem.at("/lines/1/code", CoreProblem.READ_ONLY_NOW));
  }

  @Test
  void there_are_as_many_rows_as_the_form_wants() {
    var form =
        compiled(
            form("deal")
                .subform(
                    "lines",
                    row -> row.text("product"),
                    field -> field.put("minRows", 2).put("maxRows", 3)));
    assertThat(created(form, "{\"lines\": [{}]}").problems())
        .containsExactly(Problem.at("/lines", CoreProblem.TOO_FEW_ROWS, 2));
    assertThat(created(form, "{\"lines\": [{}, {}]}").problems()).isEmpty();
    var many = RecordInput.empty(form.slots());
    many.with(
        0, List.of(new RecordData(1), new RecordData(1), new RecordData(1), new RecordData(1)));
    assertThat(
            RecordDecision.create(form, many, Occasion.SAVE, MOMENT, DefaultRecordRefs.none())
                .problems())
        .containsExactly(Problem.at("/lines", CoreProblem.TOO_MANY_ROWS, 3));
  }

  @Test
  void a_choice_offers_what_the_choice_above_leaves() {
    var form =
        compiled(
            form("deal")
                .choice("area", options("east", "west"))
                .choice(
                    "city",
                    options("shanghai", "chengdu"),
                    field -> {
                      field.put("dependsOn", "area");
                      field.withArray("/options/0/under").add("east");
                      field.withArray("/options/1/under").add("west");
                    }));
    assertThat(created(form, "{\"area\": \"east\", \"city\": \"shanghai\"}").problems()).isEmpty();
    assertThat(created(form, "{\"area\": \"east\", \"city\": \"chengdu\"}").problems())
        .extracting(Problem::path, Problem::code)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("/city", "option-not-offered"));
    assertThat(created(form, "{\"city\": \"chengdu\"}").problems())
        .extracting(Problem::code)
        .containsExactly("option-not-offered");
  }

  @Test
  void validations_hold_for_every_record_and_those_of_sending_only_then() {
    var form =
        compiled(
            form("deal")
                .number("level", scale(0))
                .validation("level < 10", "Too much.")
                .validation("level > 1", "Too little.", check -> check.put("on", "submit")));
    assertThat(created(form, "{\"level\": 1}").problems()).isEmpty();
    assertThat(created(form, "{\"level\": 1}", Occasion.SUBMIT).problems())
        .extracting(Problem::code)
        .containsExactly("rule-broken");
    assertThat(created(form, "{\"level\": 10}").problems())
        .extracting(Problem::path, Problem::code)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("", "rule-broken"));
  }

  @Test
  void a_validation_marks_its_fields_in_each_row_that_breaks_it() {
    var form =
        compiled(
            form("deal")
                .subform("lines", row -> row.number("from").number("to"))
                .validation(
                    "from <= to",
                    "Turned around.",
                    check -> {
                      check.put("rows", "lines");
                      check.putArray("fields").add("to");
                    }));
    assertThat(
            created(form, "{\"lines\": [{\"from\": 1, \"to\": 2}, {\"from\": 3, \"to\": 2}]}")
                .problems())
        .extracting(Problem::path)
        .containsExactly("/lines/1/to");
  }

  // Title and search

  @Test
  void a_record_is_found_by_its_title_and_what_is_searchable_in_small_letters() {
    var form =
        compiled(
            form("deal")
                .recordTitle("name & \" (\" & city & \")\"")
                .text("name")
                .text("city", searchable())
                .text("secret"));
    var decided = created(form, "{\"name\": \"Big\", \"city\": \"ULM\", \"secret\": \"hidden\"}");
    assertThat(decided.title()).isEqualTo("Big (ULM)");
    assertThat(decided.searchText()).isEqualTo("big (ulm)\nulm");
  }

  @Test
  void a_title_ends_within_three_hundred_characters_and_never_inside_one() {
    var form = compiled(form("deal").recordTitle("name").text("name"));
    var rocket = "\uD83D\uDE80";
    assertThat(created(form, "{\"name\": \"" + rocket.repeat(200) + "\"}").title())
        .isEqualTo(rocket.repeat(150));
    assertThat(created(form, "{\"name\": \"" + "x".repeat(400) + "\"}").title()).hasSize(299);
    assertThat(created(form, "{\"name\": \"" + "x".repeat(300) + "\"}").title()).hasSize(300);
  }

  // Changes

  @Test
  void a_change_leaves_alone_what_it_does_not_name_and_what_it_was_given() {
    var form =
        compiled(form("deal").text("name").text("note").subform("lines", row -> row.text("a")));
    var before =
        created(form, "{\"name\": \"x\", \"note\": \"y\", \"lines\": [{\"a\": \"1\"}]}").data();
    var copy = before.copy();
    var decided = changed(form, before, "{\"note\": \"z\"}");
    assertThat(value(form, decided, "name")).isEqualTo("x");
    assertThat(value(form, decided, "note")).isEqualTo("z");
    assertThat(before).isEqualTo(copy);
  }
}
