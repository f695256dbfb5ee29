package dev.formwork.core.rights;

import static dev.formwork.core.compile.AppFixture.field;
import static dev.formwork.core.compile.AppFixture.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.formwork.core.compile.AppFixture;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.naming.Title;
import dev.formwork.core.permission.FieldRight;
import dev.formwork.core.permission.Grantees;
import dev.formwork.core.permission.PermissionSet;
import dev.formwork.core.permission.RecordAction;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RightsCacheTest {

  private final CompiledForm deal =
      AppFixture.compiled(form("deal", field("number", "amount"), field("text", "secret")))
          .get("deal");
  private final AppPermissions permissions = AppPermissions.of(deal.links());

  private static PermissionSet link() {
    return new PermissionSet(
        "link",
        new Title("Link", "链接"),
        Grantees.all(),
        Set.of(RecordAction.READ),
        Map.of("secret", FieldRight.HIDDEN),
        null,
        null,
        false);
  }

  @Test
  void a_filter_that_comes_again_is_not_compiled_again() throws Exception {
    var rights = permissions.rights(null, null).of(deal);
    assertThat(rights.filter("amount > 5")).isSameAs(rights.filter("amount > 5"));
    assertThat(rights.filter("amount > 5")).isNotSameAs(rights.filter("amount > 6"));
  }

  @Test
  void the_filter_of_someone_else_does_not_show_what_is_hidden() throws Exception {
    permissions.rights(null, null).of(deal).filter("secret = \"x\"");
    var guest = permissions.rightsOfGuest(null, "deal", link()).of(deal);
    assertThatThrownBy(() -> guest.filter("secret = \"x\""))
        .isInstanceOf(CompiledExpression.InvalidExpression.class);
  }

  @Test
  void rights_of_guests_are_worked_out_once_for_each_link() {
    var guest = permissions.rightsOfGuest(null, "deal", link());
    assertThat(permissions.rightsOfGuest(null, "deal", link())).isSameAs(guest);
    assertThat(permissions.rightsOfGuest(null, null, link())).isNotSameAs(guest);
    assertThat(guest.of(deal).may(RecordAction.CHANGE)).isFalse();
  }

  @Test
  void rights_of_tokens_are_worked_out_once_for_each_scope() {
    var whole = permissions.rights(null, null);
    var reading =
        permissions.narrowed(whole, "read", (_, recordAction) -> recordAction == RecordAction.READ);
    assertThat(permissions.narrowed(whole, "read", (_, _) -> true)).isSameAs(reading);
    assertThat(permissions.narrowed(whole, "all", (_, _) -> true)).isNotSameAs(reading);
    assertThat(reading.of(deal).may(RecordAction.READ)).isTrue();
    assertThat(reading.of(deal).may(RecordAction.CHANGE)).isFalse();
  }
}
