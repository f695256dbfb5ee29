package dev.formwork.core.permission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.naming.FormKey;
import dev.formwork.core.rights.PermissionCompiler;
import dev.formwork.core.testing.TestApp;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The sets a form usually gets: one's own records, those of who reports to one. */
final class UsualPermissionsTest {

  private static final FormKey DEAL = new FormKey("deal");

  private static FormPermissions usual(String owner) {
    var form =
        TestApp.compiled(Map.of(), TestApp.form("deal").text("name").member("owner")).get("deal");
    var permissions = FormPermissions.usual(DEAL, owner);
    assertThat(PermissionCompiler.compile(form, permissions).problems()).isEmpty();
    return permissions;
  }

  @Test
  void makers_have_their_own_and_managers_those_of_who_reports_to_them() {
    assertThat(usual("owner").sets())
        .extracting(PermissionSet::rows)
        .containsExactly(
            "owner = ME() OR CREATEDBY() = ME()",
            "MANAGER(owner) = ME() OR MANAGER(CREATEDBY()) = ME()");
    assertThat(usual(null).sets())
        .extracting(PermissionSet::rows)
        .containsExactly("CREATEDBY() = ME()", "MANAGER(CREATEDBY()) = ME()");
  }

  @Test
  void nobody_removes_for_good_or_exports() {
    for (var set : usual("owner").sets()) {
      assertThat(set.rows()).isNotNull();
      assertThat(set.actions()).doesNotContain(RecordAction.MANAGE, RecordAction.EXPORT);
    }
  }
}
