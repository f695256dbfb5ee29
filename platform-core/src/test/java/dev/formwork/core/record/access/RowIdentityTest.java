package dev.formwork.core.record.access;

import static dev.formwork.core.testing.TestApp.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.naming.Title;
import dev.formwork.core.permission.FieldRight;
import dev.formwork.core.permission.Grantees;
import dev.formwork.core.permission.PermissionSet;
import dev.formwork.core.permission.RecordAction;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.json.RecordJsonReader;
import dev.formwork.core.record.value.RecordData;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.core.rights.AppPermissions;
import dev.formwork.core.rights.RecordVisibility;
import dev.formwork.core.testing.TestApp;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A row goes by its id, and what one may not see of it stays with it. */
final class RowIdentityTest {

  private static final CompiledForm DEAL =
      TestApp.compiled(
              Map.of(),
              form("deal")
                  .text("name")
                  .subform("lines", row -> row.text("product").money("price").money("cost")))
          .get("deal");

  private static final int LINES = 1;
  private static final UUID A = new UUID(1, 1);
  private static final UUID B = new UUID(1, 2);
  private static final UUID C = new UUID(1, 3);

  /** Three rows: {@code a}, {@code b}, {@code c} at 1, which cost 70, 80 and 90. */
  private static RecordData stored() {
    var record = new RecordData(2);
    record.set(LINES, List.of(row(A, "a", 1, 70), row(B, "b", 1, 80), row(C, "c", 1, 90)));
    return record;
  }

  private static RecordData row(UUID id, String product, int price, Integer cost) {
    var row = new RecordData(3);
    row.set(0, product);
    row.set(1, new BigDecimal(price));
    row.set(2, cost == null ? null : new BigDecimal(cost));
    return row.called(id);
  }

  /** What someone sees and sets to whom costs are hidden. */
  private static RecordVisibility hidden() {
    var set =
        new PermissionSet(
            "sales",
            new Title("Sales", "销售"),
            Grantees.all(),
            Set.of(RecordAction.READ, RecordAction.CHANGE, RecordAction.CREATE),
            Map.of("lines.cost", FieldRight.HIDDEN),
            FieldRight.WRITE,
            null,
            false);
    return AppPermissions.of(DEAL.links()).rightsOfGuest(null, "deal", set).of(DEAL).uniformSight();
  }

  private static RecordInput input(String lines) {
    try {
      var read = RecordJsonReader.read(DEAL, "{\"lines\": " + lines + "}");
      assertThat(read.problems()).isEmpty();
      return read.input();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(lines, e);
    }
  }

  /** The rows that a change leads to: {@code product price cost}, and their ids. */
  private static List<RecordData> changed(RecordVisibility sight, String lines) {
    var input = input(lines);
    RowIdentity.resolve(DEAL, sight, input, stored());
    WritePermissionCheck.check(DEAL, sight, input, stored());
    RowIdentity.name(DEAL, stored(), input.data());
    return input.data().rows(LINES);
  }

  private static List<String> shown(List<RecordData> rows) {
    var shown = new ArrayList<String>();
    for (var row : rows) {
      shown.add(
          String.join(
              " ",
              Arrays.asList(
                  String.valueOf(row.get(0)),
                  String.valueOf(row.get(1)),
                  String.valueOf(row.get(2)))));
    }
    return shown;
  }

