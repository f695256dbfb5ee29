package dev.formwork.ltc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.compile.AppCompiler;
import dev.formwork.core.compile.AppGraph;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.expression.WorkCalendar;
import dev.formwork.core.expression.function.BuiltInFunctions;
import dev.formwork.core.organization.WorkspaceRole;
import dev.formwork.core.permission.FieldRight;
import dev.formwork.core.permission.FormPermissions;
import dev.formwork.core.permission.PermissionSet;
import dev.formwork.core.permission.RecordAction;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.rights.PermissionCompiler;
import dev.formwork.designer.pack.Pack;
import dev.formwork.designer.pack.PackLibrary;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who may do what in the pack: own records, those of the team, all. */
final class PermissionsTest {

  private static final Pack PACK = new PackLibrary().named("ltc").orElseThrow();

  private static Map<String, CompiledForm> forms() {
    var graph = new AppGraph(WorkCalendar.WEEKDAYS);
    var app =
        AppCompiler.compile(
            "ws_test",
            PACK.app().key(),
            PACK.forms().stream()
                .collect(
                    Collectors.toMap(
                        form -> form.key().value(), form -> new AppCompiler.Source(form, 1))),
            BuiltInFunctions.INSTANCE,
            graph,
            Map.of());
    graph.bind(app.forms().values());
    return app.forms();
  }

  private static FormPermissions of(String form) {
    return PACK.permissions().stream()
        .filter(one -> one.form().value().equals(form))
        .findFirst()
        .orElseThrow();
  }

  private static PermissionSet own(String form) {
    return of(form).sets().stream()
        .filter(set -> set.key().equals("own"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void every_form_has_permissions_that_compile() {
    var forms = forms();
    assertThat(PACK.permissions().stream().map(one -> one.form().value()))
        .containsExactlyInAnyOrderElementsOf(
            PACK.forms().stream().map(form -> form.key().value()).toList());
    for (var permissions : PACK.permissions()) {
      var compiled = PermissionCompiler.compile(forms.get(permissions.form().value()), permissions);
      assertThat(compiled.problems().stream().map(Problem::toString))
          .as("%s", permissions.form())
          .isEmpty();
    }
  }

  @Test
  void everyone_has_their_own_records_and_nobody_but_administrators_all_that_goes_out_or_away() {
    for (var permissions : PACK.permissions()) {
      for (var set : permissions.sets()) {
        assertThat(set.actions())
            .as("%s %s", permissions.form(), set.key())
            .doesNotContain(RecordAction.MANAGE, RecordAction.EXPORT);
        boolean all = set.rows() == null;
        assertThat(all && set.who().everyone() && set.actions().contains(RecordAction.CHANGE))
            .as("%s %s", permissions.form(), set.key())
            .isFalse();
      }
    }
    for (var form : Set.of("lead", "opportunity", "account", "quote", "contract", "order")) {
      assertThat(own(form).rows()).contains("ME()");
    }
  }

  @Test
  void reps_see_neither_cost_nor_margin() {
    assertThat(own("quote").right("lines.cost")).isEqualTo(FieldRight.HIDDEN);
    assertThat(own("quote").right("margin")).isEqualTo(FieldRight.HIDDEN);
    var products =
        of("product").sets().stream().filter(set -> set.who().everyone()).findFirst().orElseThrow();
    assertThat(products.right("cost")).isEqualTo(FieldRight.HIDDEN);
  }

  @Test
  void the_roles_that_permissions_name_come_with_the_pack() {
    var roles = PACK.roles().stream().map(WorkspaceRole::key).toList();
    assertThat(
            PACK.permissions().stream()
                .flatMap(one -> one.sets().stream())
                .flatMap(set -> set.who().roles().stream()))
        .isSubsetOf(roles);
  }
}
