package dev.formwork.core.compile;

import static dev.formwork.core.compile.AppFixture.compiled;
import static dev.formwork.core.compile.AppFixture.computed;
import static dev.formwork.core.compile.AppFixture.field;
import static dev.formwork.core.compile.AppFixture.form;
import static dev.formwork.core.compile.AppFixture.lookup;
import static dev.formwork.core.compile.AppFixture.sources;
import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.definition.FormDefinition;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class AppCompilerTest {

  private static final FormDefinition CLIENT =
      form("client", field("text", "name"), field("number", "credit"));
  private static final FormDefinition DEAL =
      form("deal", field("number", "amount"), lookup("client", "client"));
  private static final FormDefinition TASK = form("task", field("text", "what"));
  private static final FormDefinition VISIT =
      form("visit", lookup("deal", "deal"), computed("credit", "deal.client.credit"));

  private static AppCompiler.Result changed(
      Map<String, CompiledForm> before, FormDefinition... forms) {
    var all = new HashMap<String, AppCompiler.Source>();
    before.forEach(
        (key, form) -> all.put(key, new AppCompiler.Source(form.definition(), form.version())));
    for (var form : forms) {
      all.put(form.key().value(), new AppCompiler.Source(form, 2));
    }
    return compiled(all, before);
  }

  @Test
  void only_a_changed_form_and_those_that_look_at_it_are_compiled_again() {
    var before = compiled(CLIENT, DEAL, TASK, VISIT);
    var more =
        form("client", field("text", "name"), field("number", "credit"), field("date", "since"));
    var after = changed(before, more);
    assertThat(after.compiled()).containsExactlyInAnyOrder("client", "deal", "visit");
    assertThat(after.forms().get("task").sql()).isSameAs(before.get("task").sql());
    assertThat(changed(before, form("task", field("text", "why"))).compiled())
        .containsExactly("task");
    assertThat(changed(before).compiled()).isEmpty();
  }

  @Test
  void a_form_that_was_taken_over_stands_among_the_new_ones() throws Exception {
    var before = compiled(CLIENT, DEAL, TASK);
    var after =
        changed(before, form("deal", field("number", "amount"), field("number", "discount")));
    var task = after.forms().get("task");
    assertThat(task.links()).isSameAs(after.forms().get("deal").links());
    assertThat(task.expression("COUNTRECORDS(\"deal\", discount > 1)").type()).isNotNull();
    assertThat(before.get("task").names().form("deal").orElseThrow().names().field("discount"))
        .isEmpty();
  }

  @Test
  void a_form_that_loses_what_others_read_fails_those() {
    var before = compiled(CLIENT, DEAL, VISIT);
    var after = changed(before, form("client", field("text", "name")));
    assertThat(after.failed()).containsOnlyKeys("visit");
  }

  @Test
  void what_rests_on_a_form_is_followed_all_the_way() {
    var forms = compiled(CLIENT, DEAL, TASK, VISIT).values();
    assertThat(AppCompiler.resting(Set.of("client"), forms))
        .containsExactlyInAnyOrder("client", "deal", "visit");
    assertThat(AppCompiler.resting(Set.of("task"), forms)).containsExactly("task");
  }

  /** 150 forms of 60 fields: an edit of one compiles that one and its neighbour, no others. */
  @Test
  void one_edit_in_a_big_app_compiles_no_more_than_its_neighbours() {
    var before = compiled(AppFixture.bigApp(150, 60));
    var edited = AppFixture.bigApp(150, 61)[70];
    var after = changed(before, edited);
    assertThat(after.failed()).isEmpty();
    assertThat(after.compiled()).containsExactlyInAnyOrder("f70", "f71");
  }

  @Test
  void a_form_keeps_the_definitions_it_was_compiled_by() {
    assertThat(compiled(sources(CLIENT, DEAL, VISIT), Map.of()).forms().get("visit").uses())
        .extracting(key -> key.value())
        .containsExactlyInAnyOrder("deal", "client");
  }
}
