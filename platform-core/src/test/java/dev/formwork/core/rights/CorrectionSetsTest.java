package dev.formwork.core.rights;

import static dev.formwork.core.compile.AppFixture.field;
import static dev.formwork.core.compile.AppFixture.form;
import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.compile.AppFixture;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.naming.Title;
import dev.formwork.core.permission.FieldRight;
import dev.formwork.core.permission.FormPermissions;
import dev.formwork.core.permission.Grantees;
import dev.formwork.core.permission.PermissionSet;
import dev.formwork.core.permission.RecordAction;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whoever corrects a record sees and sets no more of it than they do anyway. */
final class CorrectionSetsTest {

  private static final CompiledForm DEAL =
      AppFixture.compiled(
              form(
                  "deal",
                  field("number", "amount"),
                  field("number", "margin"),
                  "{\"type\": \"subform\", \"key\": \"lines\", \"title\": {\"en\": \"Lines\"}, \"fields\": ["
                      + field("number", "price")
                      + ", "
                      + field("number", "cost")
                      + "]}"))
          .get("deal");

  private static final Map<String, FieldRight> NO_COSTS =
      Map.of("margin", FieldRight.HIDDEN, "lines.cost", FieldRight.HIDDEN);

  private static PermissionSet set(
      Set<RecordAction> actions, Map<String, FieldRight> fields, FieldRight others, String rows) {
    return new PermissionSet(
        "s", new Title("S", "S"), Grantees.all(), actions, fields, others, rows, true);
  }

  private static PermissionSet own(String rows) {
    return set(
        Set.of(RecordAction.CREATE, RecordAction.READ, RecordAction.CHANGE), NO_COSTS, null, rows);
  }

  private static PermissionSet task(FieldRight others, Map<String, FieldRight> corrects) {
    return set(
        Set.of(RecordAction.READ, RecordAction.CHANGE), corrects, others, "RECORDID() = \"1\"");
  }

  private static List<PermissionSet> sets(PermissionSet task, PermissionSet... own) {
    return CorrectionSets.of(DEAL.definition(), task, List.of(own));
  }

  @Test
  void what_is_hidden_otherwise_is_neither_read_nor_set() {
    for (var task :
        List.of(
            task(FieldRight.WRITE, Map.of()),
            task(FieldRight.READ, Map.of("lines", FieldRight.WRITE, "margin", FieldRight.WRITE)))) {
      var sets = sets(task, own(null));
      assertThat(sets).hasSize(1);
      assertThat(sets.getFirst().right("margin")).isEqualTo(FieldRight.HIDDEN);
      assertThat(sets.getFirst().right("lines.cost")).isEqualTo(FieldRight.HIDDEN);
      assertThat(sets.getFirst().right("lines.price")).isEqualTo(FieldRight.WRITE);
    }
  }

  @Test
  void what_is_only_read_otherwise_is_set_where_the_step_names_it_alone() {
    var reads =
        set(
            Set.of(RecordAction.READ),
            Map.of("lines.cost", FieldRight.READ),
            FieldRight.READ,
            null);
    var all = sets(task(FieldRight.WRITE, Map.of()), reads).getFirst();
    assertThat(all.right("amount")).isEqualTo(FieldRight.READ);
    var named =
        sets(
                task(
                    FieldRight.READ, Map.of("amount", FieldRight.WRITE, "lines", FieldRight.WRITE)),
                reads)
            .getFirst();
    assertThat(named.right("amount")).isEqualTo(FieldRight.WRITE);
    assertThat(named.right("lines.price")).isEqualTo(FieldRight.WRITE);
    assertThat(named.right("lines.cost")).isEqualTo(FieldRight.READ);
    assertThat(named.right("margin")).isEqualTo(FieldRight.READ);
  }

  @Test
  void a_set_for_other_records_shows_nothing_of_this_one() {
    var team = set(Set.of(RecordAction.READ), Map.of(), FieldRight.READ, "amount > 5");
    var sets = sets(task(FieldRight.WRITE, Map.of()), own("CREATEDBY() = ME()"), team);
    assertThat(sets).hasSize(3);
    assertThat(sets.get(0).rows()).isEqualTo("(RECORDID() = \"1\") AND (CREATEDBY() = ME())");
    assertThat(sets.get(0).right("margin")).isEqualTo(FieldRight.HIDDEN);
    assertThat(sets.get(0).right("amount")).isEqualTo(FieldRight.WRITE);
    assertThat(sets.get(1).right("margin")).isEqualTo(FieldRight.READ);
    assertThat(sets.get(2).right("margin")).isEqualTo(FieldRight.HIDDEN);
    assertThat(sets.get(2).right("amount")).isEqualTo(FieldRight.WRITE);
    assertThat(PermissionCompiler.usable(DEAL, new FormPermissions(DEAL.definition().key(), sets)))
        .hasSize(3);
  }

  @Test
  void who_knows_no_record_of_the_form_is_shown_nothing_of_it() {
    var sets = sets(task(FieldRight.WRITE, Map.of("amount", FieldRight.WRITE)));
    assertThat(sets).hasSize(1);
    assertThat(sets.getFirst().right("amount")).isEqualTo(FieldRight.HIDDEN);
  }
}
