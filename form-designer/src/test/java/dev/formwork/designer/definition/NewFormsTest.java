package dev.formwork.designer.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.expression.WorkCalendar;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.permission.FormPermissions;
import dev.formwork.core.permission.PermissionSet;
import dev.formwork.core.permission.RecordAction;
import dev.formwork.core.workspace.compiled.CompiledApp;
import dev.formwork.core.workspace.definition.DefinitionId;
import dev.formwork.designer.form.FormType;
import dev.formwork.designer.permission.PermissionsType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a form comes with that is published for the first time. */
final class NewFormsTest {

  private static final AppKey APP = new AppKey("crm");

  private static final DefinitionTypes TYPES =
      new DefinitionTypes(List.of(new FormType(), new PermissionsType()));

  private static final String NAME = field("text", "name");

  private static String field(String type, String key) {
    return "{\"type\": \"%s\", \"key\": \"%s\", \"title\": {\"en\": \"%s\"}}"
        .formatted(type, key, key);
  }

  private static NewVersion<?> deal(String... fields) {
    var json =
        "{\"key\": \"deal\", \"title\": {\"en\": \"Deal\"}, \"fields\": [%s]}"
            .formatted(String.join(", ", fields));
    try {
      var form = FormType.definition(DefinitionJson.tree(json));
      return NewVersion.of(new FormType(), DefinitionId.form(APP, form.key()), form);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  private static NewVersion<?> sets(FormPermissions sets) {
    return NewVersion.of(
        new PermissionsType(), new DefinitionId(APP, DefinitionKind.PERMISSIONS, "deal"), sets);
  }

  private static CompiledApp none() {
    return CompiledApp.none("ws", APP, WorkCalendar.WEEKDAYS);
  }

  private static List<NewVersion<?>> given(CompiledApp before, NewVersion<?>... wanted) {
    return TYPES.ofNewForms(AppChange.of(before, List.of(wanted)));
  }

  private static List<PermissionSet> given(NewVersion<?> form) {
    var change = AppChange.of(none(), List.of(form));
    var given = TYPES.ofNewForms(change);
    assertThat(given)
        .extracting(NewVersion::id)
        .containsExactly(new DefinitionId(APP, DefinitionKind.PERMISSIONS, "deal"));
    assertThat(TYPES.problems(change.with(given))).isEmpty();
    return ((FormPermissions) given.getFirst().definition()).sets();
  }

  @Test
  void a_new_form_comes_with_ones_own_records_and_those_of_ones_team() {
    assertThat(given(deal(NAME, field("member", "reviewer"), field("member", "owner"))))
        .extracting(PermissionSet::rows)
        .containsExactly(
            "owner = ME() OR CREATEDBY() = ME()",
            "MANAGER(owner) = ME() OR MANAGER(CREATEDBY()) = ME()");
    assertThat(given(deal(NAME)))
        .extracting(PermissionSet::rows)
        .containsExactly("CREATEDBY() = ME()", "MANAGER(CREATEDBY()) = ME()");
  }

  @Test
  void nobody_but_administrators_removes_for_good_or_exports_its_records() {
    assertThat(given(deal(NAME)))
        .allSatisfy(
            set ->
                assertThat(set.actions())
                    .isNotEmpty()
                    .doesNotContain(RecordAction.MANAGE, RecordAction.EXPORT));
  }

  @Test
  void the_sets_hold_as_soon_as_the_form_is_there() {
    var change = AppChange.of(none(), List.of(deal(NAME)));
    var app = change.with(TYPES.ofNewForms(change)).made();
    assertThat(app.links().permissions(new FormKey("deal")).sets())
        .extracting(PermissionSet::key)
        .containsExactly("own", "team");
  }

  @Test
  void a_form_that_was_published_before_stays_as_it_is() {
    var open = AppChange.of(none(), List.of(deal(NAME))).made();
    assertThat(given(open, deal(NAME, field("text", "note")))).isEmpty();
  }

  @Test
  void a_form_that_brings_its_own_sets_keeps_them() {
    var brought = sets(FormPermissions.open(new FormKey("deal")));
    assertThat(given(none(), deal(NAME), brought)).isEmpty();
  }

  @Test
  void a_form_with_mistakes_gets_nothing() {
    var wrong =
        """
        {"type": "computed", "key": "x", "title": {"en": "X"}, "expression": "nothing + 1"}\
        """;
    assertThat(given(none(), deal(NAME, wrong))).isEmpty();
  }
}