  private static void refused(String lines, Problem... problems) {
    assertThatThrownBy(() -> changed(RecordVisibility.ALL, lines))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.problems()).containsExactly(problems));
  }

  @Test
  void what_is_hidden_stays_with_its_row() {
    var rows =
        changed(
            hidden(),
            """
            [{"id": "%s", "product": "b", "price": 1}, {"id": "%s", "product": "c", "price": 3}]"""
                .formatted(B, C));
    assertThat(shown(rows)).containsExactly("b 1 80", "c 3 90");
    assertThat(rows).extracting(RecordData::id).containsExactly(B, C);
  }

  @Test
  void what_is_hidden_stays_with_its_row_also_for_those_who_know_no_ids() {
    var rows =
        changed(
            hidden(), "[{\"product\": \"b\", \"price\": 1}, {\"product\": \"c\", \"price\": 3}]");
    assertThat(shown(rows)).containsExactly("b 1 80", "c 3 90");
  }

  @Test
  void a_new_row_inherits_nothing() {
    var rows =
        changed(
            hidden(),
            """
            [{"id": "%s"}, {"product": "c", "price": 1}, {"product": "d", "price": 1}]"""
                .formatted(A));
    assertThat(shown(rows)).containsExactly("a 1 70", "c 1 null", "d 1 null");
    assertThat(rows.get(1).id()).isNotEqualTo(C);
    assertThat(
            shown(
                changed(
                    hidden(),
                    "[{\"product\": \"d\", \"price\": 1}, {\"product\": \"b\", \"price\": 1}]")))
        .containsExactly("d 1 null", "b 1 80");
  }

  @Test
  void a_row_that_is_like_two_rows_is_none_of_them() {
    var stored = stored();
    stored.set(LINES, List.of(row(A, "a", 1, 70), row(B, "a", 2, 80)));
    var input = input("[{\"product\": \"a\", \"price\": 3}]");
    RowIdentity.resolve(DEAL, hidden(), input, stored);
    WritePermissionCheck.check(DEAL, hidden(), input, stored);
    assertThat(shown(input.data().rows(LINES))).containsExactly("a 3 null");
  }

  @Test
  void a_hidden_column_of_a_row_cannot_be_set() {
    assertThatThrownBy(() -> changed(hidden(), "[{\"id\": \"%s\", \"cost\": 5}]".formatted(A)))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal ->
                assertThat(refusal.problems())
                    .containsExactly(
                        Problem.at("/lines/0/cost", CoreProblem.UNKNOWN_FIELD, "cost")));
  }

  @Test
  void a_list_is_all_rows_and_keeps_what_a_row_does_not_name() {
    var rows =
        changed(
            RecordVisibility.ALL,
            """
            [{"id": "%s", "price": null}, {"product": "d"}, {"id": "%s", "price": 4}]"""
                .formatted(C, A));
    assertThat(shown(rows)).containsExactly("c null 90", "d null null", "a 4 70");
    assertThat(rows.get(0).id()).isEqualTo(C);
    assertThat(rows.get(1).id()).isNotNull().isNotIn(A, B, C);
  }

  @Test
  void of_changes_the_rows_not_mentioned_stay() {
    var rows =
        changed(
            RecordVisibility.ALL,
            """
            {"change": [{"id": "%s", "price": 9}], "add": [{"product": "d"}], "remove": ["%s"]}"""
                .formatted(C, A));
    assertThat(shown(rows)).containsExactly("b 1 80", "c 9 90", "d null null");
    assertThat(rows.get(0).id()).isEqualTo(B);
    assertThat(rows.get(1).id()).isEqualTo(C);
  }

  @Test
  void changes_of_one_row_leave_what_is_hidden() {
    assertThat(
            shown(changed(hidden(), "{\"change\": [{\"id\": \"%s\", \"price\": 9}]}".formatted(B))))
        .containsExactly("a 1 70", "b 9 80", "c 1 90");
  }

  @Test
  void an_id_that_is_no_row_of_the_record_is_refused_with_its_place() {
    var none = new UUID(9, 9);
    refused(
        "[{\"product\": \"x\"}, {\"id\": \"%s\"}]".formatted(none),
        Problem.at("/lines/1/id", CoreProblem.ROW_NOT_FOUND, none));
    refused(
        "{\"change\": [{\"id\": \"%s\"}], \"remove\": [\"%s\"]}".formatted(none, none),
        Problem.at("/lines/remove/0", CoreProblem.ROW_NOT_FOUND, none),
        Problem.at("/lines/change/0/id", CoreProblem.ROW_NOT_FOUND, none));
  }

  @Test
  void a_row_is_named_once() {
    refused(
        "[{\"id\": \"%s\"}, {\"id\": \"%s\"}]".formatted(A, A),
        Problem.at("/lines/1/id", CoreProblem.ROW_TWICE, A));
    refused(
        "{\"change\": [{\"id\": \"%s\"}], \"remove\": [\"%s\"]}".formatted(A, A),
        Problem.at("/lines/remove/0", CoreProblem.ROW_TWICE, A));
  }

  @Test
  void a_new_record_has_no_rows_to_name() {
    var input = input("[{\"id\": \"%s\"}]".formatted(A));
    assertThatThrownBy(() -> RowIdentity.resolve(DEAL, RecordVisibility.ALL, input, null))
        .isInstanceOf(Refusal.class);
  }

  @Test
  void the_same_list_without_ids_sent_again_names_the_same_rows() {
    var rows =
        changed(
            RecordVisibility.ALL,
            """
            [{"product": "b", "price": 1, "cost": 80}, {"product": "a", "price": 1, "cost": 70.0}]""");
    assertThat(rows).extracting(RecordData::id).containsExactly(B, A);
  }
}
