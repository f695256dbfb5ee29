package dev.formwork.core.record.json;

import static dev.formwork.core.testing.FieldSetting.scale;
import static dev.formwork.core.testing.TestApp.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.record.value.RecordData;
import dev.formwork.core.testing.TestApp;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A record's JSON goes into its slots, and every mistake in it is told with its place. */
final class RecordJsonReaderTest {

  private static final CompiledForm DEAL =
      TestApp.compiled(
              form("deal")
                  .text("name")
                  .number("amount")
                  .computed("twice", "amount * 2")
                  .subform(
                      "lines",
                      row -> row.text("product").number("quantity", scale(0)),
                      field -> field.put("maxRows", 2)))
          .get("deal");

  private static final UUID ROW = new UUID(1, 1);
  private static final UUID OTHER = new UUID(1, 2);

  private static RecordJsonReader.Read read(String json) {
    try {
      return RecordJsonReader.read(DEAL, json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void what_is_named_is_given_and_null_empties() {
    var input = read("{\"amount\": 12.5, \"name\": null}").input();
    assertThat(input.given().stream().boxed()).containsExactly(0, 1);
    assertThat(input.data().get(0)).isNull();
    assertThat(input.data().get(1)).isEqualTo(new BigDecimal("12.5"));
    assertThat(read("{}").input().given().isEmpty()).isTrue();
  }

  @Test
  void what_the_server_sets_may_come_back_and_changes_nothing() {
    var read =
        read(
            "{\"id\": 1, \"version\": [], \"created_at\": {\"x\": 1}, \"twice\": \"much\","
                + " \"name\": \"a\"}");
    assertThat(read.problems()).isEmpty();
    assertThat(read.input().given().stream().boxed()).containsExactly(0);
  }

  @Test
  void every_mistake_is_told_with_its_place() {
    var read =
        read(
            "{\"nmae\": \"a\", \"amount\": \"much\", \"name\": {\"x\": [1]}, \"lines\":"
                + " [{\"quantity\": \"x\", \"colour\": 1}, 7]}");
    assertThat(read.problems())
        .extracting(Problem::path)
        .containsExactly(
            "/nmae", "/amount", "/name", "/lines/0/quantity", "/lines/0/colour", "/lines/1");
    assertThat(read.problems().getFirst())
        .isEqualTo(Problem.at("/nmae", CoreProblem.UNKNOWN_FIELD, "nmae"));
    assertThat(read.problems().getLast())
        .isEqualTo(Problem.at("/lines/1", CoreProblem.OBJECT_EXPECTED));
  }

  @Test
  void rows_remember_which_columns_were_left_open() {
    var rows =
        read("{\"lines\": [{\"product\": \"a\"}, {\"quantity\": null}]}").input().data().rows(3);
    assertThat(rows.get(0).get(0)).isEqualTo("a");
    assertThat(rows.get(0).isOpen(0)).isFalse();
    assertThat(rows.get(0).isOpen(1)).isTrue();
    assertThat(rows.get(1).isOpen(1)).isFalse();
  }

  @Test
  void of_too_many_rows_only_that_is_told() {
    var read = read("{\"lines\": [{\"quantity\": \"x\"}, {}, {\"colour\": 1}, {}], \"name\": 5}");
    assertThat(read.problems()).extracting(Problem::path).containsExactly("/lines", "/name");
    assertThat(read.problems().getFirst())
        .isEqualTo(Problem.at("/lines", CoreProblem.TOO_MANY_ROWS, 2));
  }

  @Test
  void rows_are_a_list_or_what_changes() {
    assertThat(read("{\"lines\": 7}").problems())
        .containsExactly(Problem.at("/lines", CoreProblem.ROWS_EXPECTED));
    assertThat(read("{\"lines\": {\"product\": \"a\"}}").problems())
        .containsExactly(Problem.at("/lines/product", CoreProblem.ROWS_EXPECTED));
    assertThat(read("{\"lines\": {\"add\": {\"product\": \"a\"}}}").problems())
        .containsExactly(Problem.at("/lines/add", CoreProblem.LIST_EXPECTED));
    assertThat(read("{\"lines\": null}").problems()).isEmpty();
  }

  @Test
  void a_row_is_named_by_its_id() {
    var rows =
        read("{\"lines\": [{\"product\": \"a\", \"id\": \"" + ROW + "\"}, {\"id\": null}]}")
            .input()
            .data()
            .rows(3);
    assertThat(rows).extracting(RecordData::id).containsExactly(ROW, null);
    assertThat(read("{\"lines\": [{\"id\": \"first\"}]}").problems())
        .containsExactly(Problem.at("/lines/0/id", CoreProblem.ROW_NOT_FOUND, "first"));
  }

  @Test
  void changes_to_rows_name_what_changes_what_is_new_and_what_goes() {
    var read =
        read(
            """
            {"lines": {"remove": ["%s"], "add": [{"product": "b"}], "change": [{"id": "%s", "quantity": 2}]}}\
            """
                .formatted(OTHER, ROW));
    assertThat(read.problems()).isEmpty();
    assertThat(read.input().removals()).containsExactly(entry(3, List.of(OTHER)));
    var rows = read.input().data().rows(3);
    assertThat(rows).extracting(RecordData::id).containsExactly(ROW, null);
    assertThat(rows).extracting(row -> row.place(9)).containsExactly("change/0", "add/0");
    assertThat(rows.getFirst().isOpen(0)).isTrue();
  }

  @Test
  void a_mistake_in_changed_rows_is_told_where_it_was_sent() {
    assertThat(
            read("""
            {"lines": {"change": [{"quantity": "x"}], "add": [{"id": "%s"}, 5], "remove": [7]}}\
            """
                    .formatted(ROW))
                .problems())
        .containsExactly(
            Problem.at("/lines/change/0/quantity", CoreProblem.NUMBER_EXPECTED),
            Problem.at("/lines/change/0/id", CoreProblem.ROW_ID_MISSING),
            Problem.at("/lines/add/1", CoreProblem.OBJECT_EXPECTED),
            Problem.at("/lines/add/0/id", CoreProblem.ROW_NOT_FOUND, ROW),
            Problem.at("/lines/remove/0", CoreProblem.ROW_NOT_FOUND, "7"));
  }

  @Test
  void a_record_is_one_object() {
    assertThat(read("[{\"name\": \"a\"}]").problems())
        .containsExactly(Problem.at("", CoreProblem.OBJECT_EXPECTED));
    assertThatThrownBy(() -> RecordJsonReader.read(DEAL, "{} {}"))
        .isInstanceOf(JsonProcessingException.class);
    assertThatThrownBy(() -> RecordJsonReader.read(DEAL, "{\"name\": \"a\", \"name\": \"b\"}"))
        .isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void a_tree_is_read_as_text_is_with_all_mistakes() throws Exception {
    var tree = DefinitionJson.tree("{\"name\": 5, \"amount\": 1}");
    assertThat(RecordJsonReader.read(DEAL, tree).problems())
        .isEqualTo(read("{\"name\": 5, \"amount\": 1}").problems())
        .isNotEmpty();
    assertThat(RecordJsonReader.read(DEAL, tree).problems())
        .extracting(Problem::path)
        .containsExactly("/name");
  }
}
